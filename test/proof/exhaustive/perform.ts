import { shortId } from "../../../src/rotation/short-id.ts";
import { demandConvergenceOnce } from "./aftermath.ts";
import { conduct, type Conducted } from "./conduct.ts";
import type { Disturbance } from "./disturbance.ts";
import { Judge } from "./judging/judge.ts";
import type { Rehearsed } from "./rehearsal.ts";
import { setStage } from "./set-stage.ts";
import type { Stage } from "./stage.ts";
import { judgeRun } from "./judging/verdict.ts";

/** What goes wrong in a history, and what is expected of it beyond the invariants. */
export interface Script {
  /** One for each disturbed run, in order. */
  readonly disturbances: readonly Disturbance[];
  /** The disturbed run has to succeed (L2). */
  readonly mustSucceed: boolean;
  /** The disturbed run may leave a credential that no secret holds, though it was not killed. */
  readonly mayLeave: boolean;
  /** What GitHub answered was false: the run may take a token for another secret's and leave it to a person, whom it has to tell. */
  readonly misleads: boolean;
  /** The last disturbance may find nothing to disturb. */
  readonly mayMiss: boolean;
}

/** What a case came to. */
export interface Performance {
  readonly violations: readonly string[];
  /** Whether everything that should go wrong did. */
  readonly hasStruck: boolean;
  /** The disturbed runs, for a person who replays the case. */
  readonly runs: readonly Conducted[];
}

const MINUTE_MS = 60_000;

/** Nearly the longest time that a request may be under way, milliseconds. */
const LATE_MS = 110_000;

/** Plays one history in a world of its own, ends it with clean runs, and judges all of it. */
export async function perform(
  { scenario, past, healed }: Rehearsed,
  { disturbances, mustSucceed, mayLeave, misleads, mayMiss }: Script,
  bundle?: string,
): Promise<Performance> {
  const stage = await setStage(scenario, past);
  const judge = new Judge(stage);
  const runs: Conducted[] = [];
  try {
    for (const disturbance of disturbances) {
      if (runs.length > 0) stage.world.clock.advance(MINUTE_MS);
      const conducted = await conduct(stage, judge, { disturbance, bundle });
      runs.push(conducted);
      judgeRun(stage, judge, conducted);
      if (misleads) handOver(stage, conducted);
      if (!mayLeave) judgeTakingBack(stage, judge, conducted);
      if (mustSucceed && conducted.run.exitCode !== 0) {
        judge.blame(`L2: ${conducted.run.errors.join(" ")}`);
      }
      await landLate(stage, judge, disturbance, bundle);
    }
    await demandConvergenceOnce(stage, judge, healed, bundle);
  } finally {
    await stage.world.close();
  }
  const hasStruck = disturbances.every((one) => one.hasStruck);
  if (!hasStruck && !mayMiss) judge.blame("the disturbance missed");
  return { violations: judge.violations, hasStruck, runs };
}

/** What a run has named and left alone is a person's from then on. */
function handOver(
  { adopted, own, foreign }: Stage,
  { run: { stdout } }: Conducted,
): void {
  if (adopted === undefined) return;
  const told = `(${shortId(adopted)}) is not the value of a secret of this rotation, so it was left alone`;
  if (!stdout.includes(told)) return;
  own.delete(adopted);
  foreign.add(adopted);
}

/** The next run is over when what the dead one sent takes effect. */
async function landLate(
  stage: Stage,
  judge: Judge,
  { land }: Disturbance,
  bundle: string | undefined,
): Promise<void> {
  if (land === undefined) return;
  const conducted = await conduct(stage, judge, { bundle });
  judgeRun(stage, judge, conducted);
  stage.world.clock.advance(LATE_MS);
  await land();
}

/** A run that ends of itself without having written takes its credential back. */
function judgeTakingBack(
  { world }: Stage,
  judge: Judge,
  { run, trail, wasKilled }: Conducted,
): void {
  if (wasKilled || run.exitCode === 0 || trail.hasWritten) return;
  if (trail.minted.some((clientId) => world.astra.isLive(clientId))) {
    judge.blame("4.3: a credential that no secret holds was not taken back");
  }
}
