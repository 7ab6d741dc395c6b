import type { ListedToken } from "./credential.ts";
import { IN_FLIGHT_MS } from "./fence.ts";
import { type Marker, parseMarker } from "./marker.ts";

/** A credential of this rotation: a listed token whose marker holds. */
export interface Member {
  readonly clientId: string;
  readonly roles: readonly string[];
  /** On Astra's clock, epoch milliseconds. */
  readonly generatedOn: number;
  readonly expiresOn: number | undefined;
  readonly marker: Marker;
}

/** The rotation's credentials, oldest first, and the client ids of tokens that only look like it. */
export interface Lineage {
  readonly members: readonly Member[];
  readonly copies: readonly string[];
}

/** The order of generation; equal instants are told apart by client id, so that every run sees the same order. */
export function generatedBefore(
  a: Pick<Member, "generatedOn" | "clientId">,
  b: Pick<Member, "generatedOn" | "clientId">,
): boolean {
  if (a.generatedOn !== b.generatedOn) return a.generatedOn < b.generatedOn;
  return a.clientId < b.clientId;
}

/**
 * Picks the credentials of one rotation out of the organization's tokens. A
 * token is ours only when its marker parses, names our lineage, and it was
 * generated within one in-flight request of the minting that the marker
 * states; of several with one attempt id, the one generated first is ours.
 */
export function lineageOf(
  tokens: readonly ListedToken[],
  name: string,
): Lineage {
  const claimants = tokens.flatMap((token): Member[] => {
    const marker = parseMarker(token.description);
    if (marker?.lineage !== name) return [];
    const { clientId, roles, generatedOn, expiresOn } = token;
    if (generatedOn === undefined) return [];
    return [{ clientId, roles, generatedOn, expiresOn, marker }];
  });
  const inTime = claimants.filter(
    (claimant) =>
      Math.abs(claimant.generatedOn - claimant.marker.mintedAt) <= IN_FLIGHT_MS,
  );
  const first = new Map<string, Member>();
  for (const claimant of inTime) {
    const holder = first.get(claimant.marker.attempt);
    if (holder === undefined || generatedBefore(claimant, holder)) {
      first.set(claimant.marker.attempt, claimant);
    }
  }
  const members = [...first.values()].sort((a, b) =>
    generatedBefore(a, b) ? -1 : 1,
  );
  const ours = new Set(members.map((member) => member.clientId));
  return {
    members,
    copies: claimants
      .map((claimant) => claimant.clientId)
      .filter((clientId) => !ours.has(clientId)),
  };
}
