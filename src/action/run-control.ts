import type { Clock, StopSignal } from "../rotation/ports.ts";

/** After a signal, how long requests that are under way may take to end, milliseconds. */
const LET_FINISH_MS = 3_000;

/** After a signal or the deadline, how long taking back may take in all, milliseconds; the runner kills after 7.5 s. */
const TAKE_BACK_MS = 6_000;

/** Decides when a run has to stop, by its deadline or by a signal. */
export interface RunControl {
  readonly clock: Clock;
  readonly stopSignal: StopSignal;
  /** Milliseconds until the run's own deadline. */
  remainingMs(): number;
  /** Milliseconds that taking back may still use. */
  takeBackRemainingMs(): number;
  /** Ends ordinary requests that do not finish soon after a signal. */
  readonly requests: AbortSignal;
  /** Ends taking back. */
  readonly takingBack: AbortSignal;
  /** To be called on a signal; false when it changes nothing, because the run is cancelled or over already. */
  cancel(): boolean;
  /** The run is over: frees the timers, so that the process can end; a later signal changes nothing. */
  dispose(): void;
}

/** A control over real time; `now` is monotonic, in milliseconds. */
export function createRunControl(
  runTimeoutMs: number,
  now: () => number,
): RunControl {
  const deadline = now() + runTimeoutMs;
  const requests = new AbortController();
  const takingBack = new AbortController();
  const sleepers = new Set<() => void>();
  const timers = new Set<NodeJS.Timeout>();
  let cancelledAt: number | undefined;
  let isOver = false;

  const after = (milliseconds: number, act: () => void): NodeJS.Timeout => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, milliseconds);
    timers.add(timer);
    return timer;
  };
  const stopped = (): "cancelled" | "deadline" | undefined =>
    cancelledAt !== undefined
      ? "cancelled"
      : now() >= deadline
        ? "deadline"
        : undefined;

  return {
    clock: {
      now,
      sleep: async (milliseconds) => {
        const length = Math.min(milliseconds, deadline - now());
        if (cancelledAt !== undefined || length <= 0) return;
        await new Promise<void>((resolve) => {
          const wake = (): void => {
            clearTimeout(timer);
            timers.delete(timer);
            sleepers.delete(wake);
            resolve();
          };
          const timer = after(length, wake);
          sleepers.add(wake);
        });
      },
    },
    stopSignal: { stopped },
    remainingMs: () => deadline - now(),
    takeBackRemainingMs: () =>
      (cancelledAt ?? Math.max(deadline, now())) + TAKE_BACK_MS - now(),
    requests: requests.signal,
    takingBack: takingBack.signal,
    cancel: () => {
      if (cancelledAt !== undefined || isOver) return false;
      cancelledAt = now();
      for (const wake of sleepers) wake();
      after(LET_FINISH_MS, () => {
        requests.abort();
      });
      after(TAKE_BACK_MS, () => {
        takingBack.abort();
      });
      return true;
    },
    dispose: () => {
      isOver = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
