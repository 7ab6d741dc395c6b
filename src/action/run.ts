import { randomBytes } from "node:crypto";
import * as core from "@actions/core";
import { openConnections } from "../http/dispatcher.ts";
import type { RotationError } from "../rotation/errors.ts";
import type { Policy } from "../rotation/observation.ts";
import type { Outcome } from "../rotation/outcome.ts";
import type { Ports } from "../rotation/ports.ts";
import { rotate } from "../rotation/rotate.ts";
import { damaged } from "./damaged.ts";
import { readEnvironment } from "./inputs/environment.ts";
import type { Inputs } from "./inputs/inputs.ts";
import { invalidInputs } from "./inputs/invalid-inputs.ts";
import type { NamedProxy } from "./inputs/proxy.ts";
import { settingsOf } from "./inputs/settings.ts";
import type { Surroundings } from "./process.ts";
import { announce } from "./report/announce.ts";
import { mask } from "./report/mask.ts";
import { refusedReport, reportOf } from "./report/report.ts";
import { unwritableOutputs } from "./report/runner-files.ts";
import { createStepLog } from "./report/step-log.ts";
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
  if (!parsed.ok) return refuse(invalidInputs(parsed.problems));
  const unwritable = unwritableOutputs(outputFile);
  if (unwritable !== undefined) return refuse(unwritable);

  const { inputs } = parsed;
  const control = new RunControl(inputs.runTimeoutMs);
  onSignal(() => {
    if (!control.cancel()) return;
    core.info("Cancelled: starting nothing new and tidying up.");
  });
  tellProxy(proxy);
  const log = createStepLog(inputs, control.clock);
  const { outcome, policy } = await rotateOver(
    proxy,
    inputs,
    readWorkflow(env),
    control,
    log.report,
  ).finally(() => {
    control.dispose();
  });

  const report = reportOf(outcome, {
    ...log.end(),
    rotation: inputs.rotationId ?? policy.lineage.id,
    policy,
    dryRun: inputs.dryRun,
  });
  const exposed = inputs.exposeToken ? outcome.record.minted : undefined;
  await announce(report, { ...ending, exposed });
}

/** Opens connections and adapters, rotates, and closes both. */
async function rotateOver(
  proxy: NamedProxy | undefined,
  inputs: Inputs,
  workflow: Workflow,
  control: RunControl,
  report: Ports["report"],
): Promise<{ readonly outcome: Outcome; readonly policy: Policy }> {
  // Loaded late, because it brings `@actions/github`, which parses the proxy
  // variables as it loads: they have been checked by now.
  const { composeAdapters } = await import("./adapters.ts").catch(damaged);
  const connections = openConnections(proxy);
  const { ports, lineage, close } = composeAdapters(inputs, workflow, {
    clock: control.clock,
    stopSignal: control.stopSignal,
    report,
    send: createSenders(connections.dispatcher, control),
    remainingMs: () => control.remainingMs(),
    wallTime: () => Date.now(),
    mask,
  });
  const settings = settingsOf(inputs, lineage, {
    attempt: randomBytes(9).toString("base64url"),
    run: workflow.run,
  });
  try {
    const outcome = await rotate(ports, settings);
    return { outcome, policy: settings.policy };
  } finally {
    await close();
    await connections.close();
  }
}
