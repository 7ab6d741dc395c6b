import { RotationError } from "./errors.ts";
import { dueNow, type Revocable } from "./due.ts";
import type { Evidence } from "./evidence.ts";
import type { Member } from "./lineage.ts";
import type { Observation, Policy } from "./observation.ts";

/**
 * What `max-live-tokens` leaves to a run that wants to mint; covered
 * credentials count.
 */
export interface Room {
  readonly isFree: boolean;
  readonly live: number;
  /** What may go before the minting. */
  readonly idle: readonly Revocable[];
  /** Those of them that go, because there is no room otherwise. */
  readonly makeRoom: readonly Revocable[];
  /**
   * Why there is no room: all but the newest wait for their overlap, or some
   * may be in use.
   */
  readonly cause: "cadence" | "unfinished";
  /**
   * From when the first of them may go, on GitHub's clock; undefined while
   * nothing says.
   */
  readonly freeFrom: number | undefined;
}

/**
 * Looks for room under the cap. At the cap what may be retired goes first.
 * Where waiting could never make room, the rotation must not be stuck for ever:
 * see `spared` and `isStuck`.
 */
export function roomFor(
  { tokens, clocks: { now } }: Observation,
  policy: Policy,
  evidence: Evidence,
  candidates: readonly Revocable[],
): Room {
  const { lineage, coverage, isUnclear, isOutOfUse } = evidence;
  const { maxLiveTokens, adminClientId } = policy;
  const covered = lineage.members.filter(({ marker }) =>
    coverage.covers(marker),
  );
  const idle = isUnclear
    ? spared(candidates, covered, policy, evidence)
    : candidates.filter(({ clientId }) => isOutOfUse(clientId));
  const base = { live: covered.length, idle, ...causeOf(candidates, evidence) };
  if (covered.length < maxLiveTokens) {
    return { ...base, isFree: true, makeRoom: [] };
  }
  const live = new Set(tokens.map(({ clientId }) => clientId));
  const rule = { now, atOnce: false, keep: adminClientId };
  const makeRoom = dueNow(idle, live, rule, candidates);
  const going = new Set(makeRoom.map(({ clientId }) => clientId));
  const staying = covered.filter(({ clientId }) => !going.has(clientId));
  const isFree =
    staying.length < maxLiveTokens || isStuck(staying, policy, evidence, now);
  return { ...base, isFree, makeRoom };
}

/**
 * While a secret is missing or drifted nothing is proven out of use, and only a
 * fresh credential can change that. So at the cap members go that no other
 * secret can hold, once the overlap has passed since the last write there can
 * have been.
 */
function spared(
  candidates: readonly Revocable[],
  covered: readonly Member[],
  { overlapMs }: Policy,
  { mayBeHeld, lastActivity }: Evidence,
): readonly Revocable[] {
  const ours = new Set(covered.map(({ clientId }) => clientId));
  return candidates
    .filter(({ clientId }) => ours.has(clientId) && !mayBeHeld(clientId))
    .map((one) => ({
      ...one,
      outOfUseSince: lastActivity,
      revocableFrom: lastActivity + overlapMs,
    }));
}

/**
 * Whether every credential that stays may be in use and waiting will not change
 * that: only the next publication can tell them apart, so one more is minted.
 * They are never more than the cap and one for each secret.
 */
function isStuck(
  staying: readonly Member[],
  { overlapMs }: Policy,
  { mayBeHeld, lastActivity }: Evidence,
  now: number,
): boolean {
  // No fence lasts longer than the last activity.
  return (
    staying.every(({ clientId }) => mayBeHeld(clientId)) &&
    lastActivity + overlapMs <= now
  );
}

function causeOf(
  candidates: readonly Revocable[],
  { newest }: Evidence,
): Pick<Room, "cause" | "freeFrom"> {
  const waiting = candidates.filter(
    ({ clientId }) => clientId !== newest?.clientId,
  );
  const instants = waiting.flatMap(({ revocableFrom, isNamed }) =>
    revocableFrom === undefined || isNamed ? [] : [revocableFrom],
  );
  return {
    cause:
      waiting.length > 0 && instants.length === waiting.length
        ? "cadence"
        : "unfinished",
    freeFrom: instants.length === 0 ? undefined : Math.min(...instants),
  };
}

/**
 * Why too few live tokens may go: see `Room`, or workflow runs may still hold
 * them.
 */
type FullCause = Room["cause"] | "drained";

const CAUSES: Readonly<Record<FullCause, string>> = {
  cadence:
    "Rotations are more frequent than `overlap` allows: rotate less often, shorten `overlap` or raise `max-live-tokens`.",
  unfinished:
    "Some may still be in use, because earlier runs did not finish or something else wrote the secrets: check those runs, then run again after the overlap has passed.",
  drained:
    "Active workflow runs may be using the others (`drain`): run again when they have ended.",
};

/** The error `cap-reached`, with the true reason. */
export function capReached(
  {
    live,
    cause,
    freeFrom,
  }: Pick<Room, "live" | "freeFrom"> & { readonly cause: FullCause },
  { maxLiveTokens }: Policy,
): RotationError {
  return new RotationError({
    code: "cap-reached",
    summary: `The rotation has ${String(live)} live tokens, max-live-tokens is ${String(maxLiveTokens)}, and too few of them may be revoked yet.`,
    remedy: `Nothing was minted. ${CAUSES[cause]}`,
    rerun: "safe",
    ...(freeFrom === undefined ? {} : { notBefore: freeFrom }),
  });
}
