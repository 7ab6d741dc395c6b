import * as core from "@actions/core";
import { randomBytes } from "node:crypto";
import { chooseProxy, proxyName, proxySecrets } from "../http/proxy.ts";
import type { Outcome } from "../rotation/outcome.ts";
import type { Ports } from "../rotation/ports.ts";
import { rotate } from "../rotation/rotate.ts";
import { type Explain, inputAnnotationOf } from "./annotation.ts";
import { announce } from "./announce.ts";
import type { Beginning } from "./beginning.ts";
import { markerWords, runName } from "./identity.ts";
import type { InputProblem } from "./input-reader.ts";
import { mask } from "./mask.ts";
import { reportOf } from "./report.ts";
import { createStepLog } from "./step-log.ts";

/** What a run is presented with. */
export interface Presentation {
  readonly env: NodeJS.ProcessEnv;
  readonly explain: Explain;
}

/** Tells what is wrong with the inputs and the environment, and that nothing was done. */
export function refuse(
  problems: readonly InputProblem[],
  secrets: readonly string[],
): void {
  for (const secret of secrets) mask(secret);
  core.setFailed(inputAnnotationOf(problems));
}

/** Goes through with a run that has begun, and presents the outcome; `secrets` are masked first. */
export async function perform(
  beginning: Beginning,
  secrets: readonly string[],
  { env, explain }: Presentation,
): Promise<void> {
  for (const secret of secrets) mask(secret);
  beginning.secrets.listen(mask);
  const { inputs, policy, control, startedAt } = beginning;
  control.onCancel(() => {
    core.info("Cancelled: starting nothing new and tidying up.");
  });
  tellProxies(inputs, env);
  const { dryRun, exposeToken } = inputs;
  const log = createStepLog(policy, dryRun, control.clock);
  beginning.progress.listen((progress) => {
    log.report({ kind: "progress", ...progress });
  });
  const outcome = await run(beginning, log.report, env);
  control.dispose();
  const report = reportOf(outcome, {
    policy,
    dryRun,
    timings: log.end(),
    elapsedMs: control.clock.now() - startedAt,
  });
  await announce(report, outcome, {
    exposeToken,
    explain,
    outputFile: env["GITHUB_OUTPUT"],
  });
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

/** Names the proxies that requests go through, and nothing else of their addresses. */
function tellProxies(
  { astraApiUrl, githubApiUrl }: Beginning["inputs"],
  env: NodeJS.ProcessEnv,
): void {
  for (const service of [astraApiUrl, githubApiUrl]) {
    const choice = chooseProxy(service, env);
    if (choice.kind !== "proxy") continue;
    for (const secret of proxySecrets(choice.url)) mask(secret);
    core.info(
      `Requests to ${service.host} go through the proxy ${proxyName(choice.url)}.`,
    );
  }
}
