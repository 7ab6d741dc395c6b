import * as core from "@actions/core";
import { chooseProxy, proxyName, proxySecrets } from "../http/proxy.ts";
import type { Outcome } from "../rotation/outcome.ts";
import { type Explain, inputAnnotationOf } from "./report/annotation.ts";
import { announce } from "./report/announce.ts";
import type { Beginning } from "./beginning.ts";
import { NAMELESS } from "./identity.ts";
import type { InputProblem } from "./inputs/reader.ts";
import { policyOf } from "./policy.ts";
import { mask } from "./report/mask.ts";
import { reportOf } from "./report/report.ts";
import { createStepLog } from "./report/step-log.ts";

/** What a run is presented with. */
export interface Presentation {
  readonly env: NodeJS.ProcessEnv;
  readonly explain: Explain;
}

/** Tells what is wrong with the inputs and the environment, and that nothing was done. */
export function refuse(
  problems: readonly InputProblem[],
  secrets: readonly string[],
  explain: Explain,
): void {
  for (const secret of secrets) mask(secret);
  core.setFailed(inputAnnotationOf(problems, explain));
}

/** Presents a run that is under way: masks `secrets` first, tells its steps, and at last its outcome. */
export async function present(
  { inputs, adapters, control, startedAt, ...beginning }: Beginning,
  outcome: Promise<Outcome>,
  secrets: readonly string[],
  { env, explain }: Presentation,
): Promise<void> {
  for (const secret of secrets) mask(secret);
  beginning.secrets.listen(mask);
  control.onCancel(() => {
    core.info("Cancelled: starting nothing new and tidying up.");
  });
  tellProxies(inputs, env);
  const { dryRun, exposeToken } = inputs;
  let now = startedAt;
  // No line of the log names the rotation, which may not be known yet.
  const log = createStepLog(policyOf(inputs, NAMELESS), dryRun, {
    now: () => now,
  });
  beginning.steps.listen(({ step, at }) => {
    now = at;
    log.report(step);
  });
  const ended = await outcome;
  control.dispose();
  const report = reportOf(ended, {
    policy: policyOf(inputs, await adapters.lineage),
    dryRun,
    timings: log.end(),
    elapsedMs: control.clock.now() - startedAt,
  });
  await announce(report, ended, {
    exposeToken,
    explain,
    outputFile: env["GITHUB_OUTPUT"],
  });
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
