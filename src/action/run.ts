import { randomBytes } from "node:crypto";
import * as core from "@actions/core";
import { openConnections } from "../http/dispatcher.ts";
import {
  chooseProxy,
  type Environment,
  type ProxyChoice,
} from "../http/proxy.ts";
import type { Policy } from "../rotation/observation.ts";
import type { RotationError } from "../rotation/errors.ts";
import type { Outcome } from "../rotation/outcome.ts";
import { rotate } from "../rotation/rotate.ts";
import { Secret } from "../rotation/secret.ts";
import { composeAdapters } from "./compose.ts";
import { markerWords, NAMELESS, runName } from "./identity.ts";
import { environmentProblems } from "./inputs/environment.ts";
import { inputVariable } from "./inputs/input-variable.ts";
import {
  type Inputs,
  type ParsedInputs,
  parseInputs,
} from "./inputs/inputs.ts";
import { invalidInputs } from "./inputs/invalid-inputs.ts";
import { policyOf } from "./policy.ts";
import type { ProcessWatch } from "./process.ts";
import type { Explain } from "./report/annotation.ts";
import { announce } from "./report/announce.ts";
import { mask } from "./report/mask.ts";
import { refusedReport, reportOf } from "./report/report.ts";
import { unwritableOutputs } from "./report/runner-files.ts";
import { createStepLog, type StepLog } from "./report/step-log.ts";
import { createRunControl, type RunControl } from "./run-control.ts";
import { sendOver } from "./senders.ts";
import { readWorkflow } from "./workflow.ts";

const SECRET_INPUTS = [
  "astra-token",
  "github-token",
  "github-app-private-key",
  "previous-token",
];

/** Where a program runs. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly explain: Explain;
  readonly watch: ProcessWatch;
}

/** The whole run from top to bottom; throws only what nobody expects. */
export async function run({
  env,
  explain,
  watch,
}: Surroundings): Promise<void> {
  const outputFile = env["GITHUB_OUTPUT"];
  const ending = { exposed: undefined, explain, fail: watch.fail, outputFile };
  const refuse = (error: RotationError): Promise<void> =>
    announce(refusedReport(error), ending);
  const proxy = chooseProxy(env);
  maskSecrets(env, proxy);
  const parsed = await readInputs(env);
  const problems = [
    ...environmentProblems(env),
    ...(parsed.ok ? [] : parsed.problems),
  ];
  if (!parsed.ok || problems.length > 0) {
    await refuse(invalidInputs(problems));
    return;
  }
  const unwritable = unwritableOutputs(outputFile);
  if (unwritable !== undefined) {
    await refuse(unwritable);
    return;
  }
  const { inputs } = parsed;
  const { dryRun, exposeToken } = inputs;
  const control = createRunControl(inputs.runTimeoutMs, () =>
    performance.now(),
  );
  const { clock } = control;
  const startedAt = clock.now();
  control.onCancel(() => {
    core.info("Cancelled: starting nothing new and tidying up.");
  });
  watch.onSignal(() => {
    control.cancel();
  });
  tellProxy(proxy);
  // No line of the log names the rotation, which is not known yet.
  const log = createStepLog(policyOf(inputs, NAMELESS), dryRun, clock);
  try {
    const { outcome, policy } = await rotateOver(
      proxy,
      inputs,
      control,
      env,
      log,
    );
    control.dispose();
    const report = reportOf(outcome, {
      policy,
      dryRun,
      timings: log.end(),
      elapsedMs: clock.now() - startedAt,
    });
    const { minted } = outcome.record;
    const exposed =
      exposeToken && minted?.state === "published"
        ? minted.credential
        : undefined;
    await announce(report, { ...ending, exposed });
  } finally {
    control.dispose();
  }
}

/** Masks what is secret before anything else is written. */
function maskSecrets(env: Environment, choice: ProxyChoice): void {
  for (const name of SECRET_INPUTS) mask(env[inputVariable(name)] ?? "");
  if (choice.kind === "proxy") choice.proxy.secrets.forEach(mask);
}

/** Reads the inputs, then removes secrets from the environment, where child processes and diagnostic reports would find them. */
async function readInputs(env: NodeJS.ProcessEnv): Promise<ParsedInputs> {
  const parsed = await parseInputs((name) => env[inputVariable(name)], {
    variables: Object.keys(env),
    ...given("repository", env["GITHUB_REPOSITORY"]),
    ...given("apiUrl", env["GITHUB_API_URL"]),
    ...given("githubToken", env["GITHUB_TOKEN"]),
  });
  for (const name of SECRET_INPUTS) {
    Reflect.deleteProperty(env, inputVariable(name));
  }
  return parsed;
}

/** Names the proxy, and nothing else of its address. */
function tellProxy(choice: ProxyChoice): void {
  if (choice.kind !== "proxy") return;
  const { url, variable, exceptions } = choice.proxy;
  const except = exceptions === "" ? "" : ", except to the hosts in no_proxy";
  core.info(
    `HTTPS requests go through the proxy ${url.host} (from ${variable})${except}.`,
  );
}

/** Opens connections and adapters, rotates, and closes both. */
async function rotateOver(
  proxy: ProxyChoice,
  inputs: Inputs,
  control: RunControl,
  env: Environment,
  { report }: StepLog,
): Promise<{ readonly outcome: Outcome; readonly policy: Policy }> {
  const { clock, stopSignal } = control;
  const connections = openConnections(proxy);
  const workflowToken = env["GITHUB_TOKEN"];
  const adapters = composeAdapters(inputs, readWorkflow(env), {
    send: sendOver(connections.dispatcher, control, Math.random),
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
  try {
    const policy = policyOf(inputs, await adapters.lineage);
    const outcome = await rotate(
      { ...adapters, clock, stopSignal, report },
      {
        policy,
        dryRun: inputs.dryRun,
        verifyTimeoutMs: inputs.verifyTimeoutMs,
        tokenLifetimeMs: inputs.tokenLifetimeMs,
        attempt: randomBytes(9).toString("base64url"),
        run: runName(env["GITHUB_RUN_ID"], env["GITHUB_RUN_ATTEMPT"]),
        holdsPair:
          inputs.secretNames.clientId !== undefined &&
          inputs.secretNames.clientSecret !== undefined,
        words: markerWords(inputs),
      },
    );
    return { outcome, policy };
  } finally {
    await adapters.close();
    await connections.close();
  }
}

function given<K extends string>(
  key: K,
  value: string | undefined,
): Partial<Record<K, string>> {
  return value === undefined
    ? {}
    : ({ [key]: value } as Partial<Record<K, string>>);
}
