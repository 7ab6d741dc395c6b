import * as core from "@actions/core";
import { randomBytes } from "node:crypto";
import type { Policy } from "../rotation/observation.ts";
import type { Outcome } from "../rotation/outcome.ts";
import { rotate } from "../rotation/rotate.ts";
import { Secret } from "../rotation/secret.ts";
import {
  annotationOf,
  type Explain,
  explainAt,
  inputAnnotationOf,
} from "./annotation.ts";
import { announce } from "./announce.ts";
import { composeAdapters } from "./compose.ts";
import { environmentProblems } from "./environment.ts";
import { markerWords, runName } from "./identity.ts";
import { type Inputs, parseInputs } from "./inputs.ts";
import { mask } from "./mask.ts";
import { policyOf } from "./policy.ts";
import { type ProcessWatch, watchProcess } from "./process.ts";
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

/** Runs the action once, as the runner starts it, and ends in order whatever happens. */
export async function main(): Promise<void> {
  const { env } = process;
  const explain = explainAt({
    server: env["GITHUB_SERVER_URL"],
    repository: env["GITHUB_ACTION_REPOSITORY"],
    ref: env["GITHUB_ACTION_REF"],
  });
  const watch = watchProcess((error) => annotationOf(error, explain));
  try {
    await act(env, explain, watch);
  } catch (thrown) {
    watch.crash(thrown);
  }
}

/** Reads the environment, wires everything, and presents the outcome. */
async function act(
  env: NodeJS.ProcessEnv,
  explain: Explain,
  watch: ProcessWatch,
): Promise<void> {
  const inputs = await readInputs(env);
  if (inputs === undefined) return;
  const now = (): number => performance.now();
  const started = now();
  const control = createRunControl(inputs.runTimeoutMs, now);
  watch.onSignal(() => {
    core.info("Cancelled: starting nothing new and tidying up.");
    control.cancel();
  });
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
    await announce(report, outcome, {
      exposeToken,
      explain,
      outputFile: env["GITHUB_OUTPUT"],
    });
  } finally {
    control.dispose();
  }
}

/** The typed inputs; undefined when something was wrong with them or the environment, and it was said. */
async function readInputs(env: NodeJS.ProcessEnv): Promise<Inputs | undefined> {
  const variable = (name: string): string =>
    `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`;
  const read = (name: string): string | undefined => env[variable(name)];
  for (const name of SECRET_INPUTS) mask(read(name)?.trim() ?? "");
  const parsed = await parseInputs(read, {
    ...present("repository", env["GITHUB_REPOSITORY"]),
    ...present("apiUrl", env["GITHUB_API_URL"]),
    ...present("githubToken", env["GITHUB_TOKEN"]),
  });
  // Nothing that this process starts, or writes about itself, shall find them there.
  for (const name of SECRET_INPUTS) Reflect.deleteProperty(env, variable(name));
  const problems = [
    ...environmentProblems(env),
    ...(parsed.ok ? [] : parsed.problems),
  ];
  if (parsed.ok && problems.length === 0) return parsed.inputs;
  core.setFailed(inputAnnotationOf(problems));
  return undefined;
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
