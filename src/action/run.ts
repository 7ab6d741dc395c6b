import { randomBytes } from "node:crypto";
import * as core from "@actions/core";
import { openConnections } from "../http/dispatcher.ts";
import type { Policy } from "../rotation/observation.ts";
import type { RotationError } from "../rotation/errors.ts";
import type { Outcome } from "../rotation/outcome.ts";
import { rotate } from "../rotation/rotate.ts";
import { Secret } from "../rotation/secret.ts";
import { damaged } from "./damaged.ts";
import { readEnvironment } from "./inputs/environment.ts";
import type { Inputs } from "./inputs/inputs.ts";
import { invalidInputs } from "./inputs/invalid-inputs.ts";
import type { Environment, NamedProxy } from "./inputs/proxy.ts";
import { settingsOf } from "./inputs/settings.ts";
import type { Surroundings } from "./process.ts";
import { announce } from "./report/announce.ts";
import { mask } from "./report/mask.ts";
import { refusedReport, reportOf } from "./report/report.ts";
import { unwritableOutputs } from "./report/runner-files.ts";
import { createStepLog, type StepLog } from "./report/step-log.ts";
import { tellProxy } from "./report/tell-proxy.ts";
import { RunControl } from "./run-control.ts";
import { createSenders } from "./senders.ts";
import { readWorkflow, type Workflow } from "./workflow.ts";

/** The whole run from top to bottom; throws only what nobody expects. */
export async function run({
  env,
  explain,
  onSignal,
  fail,
}: Surroundings): Promise<void> {
  const { parsed, proxy } = readEnvironment(env, mask);
  const outputFile = env["GITHUB_OUTPUT"];
  const ending = { explain, fail, outputFile };
  const refuse = (error: RotationError): Promise<void> =>
    announce(refusedReport(error), ending);
  if (!parsed.ok) {
    await refuse(invalidInputs(parsed.problems));
    return;
  }
  const unwritable = unwritableOutputs(outputFile);
  if (unwritable !== undefined) {
    await refuse(unwritable);
    return;
  }
  const { inputs } = parsed;
  const { dryRun, exposeToken } = inputs;
  const control = new RunControl(inputs.runTimeoutMs);
  onSignal(() => {
    if (!control.cancel()) return;
    core.info("Cancelled: starting nothing new and tidying up.");
  });
  tellProxy(proxy);
  const log = createStepLog(inputs, control.clock);
  try {
    const ended = await rotateOver(
      proxy,
      inputs,
      readWorkflow(env),
      control,
      env,
      log,
    );
    control.dispose();
    const report = reportOf(ended.outcome, {
      ...log.end(),
      rotation: inputs.rotationId ?? ended.policy.lineage.id,
      policy: ended.policy,
      dryRun,
    });
    const exposed = exposeToken ? ended.outcome.record.minted : undefined;
    await announce(report, { ...ending, exposed });
  } finally {
    control.dispose();
  }
}

/** Opens connections and adapters, rotates, and closes both. */
async function rotateOver(
  proxy: NamedProxy | undefined,
  inputs: Inputs,
  workflow: Workflow,
  control: RunControl,
  env: Environment,
  { report }: StepLog,
): Promise<{ readonly outcome: Outcome; readonly policy: Policy }> {
  const { clock, stopSignal } = control;
  // Loaded late, because it brings `@actions/github`, which parses the proxy
  // variables as it loads: they have been checked by now.
  const { composeAdapters } = await import("./adapters.ts").catch(damaged);
  const connections = openConnections(proxy);
  const workflowToken = env["GITHUB_TOKEN"];
  const adapters = composeAdapters(inputs, workflow, {
    send: createSenders(connections.dispatcher, control),
    clock,
    stopSignal,
    remainingMs: () => control.remainingMs(),
    wallTime: () => Date.now(),
    mask,
    workflowToken:
      workflowToken === undefined ? undefined : new Secret(workflowToken),
    onProgress: (progress) => {
      report({ kind: "progress", ...progress });
    },
  });
  const settings = settingsOf(inputs, adapters.lineage, {
    attempt: randomBytes(9).toString("base64url"),
    run: workflow.run,
  });
  try {
    const outcome = await rotate(
      { ...adapters, clock, stopSignal, report },
      settings,
    );
    return { outcome, policy: settings.policy };
  } finally {
    await adapters.close();
    await connections.close();
  }
}
