import { type Adoption, adoptionOf } from "./adoption.ts";
import { CLOCK_MARGIN_MS } from "./fence.ts";
import { type Lineage, lineageOf, type Member } from "./lineage.ts";
import type { LowWater } from "./marker.ts";
import type { SecretState, Observation, Policy } from "./observation.ts";

/** What an observation proves about the rotation's credentials. */
export interface Evidence {
  readonly lineage: Lineage;
  readonly adoption: Adoption;
  readonly newest: Member | undefined;
  /** Secrets that are not there. */
  readonly missing: readonly SecretState[];
  /** Secrets that hold nothing of the lineage: somebody else wrote them. */
  readonly drifted: readonly SecretState[];
  /** Every secret was written after the newest credential was minted, and can hold nothing else of the lineage. */
  readonly complete: boolean;
  /** Every secret can hold the newest credential, and was written after it was minted. */
  readonly everywhere: boolean;
  /** What the next marker may say of this observation. */
  readonly lowWater: LowWater | undefined;
  /** A secret is missing, drifted, or held a hand-made token until lately, so that nothing is proven out of use. */
  readonly isUnclear: boolean;
  /** The latest instant, on GitHub's clock, at which a run of the lineage may have written a secret; `-Infinity` when there was none. */
  readonly lastActivity: number;
  readonly isPastFence: (token: Dated) => boolean;
  /** Some secret can hold the credential. */
  readonly mayBeHeld: (clientId: string) => boolean;
  /** No secret can hold the credential, and the observation is fit to prove it. */
  readonly isOutOfUse: (clientId: string) => boolean;
  /** Since when it is out of use, on GitHub's clock; undefined while nothing proves it. */
  readonly outOfUseSince: (token: Dated) => number | undefined;
}

/** A live token with the instant of its generation; hand-made tokens have no marker. */
export interface Dated {
  readonly clientId: string;
  readonly generatedOn: number;
  readonly fenceMs: number;
  /**
   * What proves it out of use has to be younger: for a credential it is itself,
   * for a hand-made token the credential that remembers it. Undefined while
   * nothing could prove it.
   */
  readonly knownBy: Member | undefined;
}

/** A member with the fence that its own marker states. */
export function dated(member: Member): Dated {
  return {
    clientId: member.clientId,
    generatedOn: member.generatedOn,
    fenceMs: member.marker.fenceMs,
    knownBy: member,
  };
}

/**
 * A secret last written at u can hold a credential generated at g only if
 * u − D < g ≤ u + clock error, with the D of that credential.
 */
export function canHold(updatedAt: number, member: Member): boolean {
  return (
    member.generatedOn > updatedAt - member.marker.fenceMs &&
    member.generatedOn <= updatedAt + CLOCK_MARGIN_MS
  );
}

/**
 * Whether a secret was written after the credential was asked for: after the
 * last write that its run saw, or not before its minting, both on GitHub's
 * clock. The clock error that `canHold` allows for would count a value that
 * somebody else wrote minutes before the minting as the credential's.
 */
export function isWrittenAfter(
  updatedAt: number,
  { marker: { lowWater, mintedAt, clockOffsetMs } }: Member,
): boolean {
  const isSeenBefore =
    lowWater !== undefined && updatedAt <= lowWater.lastWrite;
  return !isSeenBefore || updatedAt >= mintedAt + clockOffsetMs;
}

/** One written secret with the members that it can hold. */
interface Holding {
  readonly cell: SecretState;
  readonly updatedAt: number;
  readonly holds: readonly Member[];
}

