import type { Clock, StopSignal } from "../rotation/ports.ts";
import { createStopwatch, type Stopwatch } from "./stopwatch.ts";

/**
 * After a signal, how long requests that are under way may take to end,
 * milliseconds.
 */
const LET_FINISH_MS = 3_000;

/**
 * After a signal or the deadline, how long taking back may take in all,
 * milliseconds; the runner kills after 7.5 s.
 */
const TAKE_BACK_MS = 6_000;

/** Decides when a run has to stop, by its deadline or by a signal. */
export class RunControl {
  readonly clock: Clock;
  readonly stopSignal: StopSignal = { stopped: () => this.#stopped() };
  readonly #runTimeoutMs: number;
  readonly #elapsed: Stopwatch;
  readonly #requests = new AbortController();
  readonly #takingBack = new AbortController();
  readonly #sleepers = new Set<() => void>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #cancelledAt: number | undefined;
  #isOver = false;

  /**
   * `now` is monotonic, `wallTime` the runner's own time of day, both in
   * milliseconds.
   */
  constructor(
    runTimeoutMs: number,
    now: () => number = () => performance.now(),
    wallTime: () => number = () => Date.now(),
  ) {
    this.#runTimeoutMs = runTimeoutMs;
    this.#elapsed = createStopwatch(now, wallTime);
    this.clock = {
      now,
      elapsed: () => this.#elapsed.read(),
      sleep: (milliseconds) => this.#sleep(milliseconds),
    };
  }

  /** Ends ordinary requests that do not finish soon after a signal. */
  get requests(): AbortSignal {
    return this.#requests.signal;
  }

  /** Ends taking back. */
  get takingBack(): AbortSignal {
    return this.#takingBack.signal;
  }

  /** Milliseconds until the run's own deadline. */
  remainingMs(): number {
    return this.#runTimeoutMs - this.#elapsed.read();
  }

  /** Milliseconds that taking back may still use. */
  takeBackRemainingMs(): number {
    return this.#cancelledAt === undefined
      ? TAKE_BACK_MS + Math.max(this.remainingMs(), 0)
      : this.#cancelledAt + TAKE_BACK_MS - this.clock.now();
  }

  /**
   * To be called with the `Date` of every answer, under the origin that it came
   * from.
   */
  noteServiceTime(origin: string, serverTime: number | undefined): void {
    this.#elapsed.note(origin, serverTime);
  }

  /**
   * To be called on a signal; false when the run is cancelled or over already.
   */
  cancel(): boolean {
    if (this.#cancelledAt !== undefined || this.#isOver) return false;
    this.#cancelledAt = this.clock.now();
    for (const wake of this.#sleepers) wake();
    this.#after(LET_FINISH_MS, () => {
      this.#requests.abort();
    });
    this.#after(TAKE_BACK_MS, () => {
      this.#takingBack.abort();
    });
    return true;
  }

  /** The run is over: frees the timers, so that the process can end. */
  dispose(): void {
    this.#isOver = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #stopped(): "cancelled" | "deadline" | undefined {
    if (this.#cancelledAt !== undefined) return "cancelled";
    return this.remainingMs() <= 0 ? "deadline" : undefined;
  }

  /** Ends early at a signal and at the deadline. */
  async #sleep(milliseconds: number): Promise<void> {
    const length = Math.min(milliseconds, this.remainingMs());
    if (this.#cancelledAt !== undefined || length <= 0) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#timers.delete(timer);
        this.#sleepers.delete(wake);
        resolve();
      };
      const timer = this.#after(length, wake);
      this.#sleepers.add(wake);
    });
  }

  #after(milliseconds: number, act: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, milliseconds);
    this.#timers.add(timer);
    return timer;
  }
}
