import { RotationError } from "../../rotation/errors.ts";
import type { Clock } from "../../rotation/ports.ts";
import type { Budget } from "./budget.ts";

/** How far reading or writing the targets has come. */
export interface Progress {
  readonly what: "read" | "written";
  readonly done: number;
  readonly total: number;
  /** The time that the rest takes at least, milliseconds. */
  readonly remainingMs: number;
}

/** How often progress is told at most, milliseconds; what is over sooner needs none. */
const TELL_EVERY_MS = 15_000;

/** The shortest rest that is told, milliseconds. */
const WORTH_TELLING_MS = 1_000;

/** What a run needs beside its writes, milliseconds. */
const OVERHEAD_MS = 10_000;

/** How much longer than its least time a fan-out may take. */
const SLOWNESS = 1.03;

/** Follows the work on all targets. */
export interface FanOut {
  /** To be called when a target was read. */
  recordRead(): void;
  /** To be called before a target is written, and then with what it was written by. */
  startWrites(): void;
  recordWrite(budget: Budget, secrets: number): void;
  /** A `fan-out-too-long` when the writes cannot end within the time that is left. */
  tooLong(elapsedMs: number, remainingMs: number): RotationError | undefined;
}

/** What a fan-out consists of: every budget with the secrets that are written by it. */
export type Shares = ReadonlyMap<Budget, number>;

/** Follows the work on so many targets. */
export function createFanOut(
  targets: number,
  shares: Shares,
  clock: Pick<Clock, "now">,
  tell: (progress: Progress) => void,
): FanOut {
  const left = new Map(shares);
  const total = sum(shares);
  const began = clock.now();
  let read = 0;
  let toldAt = began;
  let isWriting = false;

  const timeLeft = (): number =>
    Math.max(
      0,
      ...[...left].map(([budget, writes]) =>
        budget.timeFor(writes, clock.now()),
      ),
    );
  const tellAtTimes = (
    progress: () => Progress,
    isDue = clock.now() - toldAt >= TELL_EVERY_MS,
  ): void => {
    if (!isDue) return;
    toldAt = clock.now();
    const now = progress();
    if (now.remainingMs >= WORTH_TELLING_MS) tell(now);
  };
  const writing = (): Progress => ({
    what: "written",
    done: total - sum(left),
    total,
    remainingMs: timeLeft(),
  });

  return {
    recordRead: () => {
      read += 1;
      if (read >= targets) return;
      const elapsed = clock.now() - began;
      tellAtTimes(() => ({
        what: "read",
        done: read,
        total: targets,
        remainingMs: (elapsed / read) * (targets - read),
      }));
    },
    startWrites: () => {
      if (isWriting) return;
      isWriting = true;
      tellAtTimes(writing, timeLeft() >= TELL_EVERY_MS);
    },
    recordWrite: (budget, secrets) => {
      left.set(budget, (left.get(budget) ?? 0) - secrets);
      if (sum(left) > 0) tellAtTimes(writing);
    },
    tooLong: (elapsedMs, remainingMs) => {
      const least = timeLeft();
      const needed = least * SLOWNESS + OVERHEAD_MS;
      if (least === 0 || needed <= remainingMs) return undefined;
      return tooLong(total, least, remainingMs, elapsedMs + needed);
    },
  };
}

function tooLong(
  writes: number,
  leastMs: number,
  remainingMs: number,
  neededMs: number,
): RotationError {
  const minutes = (milliseconds: number): string =>
    String(Math.ceil(milliseconds / 60_000));
  return new RotationError({
    code: "fan-out-too-long",
    summary: `GitHub's limits let the action write ${String(writes)} secrets in ${minutes(leastMs)} minutes at the earliest, and of \`run-timeout\` less than ${minutes(remainingMs)} are left.`,
    remedy: `Nothing was minted. Set \`run-timeout\` to ${minutes(neededMs + 60_000)}m or more, and \`timeout-minutes\` of the job above it; or use a secret of the organization in place of one in each repository.`,
    rerun: "fix-first",
  });
}

function sum(numbers: ReadonlyMap<unknown, number>): number {
  return [...numbers.values()].reduce((a, b) => a + b, 0);
}