/** Reads an observation as evidence; pure, and the same for every run that sees the same. */
export function weigh(observation: Observation, policy: Policy): Evidence {
  const { secrets: cells, clocks } = observation;
  const lineage = lineageOf(observation.tokens, policy.lineage);
  const { members } = lineage;
  const newest = members.at(-1);
  const missing = cells.filter((cell) => cell.updatedAt === undefined);
  const holdings = cells.flatMap((cell): Holding[] => {
    const { updatedAt } = cell;
    if (updatedAt === undefined) return [];
    const holds = members.filter((member) => canHold(updatedAt, member));
    return [{ cell, updatedAt, holds }];
  });
  const drifted = holdings.filter(
    ({ updatedAt, holds }) =>
      !holds.some((member) => isWrittenAfter(updatedAt, member)),
  );
  const adoption = adoptionOf(observation.tokens, lineage, policy);
  const isUnclear = missing.length > 0 || drifted.length > 0 || adoption.isNew;
  const writes = holdings.map(({ updatedAt }) => updatedAt);
  const lastWrite = writes.length === 0 ? undefined : Math.max(...writes);

  const isPastFence = (token: Dated): boolean =>
    clocks.now - token.generatedOn >= token.fenceMs;
  const held = new Set([
    ...holdings.flatMap(({ holds }) => holds.map(({ clientId }) => clientId)),
    ...adoption.tokens
      .filter(({ rememberedBy }) => mayHoldOlder(writes, rememberedBy))
      .map(({ clientId }) => clientId),
  ]);
  const mayBeHeld = (clientId: string): boolean => held.has(clientId);
  const isOutOfUse = (clientId: string): boolean =>
    !isUnclear && !mayBeHeld(clientId);
  const outOfUseSince = (token: Dated): number | undefined => {
    const { knownBy } = token;
    // A secret that was added since may hold what an earlier observation proved unused.
    if (knownBy === undefined || mayBeHeld(token.clientId)) return undefined;
    const proofs = members.flatMap(
      ({ generatedOn, marker: { lowWater, fenceMs } }) =>
        lowWater?.generatedBefore !== undefined &&
        generatedOn > knownBy.generatedOn &&
        token.generatedOn < lowWater.generatedBefore &&
        isWrittenAfter(lowWater.generatedBefore + fenceMs, knownBy)
          ? [lowWater.lastWrite]
          : [],
    );
    if (lastWrite !== undefined && !isUnclear && isPastFence(token)) {
      proofs.push(lastWrite);
    }
    return proofs.length === 0 ? undefined : Math.min(...proofs);
  };

  return {
    lineage,
    adoption,
    newest,
    missing,
    drifted: drifted.map(({ cell }) => cell),
    complete:
      !isUnclear &&
      newest !== undefined &&
      holdings.every((holding) => isSettledOn(holding, newest)),
    everywhere:
      !isUnclear &&
      newest !== undefined &&
      holdings.every(
        ({ updatedAt, holds }) =>
          holds.includes(newest) && isWrittenAfter(updatedAt, newest),
      ),
    lowWater:
      lastWrite === undefined
        ? undefined
        : {
            lastWrite,
            generatedBefore: isUnclear
              ? undefined
              : Math.min(...writes) - longestFence(members, policy.fenceMs),
          },
    isUnclear,
    lastActivity: Math.max(
      ...writes,
      newest === undefined
        ? -Infinity
        : newest.generatedOn + newest.marker.fenceMs,
    ),
    isPastFence,
    mayBeHeld,
    isOutOfUse,
    outOfUseSince,
  };
}

/**
 * Whether a secret can hold the credential and nothing else of the lineage.
 * After an emergency a rival may still be writing what was revoked, so writes
 * within the fence of such a minting prove nothing.
 */
function isSettledOn({ updatedAt, holds }: Holding, member: Member): boolean {
  const { emergency, fenceMs } = member.marker;
  return (
    holds.length === 1 &&
    holds[0] === member &&
    isWrittenAfter(updatedAt, member) &&
    !(emergency && updatedAt < member.generatedOn + fenceMs)
  );
}

/**
 * Whether a secret can hold a hand-made token still: one did when the credential
 * that remembers the token was asked for, so each has to be written since.
 */
function mayHoldOlder(
  writes: readonly number[],
  rememberedBy: Member | undefined,
): boolean {
  return (
    rememberedBy === undefined ||
    writes.some((updatedAt) => !isWrittenAfter(updatedAt, rememberedBy))
  );
}

/** The longest fence that any credential here has. */
function longestFence(members: readonly Member[], fenceMs: number): number {
  return Math.max(fenceMs, ...members.map(({ marker }) => marker.fenceMs));
}
