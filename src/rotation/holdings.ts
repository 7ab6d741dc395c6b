import { CLOCK_MARGIN_MS } from "./fence.ts";
import type { Member } from "./lineage.ts";
import type { Override, SecretState } from "./observation.ts";

/** One written secret with the members of the lineage that it can hold. */
export interface Holding {
  readonly secret: SecretState;
  readonly updatedAt: number;
  readonly holds: readonly Member[];
}

/**
 * The written secrets of an observation; one that is not there holds nothing.
 */
export function holdingsOf(
  secrets: readonly SecretState[],
  members: readonly Member[],
): readonly Holding[] {
  return secrets.flatMap((secret): Holding[] => {
    const { updatedAt } = secret;
    if (updatedAt === undefined) return [];
    const holds = members.filter((member) => canHold(updatedAt, member));
    return [{ secret, updatedAt, holds }];
  });
}

/**
 * A secret last written at u can hold a credential generated at g only if
 * u − D < g ≤ u + clock error, with the D of that credential. One that was
 * minted only as a record was never published.
 */
export function canHold(updatedAt: number, member: Member): boolean {
  return (
    member.marker.cause !== "record" &&
    member.generatedOn > updatedAt - member.marker.fenceMs &&
    canHoldOlder(updatedAt, member.generatedOn)
  );
}

/**
 * Whether a secret was written after a token was made, clock error allowed for;
 * one of unknown age may be any.
 */
export function canHoldOlder(
  updatedAt: number,
  generatedOn: number | undefined,
): boolean {
  return (
    generatedOn === undefined || generatedOn <= updatedAt + CLOCK_MARGIN_MS
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
  { marker: { lowWater, mintedAt, clockOffsetMs, cause } }: Member,
): boolean {
  const isSeenBefore =
    lowWater !== undefined && updatedAt <= lowWater.lastWrite;
  if (!isSeenBefore) return true;
  // A record comes after the writes of its run, perhaps in the same second.
  return cause !== "record" && updatedAt >= mintedAt + clockOffsetMs;
}

/**
 * Whether a secret can hold the member, and was written after it was asked for.
 */
export function mayBe({ updatedAt, holds }: Holding, member: Member): boolean {
  return holds.includes(member) && isWrittenAfter(updatedAt, member);
}

/** Whether a secret can hold nothing of the lineage. */
export function isDrifted({ updatedAt, holds }: Holding): boolean {
  return !holds.some((member) => isWrittenAfter(updatedAt, member));
}

/**
 * Whether a secret can hold the member and nothing else of the lineage. After
 * an emergency a rival may still be writing what was revoked, so writes within
 * the fence of such a minting prove nothing; later ones cannot be of it.
 */
export function isSettledOn(holding: Holding, member: Member): boolean {
  return (
    holding.holds.length === 1 &&
    mayBe(holding, member) &&
    !member.marker.emergency
  );
}

/**
 * Whether no secret at a level that wins is known for it: consumers see what it
 * holds.
 */
export function isSeen(
  { target, secretName }: SecretState,
  overrides: readonly Override[],
): boolean {
  return !overrides.some(
    (one) => one.target === target && one.secretName === secretName,
  );
}
