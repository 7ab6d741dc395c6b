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
  /** To be called with the `Date` of every answer (epoch milliseconds), under the origin that it came from. */
  noteServiceTime(origin: string, serverTime: number | undefined): void;
  /** Milliseconds that taking back may still use. */
  takeBackRemainingMs(): number;
  /** Ends ordinary requests that do not finish soon after a signal. */
  readonly requests: AbortSignal;
  /** Ends taking back. */
  readonly takingBack: AbortSignal;
  /** To be called on the first signal; later ones change nothing. */
  cancel(): void;
  /** Calls the listener on the first signal; at once when that has been. */
  onCancel(listener: () => void): void;
  /** The run is over: frees the timers, so that the process can end; a later signal changes nothing. */
  dispose(): void;
}

/** A control over real time; `now` is monotonic, `wallTime` the runner's own time of day, both in milliseconds. */
export function createRunControl(
  runTimeoutMs: number,
  now: () => number,
  wallTime: () => number = () => Date.now(),
): RunControl {
  const elapsed = createStopwatch(now, wallTime);
  const remainingMs = (): number => runTimeoutMs - elapsed.read();
  const requests = new AbortController();
  const takingBack = new AbortController();
  const sleepers = new Set<() => void>();
  const timers = new Set<NodeJS.Timeout>();
  const listeners: (() => void)[] = [];
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
      : remainingMs() <= 0
        ? "deadline"
        : undefined;

  return {
    clock: {
      now,
      elapsed: () => elapsed.read(),
      sleep: async (milliseconds) => {
        const length = Math.min(milliseconds, remainingMs());
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
    remainingMs,
    noteServiceTime: (origin, serverTime) => {
      elapsed.note(origin, serverTime);
    },
    takeBackRemainingMs: () =>
      cancelledAt === undefined
        ? TAKE_BACK_MS + Math.max(remainingMs(), 0)
        : cancelledAt + TAKE_BACK_MS - now(),
    requests: requests.signal,
    takingBack: takingBack.signal,
    cancel: () => {
      if (cancelledAt !== undefined || isOver) return;
      cancelledAt = now();
      for (const tell of [...listeners, ...sleepers]) tell();
      after(LET_FINISH_MS, () => {
        requests.abort();
      });
      after(TAKE_BACK_MS, () => {
        takingBack.abort();
      });
    },
    onCancel: (listener) => {
      listeners.push(listener);
      if (cancelledAt !== undefined) listener();
    },
    dispose: () => {
      isOver = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}

/** What `Date`, in whole seconds, may hide of the time between two answers, milliseconds. */
const DATE_ROUNDING_MS = 1_000;

interface Stopwatch {
  /** Milliseconds since it was made, on whichever clock has gone furthest. */
  read(): number;
  note(origin: string, serverTime: number | undefined): void;
}

/**
 * Measures on three clocks at once. The monotonic clock of a suspended machine
 * may stand still; its wall clock may, too, until it is set anew. What passes
 * between two answers of one service does not.
 */
function createStopwatch(now: () => number, wallTime: () => number): Stopwatch {
  const startedAt = now();
  const wallStart = wallTime();
  const first = new Map<string, { serverTime: number; elapsed: number }>();
  let lead = 0;
  const read = (): number => {
    const monotonic = now() - startedAt;
    lead = Math.max(lead, wallTime() - wallStart - monotonic);
    return monotonic + lead;
  };
  return {
    read,
    note: (origin, serverTime) => {
      if (serverTime === undefined) return;
      const begun = first.get(origin);
      if (begun === undefined) {
        first.set(origin, { serverTime, elapsed: read() });
        return;
      }
      const passed = serverTime - begun.serverTime - DATE_ROUNDING_MS;
      lead += Math.max(0, begun.elapsed + passed - read());
    },
  };
}
