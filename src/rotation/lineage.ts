import type { ListedToken } from "./credential.ts";
import { IN_FLIGHT_MS, STAMP_SLACK_MS } from "./fence.ts";
import { type Marker, parseMarker } from "./marker.ts";

/**
 * How far a generation may lie from the minting that its marker states,
 * milliseconds.
 */
const MINTING_WINDOW_MS = IN_FLIGHT_MS + STAMP_SLACK_MS;

/** What tells one rotation from every other; hashes are made outside. */
export interface LineageIdentity {
  /**
   * Hash of GitHub server and numeric repository id, 8 characters of base64url.
   */
  readonly home: string;
  /** Hash of `rotation-id`, 8 characters of base64url. */
  readonly id: string;
  /** One hash for each place, a whole number below 2^48 (`PLACE_MODULUS`). */
  readonly places: readonly number[];
}

/**
 * The part of an identity that a credential has to share to be of the lineage.
 */
export type LineageName = Pick<LineageIdentity, "home" | "id">;

/** A credential of this rotation: a listed token whose marker holds. */
export interface Member {
  readonly clientId: string;
  readonly roles: readonly string[];
  /** On Astra's clock, epoch milliseconds. */
  readonly generatedOn: number;
  readonly expiresOn: number | undefined;
  readonly marker: Marker;
  /**
   * Whether a copy of its marker would pass for it if it were gone: until
   * somebody removes the copy, it has to stay.
   */
  readonly hasDouble: boolean;
}

/**
 * The rotation's credentials, oldest first, and the client ids of tokens that
 * only look like it.
 */
export interface Lineage {
  readonly members: readonly Member[];
  readonly copies: readonly string[];
}

/**
 * The order of generation; equal instants are told apart by client id, so that
 * every run sees the same order.
 */
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
  name: LineageName,
): Lineage {
  const claimants = tokens.flatMap((token): Member[] => {
    const marker = parseMarker(token.description);
    if (marker?.home !== name.home || marker.id !== name.id) return [];
    const { clientId, roles, generatedOn, expiresOn } = token;
    if (generatedOn === undefined) return [];
    return [
      { clientId, roles, generatedOn, expiresOn, marker, hasDouble: false },
    ];
  });
  const first = new Map<string, Member>();
  for (const claimant of claimants.filter(isOfItsTime)) {
    const { attempt } = claimant.marker;
    const holder = first.get(attempt);
    if (holder === undefined) {
      first.set(attempt, claimant);
    } else {
      const original = generatedBefore(claimant, holder) ? claimant : holder;
      first.set(attempt, { ...original, hasDouble: true });
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

/**
 * Whether it was generated when its marker says that it was asked for: a copy
 * made later was not.
 */
export function isOfItsTime({
  generatedOn,
  marker,
}: {
  readonly generatedOn: number;
  readonly marker: Pick<Marker, "mintedAt">;
}): boolean {
  return Math.abs(generatedOn - marker.mintedAt) <= MINTING_WINDOW_MS;
}

/**
 * The credential that an attempt has minted, or undefined while the list does
 * not show it.
 */
export function attemptOf(
  tokens: readonly ListedToken[],
  name: LineageName,
  attempt: string,
): Member | undefined {
  return lineageOf(tokens, name).members.find(
    ({ marker }) => marker.attempt === attempt,
  );
}
