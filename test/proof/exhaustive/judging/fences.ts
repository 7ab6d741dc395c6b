/** How long the runs may take that are not told otherwise, milliseconds. */
export const RUN_TIMEOUT_MS = 15 * 60_000;

/** The longest request in flight and the clock error of the specification, milliseconds. */
const BEYOND_RUN_MS = 7 * 60_000;

/** The least age at which others may revoke what a run minted that may take so long, milliseconds. */
export function fenceOf(runTimeoutMs: number): number {
  return runTimeoutMs + BEYOND_RUN_MS;
}
