import type { ActionRun } from "../../../kit/run-action.ts";
import type { SimulatedToken } from "../../../simulators/astra/token-store.ts";
import type { Conducted } from "../conduct.ts";
import type { Judge } from "./judge.ts";
import { heldBy } from "../scenario.ts";
import type { Stage } from "../stage.ts";

/** Judges a run by what it left behind: exit code, annotations, outputs, streams, and the state of the world. */
export function judgeRun(
  stage: Stage,
  judge: Judge,
  conducted: Conducted,
): void {
  judgeManners(judge, conducted);
  const { run, trail, wasKilled } = conducted;
  if (wasKilled || run.exitCode !== 0) return;
  judgeSuccess(stage, judge, run, trail.minted);
}

/** Judges a run by all but the state of the world, which others may have changed since. */
export function judgeManners(
  judge: Judge,
  { run, findings, wasKilled }: Conducted,
): void {
  for (const { secret, form, sink } of findings.leaks) {
    const id = secret === "canary" ? "I10" : "I5";
    judge.blame(`${id}: ${secret} (${form}) in ${sink}`);
  }
  for (const problem of findings.manners) judge.blame(`I8, I10: ${problem}`);
  if (wasKilled) return;
  if (run.signal !== null || (run.exitCode !== 0 && run.exitCode !== 1)) {
    judge.blame(
      `I8: ended with ${run.signal ?? String(run.exitCode)} and not with 0 or 1`,
    );
  } else if (run.exitCode === 1) {
    if (run.errors.length !== 1) {
      judge.blame(`I8: exit 1 with ${String(run.errors.length)} annotations`);
    }
    if (!/"error":\{/u.test(run.outputs["report"] ?? "")) {
      judge.blame("I8: exit 1, and the report names no error");
    }
  } else if (run.errors.length > 0) {
    judge.blame("I8: exit 0 with an error annotation");
  }
}

/** The one live credential that every place holds; undefined when there is no such. */
export function commonCredential({
  world,
  scenario,
}: Stage): SimulatedToken | undefined {
  const [first, ...others] = scenario.places.map((place) =>
    heldBy(world, place),
  );
  if (typeof first !== "object") return undefined;
  return world.astra.isLive(first.clientId) &&
    others.every((other) => other === first)
    ? first
    : undefined;
}

/** The rotation's live credentials beside the given one. */
export function otherLive(
  { world, own }: Stage,
  but: string,
): readonly string[] {
  return world.astra
    .liveTokens()
    .map(({ clientId }) => clientId)
    .filter((clientId) => own.has(clientId) && clientId !== but);
}

function judgeSuccess(
  stage: Stage,
  judge: Judge,
  run: ActionRun,
  minted: readonly string[],
): void {
  const current = commonCredential(stage);
  if (current === undefined) {
    judge.blame("I8: exit 0, and not every secret holds the same live token");
    return;
  }
  const [mine] = minted;
  if (mine !== undefined && mine !== current.clientId) {
    judge.blame("I8: exit 0, and the minted token is not published");
  }
  if (mine !== undefined && run.outputs["rotated"] !== "true") {
    judge.blame("I8: exit 0 after minting, and `rotated` is not true");
  }
  if (mine !== undefined && run.outputs["client-id"] !== current.clientId) {
    judge.blame("I8: the output `client-id` is not what the secrets hold");
  }
}
