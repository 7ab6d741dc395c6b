import * as core from "@actions/core";
import { randomBytes } from "node:crypto";
import type { Outcome } from "../rotation/outcome.ts";
import type { Ports } from "../rotation/ports.ts";
import { rotate } from "../rotation/rotate.ts";
import { explainAt, inputAnnotationOf } from "./annotation.ts";
import { announce } from "./announce.ts";
import type { Beginning } from "./beginning.ts";
import { markerWords, runName } from "./identity.ts";
import type { InputProblem, ReadInput } from "./input-reader.ts";
import { mask } from "./mask.ts";
import { reportOf } from "./report.ts";
import { createStepLog } from "./step-log.ts";

/** The inputs that hold secrets; masked before anything is written. */
const SECRET_INPUTS = [
  "astra-token",
  "github-token",
  "github-app-private-key",
  "previous-token",
];

/** Tells what is wrong with the inputs, and that nothing was done. */
export function refuse(
  problems: readonly InputProblem[],
  read: ReadInput,
): void {
  maskInputs(read);
  core.setFailed(inputAnnotationOf(problems));
}

/** Goes through with a run that has begun, and presents the outcome. */
export async function perform(
  beginning: Beginning,
  read: ReadInput,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  maskInputs(read);
  beginning.secrets.listen(mask);
  const { inputs, policy, control, startedAt } = beginning;
  control.onCancel(() => {
    core.info("Cancelled: starting nothing new and tidying up.");
  });
  const { dryRun, exposeToken } = inputs;
  const log = createStepLog(policy, dryRun, control.clock);
  beginning.progress.listen((progress) => {
    log.report({ kind: "progress", ...progress });
  });
  const outcome = await run(beginning, log.report, env);
  const report = reportOf(outcome, {
    policy,
    dryRun,
    timings: log.end(),
    elapsedMs: control.clock.now() - startedAt,
  });
  const explain = explainAt({
    server: env["GITHUB_SERVER_URL"],
    repository: env["GITHUB_ACTION_REPOSITORY"],
    ref: env["GITHUB_ACTION_REF"],
  });
  await announce(report, outcome, { exposeToken, explain });
}

async function run(
  beginning: Beginning,
  report: Ports["report"],
  env: NodeJS.ProcessEnv,
): Promise<Outcome> {
  const { inputs, policy, control, adapters } = beginning;
  const { clock, lifeline } = control;
  try {
    return await rotate(
      { ...adapters, clock, lifeline, report },
      {
        policy,
        dryRun: inputs.dryRun,
        verifyTimeoutMs: inputs.verifyTimeoutMs,
        tokenLifetimeMs: inputs.tokenLifetimeMs,
        attempt: randomBytes(9).toString("base64url"),
        run: runName(env["GITHUB_RUN_ID"], env["GITHUB_RUN_ATTEMPT"]),
        words: markerWords(inputs),
      },
    );
  } finally {
    await beginning.close();
  }
}

function maskInputs(read: ReadInput): void {
  for (const name of SECRET_INPUTS) mask(read(name)?.trim() ?? "");
}
