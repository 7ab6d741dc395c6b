import { randomInt } from "node:crypto";
import * as core from "@actions/core";
import { damaged } from "../action/damaged.ts";
import { invalidInputs } from "../action/inputs/invalid-inputs.ts";
import type { NamedProxy } from "../action/inputs/proxy.ts";
import type { Surroundings } from "../action/process.ts";
import { mask } from "../action/report/mask.ts";
import { unwritableOutputs } from "../action/report/runner-files.ts";
import { tellProxy } from "../action/report/tell-proxy.ts";
import { RunControl } from "../action/run-control.ts";
import { createSenders } from "../action/senders.ts";
import { readWorkflow, type Workflow } from "../action/workflow.ts";
import { openConnections } from "../http/dispatcher.ts";
import { asRotationError, type RotationError } from "../rotation/errors.ts";
import { Secret } from "../rotation/secret.ts";
import { announce, tellVerdict } from "./announce.ts";
import { readWatchEnvironment, type WatchInputs } from "./inputs.ts";
import { emptyRecord, type WatchRecord } from "./outcome.ts";
import { watch } from "./watch.ts";

/** The run's own deadline, milliseconds. */
const RUN_TIMEOUT_MS = 10 * 60_000;

/** The whole leak watch; throws only what nobody expects. */
export async function watchLeaks({
  env,
  onSignal,
  fail,
}: Surroundings): Promise<void> {
  const { inputs, problems, proxy } = readWatchEnvironment(env, mask);
  const record = emptyRecord();
  const ending = { fail, record, outputFile: env["GITHUB_OUTPUT"] };
  const unwritable = unwritableOutputs(ending.outputFile);
  if (inputs === undefined || unwritable !== undefined) {
    await announce({
      ...ending,
      error: inputs === undefined ? invalidInputs(problems) : unwritable,
    });
    return;
  }
  const control = new RunControl(RUN_TIMEOUT_MS);
  onSignal(() => {
    if (control.cancel()) core.info("Cancelled: starting nothing new.");
  });
  tellProxy(proxy);
  let error: RotationError | undefined;
  try {
    const token = env["GITHUB_TOKEN"];
    const workflowToken = token === undefined ? undefined : new Secret(token);
    const workflow = readWorkflow(env);
    await watchOver({
      proxy,
      inputs,
      control,
      workflow,
      workflowToken,
      record,
      outputFile: ending.outputFile,
    });
  } catch (thrown) {
    error = asRotationError(thrown);
  } finally {
    control.dispose();
  }
  await announce({ ...ending, error });
}

/** What one run is made of. */
interface Materials {
  readonly proxy: NamedProxy | undefined;
  readonly inputs: WatchInputs;
  readonly control: RunControl;
  readonly workflow: Workflow;
  readonly workflowToken: Secret | undefined;
  readonly record: WatchRecord;
  readonly outputFile: string | undefined;
}

/** Opens connections and services, watches, and closes both. */
async function watchOver(materials: Materials): Promise<void> {
  const { proxy, inputs, control, workflow, record, outputFile } = materials;
  const { clock, stopSignal } = control;
  // Loaded late, as the rotation's adapters are, and for the same reason.
  const { openServices } = await import("./services.ts").catch(damaged);
  const connections = openConnections(proxy);
  const services = openServices(inputs, workflow, {
    send: createSenders(connections.dispatcher, control),
    clock,
    stopSignal,
    remainingMs: () => control.remainingMs(),
    wallTime: () => Date.now(),
    mask,
    workflowToken: materials.workflowToken,
  });
  const [owner, repository] = workflow.repository ?? [];
  const home =
    owner === undefined || repository === undefined
      ? undefined
      : { owner, repository };
  try {
    await watch(
      services,
      {
        ...{ clock, stopSignal, mask, home },
        onVerdict: (seen) => {
          tellVerdict(seen, outputFile);
        },
        repositories: inputs.repositories,
        closeAlerts: inputs.closeAlerts,
        turn: randomInt(2 ** 32),
      },
      record,
    );
  } finally {
    await services.close();
    await connections.close();
  }
}
