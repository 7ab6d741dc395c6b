import { RotationError } from "./errors.ts";
import {
  type Lineage,
  type LineageIdentity,
  lineageOf,
  type LineageName,
  type Member,
} from "./lineage.ts";
import { type Marker, parseMarker } from "./marker.ts";
import type { ListedToken } from "./credential.ts";
import type { Policy } from "./observation.ts";
import { isWithin, openPlaceBook } from "./places.ts";
import { shortIds } from "./short-id.ts";

type Places = Pick<Marker, "places">;

/** What the digests of places tell about the credentials of a lineage. */
export interface Coverage {
  /** All of its places are known to be among those that this run observes. */
  readonly covers: (marker: Places) => boolean;
  /** It was minted for exactly this run's places. */
  readonly isForAll: (marker: Places) => boolean;
  /** All places of the first are known to be among those of the second. */
  readonly isWithin: (one: Places, other: Places) => boolean;
}

/** Reads digests of places by a run's own places. */
export function coverageOf({ places }: LineageIdentity): Coverage {
  const book = openPlaceBook(places);
  return {
    covers: (marker) => book.read(marker.places) !== undefined,
    isForAll: (marker) => marker.places === book.all,
    isWithin: (one, other) => {
      if (one.places === other.places) return true;
      const inner = book.read(one.places);
      const outer = book.read(other.places);
      return (
        inner !== undefined && outer !== undefined && isWithin(inner, outer)
      );
    },
  };
}

/**
 * The lineage that a run looks at: its own. Mode `check` may live in another
 * repository: where its own has nothing, it judges the rotation of the same
 * `rotation-id` whose places are exactly those configured, whoever minted it.
 */
export function lineageAt(
  tokens: readonly ListedToken[],
  { mode, lineage: own }: Pick<Policy, "mode" | "lineage">,
): Lineage {
  const mine = lineageOf(tokens, own);
  if (mode !== "check") return mine;
  const { isForAll } = coverageOf(own);
  if (mine.members.some(({ marker }) => isForAll(marker))) return mine;
  const homes = new Set(
    tokens.flatMap(({ description }) => {
      const marker = parseMarker(description);
      return marker?.id === own.id && isForAll(marker) ? [marker.home] : [];
    }),
  );
  const newestOf = ({ members }: Lineage): number =>
    members.findLast(({ marker }) => isForAll(marker))?.generatedOn ??
    -Infinity;
  const [newest] = [...homes]
    .map((home) => lineageOf(tokens, { home, id: own.id }))
    .sort((a, b) => newestOf(b) - newestOf(a));
  return newest !== undefined && newestOf(newest) > -Infinity ? newest : mine;
}

/** Whether a marker is of another rotation than the named one. */
export function isOtherRotation(
  marker: LineageName,
  { home, id }: LineageName,
): boolean {
  return marker.home !== home || marker.id !== id;
}

/**
 * Throws `other-places` when a credential younger than its fence was minted
 * under this rotation's name for places that neither are among this run's nor
 * contain them: as many, but others, or others since the newest of this run's.
 * Two such runs would keep each other unclear for ever.
 */
export function requireOwnPlaces(
  young: readonly Member[],
  newest: Member | undefined,
  { lineage }: Policy,
): void {
  const { covers } = coverageOf(lineage);
  const others = young.filter(
    ({ marker, generatedOn }) =>
      !covers(marker) &&
      (marker.placeCount === lineage.places.length ||
        (newest !== undefined && generatedOn > newest.generatedOn)),
  );
  if (others.length === 0) return;
  throw new RotationError({
    code: "other-places",
    summary: `Another run has just minted ${shortIds(others.map(({ clientId }) => clientId))} under the same rotation-id for other secrets.`,
    remedy:
      "Nothing was minted. Give every workflow and every job of a matrix its own `rotation-id`; if you have only changed the targets, run again later.",
    rerun: "fix-first",
    notBefore: Math.max(
      ...others.map((one) => one.generatedOn + one.marker.fenceMs),
    ),
  });
}
