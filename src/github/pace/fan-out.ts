import { RotationError } from "../../rotation/errors.ts";
import type { Clock } from "../../rotation/ports.ts";
import type { Budget } from "./budget.ts";

/** How far reading or writing the targets has come. */
export interface Progress {
  readonly what: "read" | "written";
  readonly done: number;
  readonly total: number;
  /** The least time for the rest, milliseconds. */
  readonly remainingMs: number;
}

/** The least time between two reports of progress, milliseconds. */
const REPORT_EVERY_MS = 15_000;

/** Progress with less time left is not reported, milliseconds. */
const WORTH_REPORTING_MS = 1_000;

/** What a run needs beside its writes, milliseconds. */
const OVERHEAD_MS = 10_000;

/** How much longer than its least time a fan-out may take. */
const SLOWNESS = 1.03;

/** What a fan-out consists of. */
export interface FanOutOptions {
  /** How many targets there are. */
  readonly targets: number;
  /** How many secrets are written with each budget. */
  readonly shares: ReadonlyMap<Budget, number>;
  readonly clock: Pick<Clock, "now">;
  readonly onProgress: (progress: Progress) => void;
}

/** Tracks the work on all targets, and how long the rest takes. */
export class FanOut {
  readonly #options: FanOutOptions;
  /** Secrets to be written yet. */
  readonly #left: Map<Budget, number>;
  readonly #total: number;
  readonly #startedAt: number;
  #read = 0;
  #reportedAt: number;
  #isWriting = false;

  constructor(options: FanOutOptions) {
    this.#options = options;
    this.#left = new Map(options.shares);
    this.#total = sum(options.shares);
    this.#startedAt = options.clock.now();
    this.#reportedAt = this.#startedAt;
  }

  /** Call when a target was read. */
  recordRead(): void {
    const { targets, clock } = this.#options;
    this.#read += 1;
    const read = this.#read;
    if (read >= targets || !this.#isDue()) return;
    const elapsed = clock.now() - this.#startedAt;
    const remainingMs = (elapsed / read) * (targets - read);
    this.#report({ what: "read", done: read, total: targets, remainingMs });
  }

  /** Call before a target is written. */
  startWrites(): void {
    if (this.#isWriting) return;
    this.#isWriting = true;
    if (this.#timeLeft() >= REPORT_EVERY_MS) this.#reportWrites();
  }

  /** Call when so many secrets of a target were written, or failed. */
  recordWrite(budget: Budget, secrets: number): void {
    this.#left.set(budget, (this.#left.get(budget) ?? 0) - secrets);
    if (sum(this.#left) > 0 && this.#isDue()) this.#reportWrites();
  }

  /** A `fan-out-too-long` when the writes cannot end in the time left. */
  tooLong(elapsedMs: number, remainingMs: number): RotationError | undefined {
    const least = this.#timeLeft();
    const needed = least * SLOWNESS + OVERHEAD_MS;
    if (least === 0 || needed <= remainingMs) return undefined;
    return tooLong(this.#total, least, remainingMs, elapsedMs + needed);
  }

  #timeLeft(): number {
    const now = this.#options.clock.now();
    const times = [...this.#left].map(([budget, writes]) =>
      budget.timeFor(writes, now),
    );
    return Math.max(0, ...times);
  }

  #isDue(): boolean {
    return this.#options.clock.now() - this.#reportedAt >= REPORT_EVERY_MS;
  }

  #reportWrites(): void {
    const total = this.#total;
    const done = total - sum(this.#left);
    const remainingMs = this.#timeLeft();
    this.#report({ what: "written", done, total, remainingMs });
  }

  #report(progress: Progress): void {
    this.#reportedAt = this.#options.clock.now();
    if (progress.remainingMs < WORTH_REPORTING_MS) return;
    this.#options.onProgress(progress);
  }
}

function tooLong(
  writes: number,
  leastMs: number,
  remainingMs: number,
  neededMs: number,
): RotationError {
  const minutesIn = (milliseconds: number): number =>
    Math.max(0, Math.ceil(milliseconds / 60_000));
  const minutes = (milliseconds: number): string => {
    const number = minutesIn(milliseconds);
    return `${String(number)} minute${number === 1 ? "" : "s"}`;
  };
  return new RotationError({
    code: "fan-out-too-long",
    summary: `GitHub's limits let the action write ${String(writes)} secrets in ${minutes(leastMs)} at the earliest, and of \`run-timeout\` at most ${minutes(remainingMs)} can be used for that.`,
    remedy: `Nothing was minted. Set \`run-timeout\` to ${String(minutesIn(neededMs + 60_000))}m or more, and \`timeout-minutes\` of the job above it; or use a secret of the organization in place of one in each repository.`,
    rerun: "fix-first",
  });
}

function sum(numbers: ReadonlyMap<unknown, number>): number {
  return [...numbers.values()].reduce((a, b) => a + b, 0);
}
