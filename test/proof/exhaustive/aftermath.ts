import { conduct } from "./conduct.ts";
import { fenceOf, RUN_TIMEOUT_MS } from "./judging/fences.ts";
import type { Judge } from "./judging/judge.ts";
import { signatureOf } from "./signature.ts";
import type { Stage } from "./stage.ts";
import { commonCredential, judgeRun, otherLive } from "./judging/verdict.ts";

const MINUTE_MS = 60_000;

/** `demandConvergence` for a state that no history of the scenario has ended in before. */
export async function demandConvergenceOnce(
  stage: Stage,
  judge: Judge,
  healed: Set<string>,
  bundle = "",
): Promise<void> {
  const end = `${bundle} ${signatureOf(stage)}`;
  if (healed.has(end)) return;
  const before = judge.violations.length;
  await demandConvergence(stage, judge, bundle === "" ? undefined : bundle);
  if (judge.violations.length === before) healed.add(end);
}

/**
 * Lets more than the fence pass and demands that one clean run puts everything
 * right (I2, L1), and that what is superseded goes when its overlap ends.
 */
export async function demandConvergence(
  stage: Stage,
  judge: Judge,
  bundle?: string,
): Promise<void> {
  const { world, scenario } = stage;
  world.clock.advance(fenceOf(RUN_TIMEOUT_MS) + MINUTE_MS);
  const { run } = await cleanRun(stage, judge, {}, bundle);
  const current = commonCredential(stage);
  if (current === undefined) {
    judge.blame("I2: the secrets do not hold one live token after a clean run");
    return;
  }
  if (!scenario.mayWrite) return;
  const left = otherLive(stage, current.clientId);
  const known = run.outputs["retiring"] ?? "";
  if (left.some((clientId) => !known.includes(clientId))) {
    judge.blame("I2: a clean run does not know a superseded token");
  }
  if (scenario.overlapMs > 0) {
    world.clock.advance(scenario.overlapMs + MINUTE_MS);
    await cleanRun(stage, judge, { mode: "retire" }, bundle);
  }
  const remaining = otherLive(stage, current.clientId);
  if (remaining.length > 0) {
    judge.blame(`I2: ${String(remaining.length)} superseded tokens stay alive`);
  }
  if (commonCredential(stage) !== current) {
    judge.blame("I2: retiring changed what the secrets hold");
  }
}

async function cleanRun(
  stage: Stage,
  judge: Judge,
  inputs: Readonly<Record<string, string>>,
  bundle: string | undefined,
): ReturnType<typeof conduct> {
  const conducted = await conduct(stage, judge, { inputs, bundle });
  judgeRun(stage, judge, conducted);
  const { exitCode, errors } = conducted.run;
  if (exitCode !== 0) {
    judge.blame(
      `L1: a clean run exits with ${String(exitCode)}: ${errors.join(" ")}`,
    );
  }
  return conducted;
}
