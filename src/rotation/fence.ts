/**
 * Longest time, in milliseconds, that a request may still take effect after it
 * was sent.
 */
export const IN_FLIGHT_MS = 120_000;

/**
 * How far apart, in milliseconds, the clocks of the two services may be before
 * a run refuses to mint.
 */
export const CLOCK_ERROR_MS = 300_000;

/**
 * Rounding error of whole-second timestamps, in milliseconds; it also makes the
 * fence strictly longer than any write.
 */
export const STAMP_SLACK_MS = 3_000;

/**
 * The clock error that evidence has to allow for, stamps in whole seconds
 * included, in milliseconds.
 */
export const CLOCK_MARGIN_MS = CLOCK_ERROR_MS + STAMP_SLACK_MS;

/**
 * The fence D of a run: how long after its minting, in milliseconds, a
 * credential can at the most still be written by the run that minted it.
 */
export function fenceOf(runTimeoutMs: number): number {
  return runTimeoutMs + IN_FLIGHT_MS + CLOCK_MARGIN_MS;
}
