import * as core from "@actions/core";
import { randomBytes } from "node:crypto";
import { createAstraClient } from "../astra/client.ts";
import { clientIdOf } from "../astra/credential-wire.ts";
import { createIssuer } from "../astra/issuer.ts";
import { createGitHubCall } from "../github/client.ts";
import { createTargetStore } from "../github/target-store.ts";
import { tokenKindOf } from "../github/token-kind.ts";
import { fenceOf } from "../rotation/fence.ts";
import type { Policy } from "../rotation/observation.ts";
import type { Outcome } from "../rotation/outcome.ts";
import type { Ports } from "../rotation/ports.ts";
import { rotate } from "../rotation/rotate.ts";
import { Secret } from "../rotation/secret.ts";
import { annotationOf, inputAnnotationOf } from "./annotation.ts";
import { lineageName, markerWords, runName } from "./identity.ts";
import { type Inputs, parseInputs } from "./inputs.ts";
import { lineOf } from "./log.ts";
import { outputsOf, secretOutputsOf } from "./outputs.ts";
import { type Report, reportOf } from "./report.ts";
import { createRunControl, type RunControl } from "./run-control.ts";
import { openNetwork } from "./senders.ts";
import { summaryOf } from "./summary.ts";
import { duration } from "./words.ts";

/** The inputs that hold secrets; masked before anything is written. */
const SECRET_INPUTS = ["astra-token", "github-token", "previous-token"];

/** Masking shorter strings would blank the log and protect nothing. */
const SHORTEST_MASK = 8;

/** Runs the action once, as the runner starts it: reads the environment, wires everything, and presents the outcome. */
export async function main(): Promise<void> {
  const { env } = process;
  const read = (name: string): string | undefined =>
    env[`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`];
  for (const name of SECRET_INPUTS) mask(read(name)?.trim() ?? "");

  const parsed = parseInputs(read, {
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
    const outcome = await run(inputs, policy, control, env);
    const elapsedMs = now() - started;
    const report = reportOf(outcome, policy, inputs.dryRun, elapsedMs);
    await announce(report, outcome, inputs);
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
  env: NodeJS.ProcessEnv,
): Promise<Outcome> {
  const network = openNetwork(control, Math.random);
  const workflowToken = env["GITHUB_TOKEN"];
  const tokenKind = tokenKindOf(
    inputs.githubToken,
    workflowToken === undefined ? undefined : new Secret(workflowToken),
  );
  const { owner, repository, environment } = inputs.target;
  let last = control.clock.now();
  const ports: Ports = {
    issuer: createIssuer({
      client: createAstraClient(network.send, inputs.astraApiUrl),
      adminToken: inputs.astraToken,
      adminClientId: policy.adminClientId,
      roles: inputs.roles,
      mask,
    }),
    targets: [
      createTargetStore({
        call: createGitHubCall({
          send: network.send,
          token: inputs.githubToken,
          baseUrl: inputs.githubApiUrl,
        }),
        tokenKind,
        scope:
          environment === undefined
            ? { kind: "repository", owner, repository }
            : { kind: "environment", owner, repository, environment },
        names: inputs.secretNames,
      }),
    ],
    clock: control.clock,
    lifeline: control.lifeline,
    report: (step) => {
      const line = lineOf(step, policy, inputs.dryRun);
      const at = control.clock.now();
      if (step.kind === "warning") core.warning(line);
      else core.info(`${line} (${duration(at - last)})`);
      last = at;
    },
  };
  try {
    return await rotate(ports, {
      policy,
      dryRun: inputs.dryRun,
      verifyTimeoutMs: inputs.verifyTimeoutMs,
      tokenLifetimeMs: inputs.tokenLifetimeMs,
      attempt: randomBytes(9).toString("base64url"),
      run: runName(env["GITHUB_RUN_ID"], env["GITHUB_RUN_ATTEMPT"]),
      words: markerWords(inputs),
    });
  } finally {
    await network.close();
  }
}

function policyOf(inputs: Inputs, workflowRepository: string): Policy {
  return {
    mode: inputs.mode,
    lineage: lineageName(inputs, workflowRepository),
    rotateAfterMs: inputs.rotateAfterMs,
    overlapMs: inputs.overlapMs,
    fenceMs: fenceOf(inputs.runTimeoutMs),
    maxLiveTokens: inputs.maxLiveTokens,
    compromised: inputs.compromised,
    toleranceMs: inputs.toleranceMs,
    adminClientId: clientIdOf(inputs.astraToken) ?? "",
    previousClientId:
      inputs.previousToken === undefined
        ? undefined
        : clientIdOf(inputs.previousToken),
  };
}

/** Tells the world how the run ended: outputs, summary, and one annotation when something is wrong. */
async function announce(
  report: Report,
  { record, error }: Outcome,
  { exposeToken }: Inputs,
): Promise<void> {
  for (const [name, value] of Object.entries(outputsOf(report))) {
    core.setOutput(name, value);
  }
  if (exposeToken && record.minted?.state === "published") {
    const secrets = secretOutputsOf(record.minted.credential);
    for (const [name, value] of Object.entries(secrets)) {
      core.setOutput(name, value);
    }
  }
  await core.summary.addRaw(summaryOf(report), true).write();
  if (error !== undefined) core.setFailed(annotationOf(error));
}

function mask(secret: string): void {
  if (secret.length >= SHORTEST_MASK) core.setSecret(secret);
}

function present<K extends string>(
  key: K,
  value: string | undefined,
): Partial<Record<K, string>> {
  return value === undefined
    ? {}
    : ({ [key]: value } as Partial<Record<K, string>>);
}
