import type { Coverage } from "./coverage.ts";
import { type Holding, isWrittenAfter } from "./holdings.ts";
import type { Member } from "./lineage.ts";
import type { Marker } from "./marker.ts";

/**
 * A live token with the instant of its generation; hand-made tokens have no
 * marker.
 */
export interface Dated {
  readonly clientId: string;
  /** On Astra's clock, epoch milliseconds. */
  readonly generatedOn: number;
  readonly fenceMs: number;
  /**
   * The markers that say for which places it may be: its own, or those that
   * name it.
   */
  readonly places: readonly Pick<Marker, "places">[];
}

/** A member with the fence and the places that its own marker states. */
export function dated(member: Member): Dated {
  const { clientId, generatedOn, marker } = member;
  return { clientId, generatedOn, fenceMs: marker.fenceMs, places: [marker] };
}

/**
 * What an observation proves of the use of single tokens. Instants are on
 * GitHub's clock.
 */
export interface Usage {
  readonly isPastFence: (
    token: Pick<Dated, "generatedOn" | "fenceMs">,
  ) => boolean;
  /** Some secret can hold it. */
  readonly mayBeHeld: (clientId: string) => boolean;
  /** No secret can hold it, and the observation is fit to prove it. */
  readonly isOutOfUse: (clientId: string) => boolean;
  /** Since when it is out of use; undefined while nothing proves it. */
  readonly outOfUseSince: (token: Dated) => number | undefined;
}

/** What usage is read from. */
export interface UsageGrounds {
  readonly now: number;
  readonly members: readonly Member[];
  readonly holdings: readonly Holding[];
  readonly coverage: Coverage;
  /** A secret is missing or drifted, so that the observation proves nothing. */
  readonly isUnclear: boolean;
  /** The token that this run adopts: some secret holds it. */
  readonly freshlyAdopted: string | undefined;
}

/**
 * Reads what an observation, and the observations that markers state, prove out
 * of use.
 */
export function usageOf(grounds: UsageGrounds): Usage {
  const { now, members, holdings, isUnclear, freshlyAdopted } = grounds;
  const held = new Set(
    holdings.flatMap(({ holds }) => holds.map(({ clientId }) => clientId)),
  );
  for (const clientId of namedAndHeld(members, holdings)) held.add(clientId);
  if (freshlyAdopted !== undefined) held.add(freshlyAdopted);
  const mayBeHeld = (clientId: string): boolean => held.has(clientId);
  const isPastFence: Usage["isPastFence"] = ({ generatedOn, fenceMs }) =>
    now - generatedOn >= fenceMs;
  const lastWrite = lastWriteOf(holdings);
  return {
    isPastFence,
    mayBeHeld,
    isOutOfUse: (clientId) => !isUnclear && !mayBeHeld(clientId),
    outOfUseSince: (token) => {
      // A secret that was added since may hold what an earlier observation
      // proved unused.
      if (mayBeHeld(token.clientId)) return undefined;
      const proofs = pairsProving(token, grounds);
      if (lastWrite !== undefined && !isUnclear && isPastFence(token)) {
        proofs.push(lastWrite);
      }
      return proofs.length === 0 ? undefined : Math.min(...proofs);
    },
  };
}

/** The latest write of any secret, or undefined when none is there. */
export function lastWriteOf(holdings: readonly Holding[]): number | undefined {
  return holdings.length === 0
    ? undefined
    : Math.max(...holdings.map(({ updatedAt }) => updatedAt));
}

/** The youngest member whose marker names each token. */
export function namersOf(
  members: readonly Member[],
): ReadonlyMap<string, Member> {
  return new Map(
    members.flatMap((member) => {
      const { named } = member.marker;
      return named === undefined ? [] : [[named.clientId, member] as const];
    }),
  );
}

/**
 * Tokens that markers name can be held by every secret that was not written
 * since that minting. So long the credential with the marker stays, too: with
 * it the memory would go.
 */
function namedAndHeld(
  members: readonly Member[],
  holdings: readonly Holding[],
): readonly string[] {
  return [...namersOf(members)].flatMap(([clientId, namer]) =>
    holdings.every(({ updatedAt }) => isWrittenAfter(updatedAt, namer))
      ? []
      : [clientId, namer.clientId],
  );
}

/**
 * The instants since which low-water pairs prove a token out of use. A pair
 * proves only what has all its places among those of the marker that carries
 * it; what a marker names, only pairs of younger markers whose oldest write is
 * later than that minting.
 */
function pairsProving(
  token: Dated,
  { members, coverage }: UsageGrounds,
): number[] {
  const namer = namersOf(members).get(token.clientId);
  return members.flatMap(({ generatedOn, marker }) => {
    const { lowWater, fenceMs } = marker;
    const before = lowWater?.generatedBefore;
    const isProof =
      before !== undefined &&
      token.generatedOn < before &&
      token.generatedOn < generatedOn;
    if (!isProof) return [];
    const isFit = token.places.every((places) =>
      coverage.isWithin(places, marker),
    );
    const isYounger =
      namer === undefined ||
      (generatedOn > namer.generatedOn &&
        isWrittenAfter(before + fenceMs, namer));
    return isFit && isYounger ? [lowWater?.lastWrite ?? Infinity] : [];
  });
}
