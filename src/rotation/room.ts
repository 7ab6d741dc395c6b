import { RotationError } from "./errors.ts";
import { dueNow, type Revocable } from "./due.ts";
import { dated, type Evidence } from "./evidence.ts";
import type { Member } from "./lineage.ts";
import type { Observation, Policy } from "./observation.ts";

/** What `max-live-tokens` leaves to a run that wants to mint. */
export interface Room {
  readonly isFree: boolean;
  /** What may go before the minting. */
  readonly idle: readonly Revocable[];
  /** Those of them that go, because there is no room otherwise. */
  readonly makeRoom: readonly Revocable[];
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
  const { lineage, isUnclear, isOutOfUse } = evidence;
  const { maxLiveTokens, adminClientId } = policy;
  const idle = isUnclear
    ? spared(candidates, policy, evidence)
    : candidates.filter(({ clientId }) => isOutOfUse(clientId));
  if (lineage.members.length < maxLiveTokens) {
    return { isFree: true, idle, makeRoom: [] };
  }
  const live = new Set(tokens.map(({ clientId }) => clientId));
  const rule = { now, atOnce: false, keep: adminClientId };
  const makeRoom = dueNow(idle, live, rule, candidates);
  const going = new Set(makeRoom.map(({ clientId }) => clientId));
  const staying = lineage.members.filter(
    ({ clientId }) => !going.has(clientId),
  );
  const isFree =
    staying.length < maxLiveTokens || isStuck(staying, policy, evidence, now);
  return { isFree, idle, makeRoom };
}

/**
 * While a secret is missing or drifted nothing is proven out of use, and only a
 * fresh credential can change that. So at the cap members go that no other
 * secret can hold, once the overlap has passed since the last write there can
 * have been.
 */
function spared(
  candidates: readonly Revocable[],
  { overlapMs }: Policy,
  { lineage, mayBeHeld, lastActivity }: Evidence,
): readonly Revocable[] {
  const ours = new Set(lineage.members.map(({ clientId }) => clientId));
  return candidates
    .filter(({ clientId }) => ours.has(clientId) && !mayBeHeld(clientId))
    .map((one) => ({
      ...one,
      outOfUseSince: lastActivity,
      revocableFrom: lastActivity + overlapMs,
    }));
}

/**
 * Whether every credential that stays may be in use and waiting will not change that:
 * only the next publication can tell them apart, so one more is minted. They
 * are never more than the cap and one for each secret.
 */
function isStuck(
  staying: readonly Member[],
  { overlapMs }: Policy,
  { newest, isPastFence, mayBeHeld, lastActivity }: Evidence,
  now: number,
): boolean {
  return (
    newest !== undefined &&
    isPastFence(dated(newest)) &&
    staying.every(({ clientId }) => mayBeHeld(clientId)) &&
    lastActivity + overlapMs <= now
  );
}

/** The error `cap-reached`: so many live credentials, and none of them may go yet. */
export function capReached(
  live: number,
  { maxLiveTokens }: Policy,
): RotationError {
  return new RotationError({
    code: "cap-reached",
    summary: `The rotation has ${String(live)} live tokens and max-live-tokens is ${String(maxLiveTokens)}; none of them may be revoked yet.`,
    remedy:
      "Nothing was minted and every secret holds what it held. Run again after the overlap has passed, or look at why earlier runs did not finish.",
    rerun: "safe",
  });
}
