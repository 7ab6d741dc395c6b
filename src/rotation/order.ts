import type { Marker } from "./marker.ts";
import { digestOf } from "./places.ts";
import type { Run } from "./run.ts";

/** What the marker of a credential says beside what its whole run says. */
export type MarkerFacts = Pick<Marker, "cause" | "lowWater" | "named">;

/** The marker of a credential that is asked for now. */
export function markerOf(
  { settings, observation, ports }: Run,
  facts: MarkerFacts,
): Marker {
  const { policy, attempt, run } = settings;
  const { clocks, rolesDigest } = observation;
  const { home, id, places } = policy.lineage;
  return {
    home,
    id,
    places: digestOf(places),
    placeCount: places.length,
    roles: rolesDigest,
    attempt,
    mintedAt: clocks.astraAt(ports.clock.elapsed()),
    clockOffsetMs: clocks.offset,
    fenceMs: policy.fenceMs,
    emergency: policy.compromised,
    run,
    ...facts,
  };
}
