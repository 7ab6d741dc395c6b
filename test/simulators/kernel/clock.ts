/**
 * The time of a simulated world: real time since its creation, plus every jump
 * that the test made. Each service adds a skew of its own to it.
 */
export interface WorldClock {
  /** Epoch milliseconds. */
  now(): number;
  /** Moves the world's time on (or back) by so many milliseconds. */
  advance(milliseconds: number): void;
}

/**
 * A clock that starts at `start` (epoch milliseconds) and flows with real time,
 * `speed` times as fast.
 */
export function createWorldClock(
  start = Date.UTC(2026, 0, 5, 3, 17, 0),
  speed = 1,
): WorldClock {
  const origin = performance.now();
  let jumped = 0;
  return {
    now: () =>
      Math.floor(start + jumped + (performance.now() - origin) * speed),
    advance: (milliseconds) => {
      jumped += milliseconds;
    },
  };
}
