import { CLOCK_MARGIN_MS } from "./fence.ts";
import { type Lineage, lineageOf, type Member } from "./lineage.ts";
import type { LowWater } from "./marker.ts";
import type { Cell, Observation, Policy } from "./observation.ts";

/** What an observation proves about the rotation's credentials. */
export interface Evidence {
  readonly lineage: Lineage;
  readonly newest: Member | undefined;
  /** Secrets that are not there. */
  readonly missing: readonly Cell[];
  /** Secrets that can hold nothing of the lineage: somebody else wrote them. */
  readonly drifted: readonly Cell[];
  /** Every secret can hold the newest credential and nothing else of the lineage. */
  readonly complete: boolean;
  /** Every secret can hold the newest credential. */
  readonly everywhere: boolean;
  /** What the next marker may say of this observation. */
  readonly lowWater: LowWater | undefined;
  /** The latest write of any secret, on GitHub's clock. */
  readonly lastWrite: number | undefined;
  readonly isPastFence: (token: Dated) => boolean;
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
}

/** A member with the fence that its own marker states. */
export function dated(member: Member): Dated {
  return {
    clientId: member.clientId,
    generatedOn: member.generatedOn,
    fenceMs: member.marker.fenceMs,
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

/** One written secret with the members that it can hold. */
interface Holding {
  readonly cell: Cell;
  readonly updatedAt: number;
  readonly holds: readonly Member[];
}

/** Reads an observation as evidence; pure, and the same for every run that sees the same. */
export function weigh(observation: Observation, policy: Policy): Evidence {
  const { cells, clocks } = observation;
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
  const drifted = holdings.filter(({ holds }) => holds.length === 0);
  const isUnclear = missing.length > 0 || drifted.length > 0;
  const writes = holdings.map(({ updatedAt }) => updatedAt);
  const lastWrite = writes.length === 0 ? undefined : Math.max(...writes);
  const lowWater = isUnclear
    ? undefined
    : lowWaterOf(writes, members, policy.fenceMs);

  const isPastFence = (token: Dated): boolean =>
    clocks.now - token.generatedOn >= token.fenceMs;
  const isOutOfUse = (clientId: string): boolean =>
    !isUnclear &&
    holdings.every(({ holds }) =>
      holds.every((member) => member.clientId !== clientId),
    );
  const outOfUseSince = (token: Dated): number | undefined => {
    const proofs = members.flatMap(({ marker: { lowWater: mark } }) =>
      mark !== undefined && token.generatedOn < mark.generatedBefore
        ? [mark.outOfUseSince]
        : [],
    );
    if (
      lastWrite !== undefined &&
      isPastFence(token) &&
      isOutOfUse(token.clientId)
    ) {
      proofs.push(lastWrite);
    }
    return proofs.length === 0 ? undefined : Math.min(...proofs);
  };

  return {
    lineage,
    newest,
    missing,
    drifted: drifted.map(({ cell }) => cell),
    complete: isComplete(newest, missing, holdings),
    everywhere:
      newest !== undefined &&
      missing.length === 0 &&
      holdings.every(({ holds }) => holds.includes(newest)),
    lowWater,
    lastWrite,
    isPastFence,
    isOutOfUse,
    outOfUseSince,
  };
}

/**
 * Whether every secret can hold the newest credential and nothing else of the
 * lineage. After an emergency a rival may still be writing what was revoked,
 * so writes within the fence of such a minting prove nothing.
 */
function isComplete(
  newest: Member | undefined,
  missing: readonly Cell[],
  holdings: readonly Holding[],
): boolean {
  if (newest === undefined || missing.length > 0) return false;
  const { emergency, fenceMs } = newest.marker;
  return holdings.every(
    ({ updatedAt, holds }) =>
      holds.length === 1 &&
      holds[0] === newest &&
      !(emergency && updatedAt < newest.generatedOn + fenceMs),
  );
}

/** The oldest write less the longest fence that any credential here has, and the latest write. */
function lowWaterOf(
  writes: readonly number[],
  members: readonly Member[],
  fenceMs: number,
): LowWater | undefined {
  if (members.length === 0 || writes.length === 0) return undefined;
  const longest = Math.max(
    fenceMs,
    ...members.map((member) => member.marker.fenceMs),
  );
  return {
    generatedBefore: Math.min(...writes) - longest,
    outOfUseSince: Math.max(...writes),
  };
}
