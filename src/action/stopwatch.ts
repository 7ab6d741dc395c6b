/**
 * What `Date`, in whole seconds, may hide of the time between two answers,
 * milliseconds.
 */
const DATE_ROUNDING_MS = 1_000;

/** A clock that stands still for nothing. */
export interface Stopwatch {
  /** Milliseconds since it was made, on whichever clock has gone furthest. */
  read(): number;
  /** To be called with the `Date` of every answer (epoch milliseconds). */
  note(origin: string, serverTime: number | undefined): void;
}

/**
 * Measures on three clocks at once; `now` is monotonic, `wallTime` the runner's
 * own time of day, both in milliseconds. The monotonic clock of a suspended
 * machine may stand still; its wall clock may, too, until it is set anew. What
 * passes between two answers of one service does not.
 */
export function createStopwatch(
  now: () => number,
  wallTime: () => number,
): Stopwatch {
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
