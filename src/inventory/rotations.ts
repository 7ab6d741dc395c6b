import type { ListedToken } from "../rotation/credential.ts";
import { lineageOf, type Member } from "../rotation/lineage.ts";
import { parseMarker } from "../rotation/marker.ts";

/** A rotation that has live tokens, as their markers tell of it. */
export interface RotationGroup {
  /** Hash of GitHub server and repository. */
  readonly home: string;
  /** Hash of `rotation-id`. */
  readonly id: string;
  /** Whether it belongs to the repository that asks. */
  readonly isOwn: boolean;
  /** Where its newest token belongs, in the words of the run that minted it. */
  readonly place: string;
  /** Oldest first; at least one. */
  readonly members: readonly [Member, ...Member[]];
}

/** How many words of a marker come before those for people. */
const FACTS = 6;

/**
 * The rotations that have minted these tokens. What only looks like a token of
 * a rotation, by a copied marker, belongs to none.
 */
export function rotationsOf(
  tokens: readonly ListedToken[],
  ownHome: string | undefined,
): readonly RotationGroup[] {
  const byName = Map.groupBy(tokens, ({ description }) => {
    const marker = parseMarker(description);
    return marker === undefined ? "" : `${marker.home} ${marker.id}`;
  });
  byName.delete("");
  return [...byName].flatMap(([name, group]): RotationGroup[] => {
    const [home = "", id = ""] = name.split(" ");
    const [first, ...others] = lineageOf(group, { home, id }).members;
    if (first === undefined) return [];
    const newest = others.at(-1) ?? first;
    const listed = group.find(({ clientId }) => clientId === newest.clientId);
    return [
      {
        home,
        id,
        isOwn: home === ownHome,
        place: wordsOf(listed?.description ?? ""),
        members: [first, ...others],
      },
    ];
  });
}

/** What a marker says to people: where the token belongs. */
function wordsOf(description: string): string {
  return description.split(" ").slice(FACTS).join(" ");
}

/**
 * The members by the places that they were minted for: when places are taken
 * away, no run revokes what only these may hold.
 */
export function membersByPlaces({
  members,
}: RotationGroup): readonly (readonly [Member, ...Member[]])[] {
  const groups = new Map<string, [Member, ...Member[]]>();
  for (const member of members) {
    const { places, placeCount } = member.marker;
    const key = `${String(places)} ${String(placeCount)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [member]);
    else group.push(member);
  }
  return [...groups.values()];
}
