import type { Marker } from "./marker.ts";
import { digestOf } from "./places.ts";
import type { Run } from "./run.ts";

/** Clocks in whole seconds differ by less than this while a machine runs, milliseconds. */
const STILL_MS = 5_000;

/** What the marker of a credential says beside what its whole run says. */
export type MarkerFacts = Pick<Marker, "cause" | "lowWater" | "named">;

/**
 * The marker of a credential that is asked for at a monotonic instant. Where
 * other clocks have gone further since the observation, the machine stood
 * still, and the time of minting follows them.
 */
export function markerOf(
  { settings, observation, observedAt, ports }: Run,
  monotonic: number,
  facts: MarkerFacts,
): Marker {
  const { policy, attempt, run } = settings;
  const { clocks, rolesDigest } = observation;
  const { home, id, places } = policy.lineage;
  const passed = monotonic - observedAt.monotonic;
  const elapsed = ports.clock.elapsed() - observedAt.elapsed;
  const behind = elapsed - passed;
  const stoodStill = behind < STILL_MS ? 0 : Math.round(behind);
  return {
    home,
    id,
    places: digestOf(places),
    placeCount: places.length,
    roles: rolesDigest,
    attempt,
    mintedAt: clocks.astraAt(monotonic) + stoodStill,
    clockOffsetMs: clocks.offset,
    fenceMs: policy.fenceMs,
    emergency: policy.compromised,
    run,
    ...facts,
  };
}
