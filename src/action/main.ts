import * as core from "@actions/core";
import { randomBytes } from "node:crypto";
import type { Policy } from "../rotation/observation.ts";
import type { Outcome } from "../rotation/outcome.ts";
import { rotate } from "../rotation/rotate.ts";
import { Secret } from "../rotation/secret.ts";
import { explainAt, inputAnnotationOf } from "./annotation.ts";
import { announce } from "./announce.ts";
import { composeAdapters } from "./compose.ts";
import { markerWords, runName } from "./identity.ts";
import { type Inputs, parseInputs } from "./inputs.ts";
import { mask } from "./mask.ts";
import { policyOf } from "./policy.ts";
import { reportOf } from "./report.ts";
import { createRunControl, type RunControl } from "./run-control.ts";
import { openNetwork } from "./senders.ts";
import { createStepLog, type StepLog } from "./step-log.ts";

/** The inputs that hold secrets; masked before anything is written. */
const SECRET_INPUTS = [
  "astra-token",
  "github-token",
  "github-app-private-key",
  "previous-token",
];

/** Runs the action once, as the runner starts it: reads the environment, wires everything, and presents the outcome. */
export async function main(): Promise<void> {
  const { env } = process;
  const read = (name: string): string | undefined =>
    env[`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`];
  for (const name of SECRET_INPUTS) mask(read(name)?.trim() ?? "");

  const explain = explainAt({
    server: env["GITHUB_SERVER_URL"],
    repository: env["GITHUB_ACTION_REPOSITORY"],
    ref: env["GITHUB_ACTION_REF"],
  });
  const parsed = await parseInputs(read, {
    ...present("repository", env["GITHUB_REPOSITORY"]),
    ...present("apiUrl", env["GITHUB_API_URL"]),
    ...present("githubToken", env["GITHUB_TOKEN"]),
  });
  if (!parsed.ok) {
    core.setFailed(inputAnnotationOf(parsed.problems));
    return;
  }
  const { inputs } = parsed;
  const now = (): number => performance.now();
  const started = now();
  const control = createRunControl(inputs.runTimeoutMs, now);
  const cancel = (): void => {
    if (control.lifeline.stopped() === undefined) {
      core.info("Cancelled: starting nothing new and tidying up.");
    }
    control.cancel();
  };
  process.on("SIGINT", cancel);
  process.on("SIGTERM", cancel);
  try {
    const policy = policyOf(inputs, env["GITHUB_REPOSITORY"] ?? "");
    const { dryRun, exposeToken } = inputs;
    const log = createStepLog(policy, dryRun, control.clock);
    const outcome = await run(inputs, policy, control, log, env);
    const report = reportOf(outcome, {
      policy,
      dryRun,
      timings: log.end(),
      elapsedMs: now() - started,
    });
    await announce(report, outcome, { exposeToken, explain });
  } finally {
    control.dispose();
    process.off("SIGINT", cancel);
    process.off("SIGTERM", cancel);
  }
}

async function run(
  inputs: Inputs,
  policy: Policy,
  control: RunControl,
  { report }: StepLog,
  env: NodeJS.ProcessEnv,
): Promise<Outcome> {
  const network = openNetwork(control, Math.random);
  const workflowToken = env["GITHUB_TOKEN"];
  const { clock, lifeline } = control;
  const adapters = composeAdapters(inputs, policy, {
    send: network.send,
    clock,
    lifeline,
    remainingMs: () => control.remainingMs(),
    wallTime: () => Date.now(),
    mask,
    workflowToken:
      workflowToken === undefined ? undefined : new Secret(workflowToken),
    onProgress: (progress) => {
      report({ kind: "progress", ...progress });
    },
  });
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
    await adapters.close();
    await network.close();
  }
}

function present<K extends string>(
  key: K,
  value: string | undefined,
): Partial<Record<K, string>> {
  return value === undefined
    ? {}
    : ({ [key]: value } as Partial<Record<K, string>>);
}
