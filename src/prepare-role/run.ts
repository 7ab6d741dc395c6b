import * as core from "@actions/core";
import { invalidInputs } from "../action/inputs/invalid-inputs.ts";
import type { NamedProxy } from "../action/inputs/proxy.ts";
import type { Surroundings } from "../action/process.ts";
import { mask } from "../action/report/mask.ts";
import { unwritableOutputs } from "../action/report/runner-files.ts";
import { tellProxy } from "../action/report/tell-proxy.ts";
import { RunControl } from "../action/run-control.ts";
import { createSenders } from "../action/senders.ts";
import { openConnections } from "../http/dispatcher.ts";
import { asRotationError } from "../rotation/errors.ts";
import { announce } from "./announce.ts";
import { type PrepareInputs, readPrepareEnvironment } from "./inputs.ts";
import { type Prepared, prepareRole } from "./prepare.ts";
import { openRoleService } from "./service.ts";

/** The run's own deadline, milliseconds. */
const RUN_TIMEOUT_MS = 10 * 60_000;

/** The whole run from top to bottom; throws only what nobody expects. */
export async function runPrepareRole({
  env,
  onSignal,
  fail,
}: Surroundings): Promise<void> {
  const { inputs, problems, proxy } = readPrepareEnvironment(env, mask);
  const outputFile = env["GITHUB_OUTPUT"];
  const ending = { fail, outputFile, inputs };
  const unwritable = unwritableOutputs(outputFile);
  if (inputs === undefined || unwritable !== undefined) {
    const error = inputs === undefined ? invalidInputs(problems) : unwritable;
    await announce({ ...ending, prepared: undefined, error });
    return;
  }
  const control = new RunControl(RUN_TIMEOUT_MS);
  onSignal(() => {
    if (control.cancel()) core.info("Cancelled: starting nothing new.");
  });
  tellProxy(proxy);
  try {
    const prepared = await prepareOver(proxy, inputs, control);
    await announce({ ...ending, prepared, error: undefined });
  } catch (thrown) {
    const error = asRotationError(thrown);
    await announce({ ...ending, prepared: undefined, error });
  } finally {
    control.dispose();
  }
}

/** Opens connections, prepares the role, and closes them. */
async function prepareOver(
  proxy: NamedProxy | undefined,
  inputs: PrepareInputs,
  control: RunControl,
): Promise<Prepared> {
  const { clock, stopSignal } = control;
  const connections = openConnections(proxy);
  const senders = createSenders(connections.dispatcher, control);
  const service = openRoleService(senders, inputs, (milliseconds) =>
    clock.sleep(milliseconds),
  );
  const { database, keyspaces, access } = inputs;
  try {
    return await prepareRole(
      {
        ...{ service, clock, stopSignal },
        say: (line) => {
          core.info(line);
        },
      },
      { database: database.id, keyspaces, access },
      inputs.dryRun,
    );
  } finally {
    await connections.close();
  }
}
