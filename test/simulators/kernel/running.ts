import type { SimulatorServerOptions } from "./server.ts";

/** A simulator that answers in this process at this moment. */
export type RunningSimulator = Pick<
  SimulatorServerOptions,
  "service" | "history" | "clock" | "route" | "repositoryId"
>;

const running = new Map<string, RunningSimulator>();

/** Remembers a simulator by its origin; the returned function forgets it. */
export function rememberSimulator(
  url: string,
  simulator: RunningSimulator,
): () => void {
  const { origin } = new URL(url);
  running.set(origin, simulator);
  return () => running.delete(origin);
}

/**
 * The simulator behind an address, whatever its path; undefined when there is
 * none.
 */
export function simulatorAt(url: string): RunningSimulator | undefined {
  const parsed = URL.parse(url);
  return parsed === null ? undefined : running.get(parsed.origin);
}
