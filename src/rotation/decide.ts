import { findingsOf } from "./check.ts";
import type { Decision, MintReason, Verdict } from "./decision.ts";
import { hasOtherRoles } from "./credential.ts";
import { compromisedOf } from "./emergency.ts";
import type { Revocable } from "./due.ts";
import { type Evidence, weigh } from "./evidence.ts";
import { adoptedBy, type MarkerCause } from "./marker.ts";
import type { Member } from "./lineage.ts";
import { dueByAge, dueByExpiry } from "./next-due.ts";
import type { Observation, Policy } from "./observation.ts";
import { roomFor } from "./room.ts";
import { type Dated, dated } from "./usage.ts";

/**
 * Decides what a run does; a pure function of what was observed and what is
 * configured.
 */
export function decide(observation: Observation, policy: Policy): Decision {
  const evidence = weigh(observation, policy);
  const all = candidates(policy, evidence);
  const outOfUse = all.filter(
    ({ clientId }) =>
      evidence.isOutOfUse(clientId) && clientId !== policy.adminClientId,
  );
  const base = { evidence };
  switch (policy.mode) {
    case "retire":
      return { ...base, kind: "retire", frozen: outOfUse };
    case "check": {
      const superseded = all.filter(
        ({ clientId }) => clientId !== evidence.newest?.clientId,
      );
      const findings = findingsOf(observation, policy, evidence, superseded);
      return { ...base, kind: "check", findings, frozen: superseded };
    }
    case "rotate":
      break;
    default:
      return policy.mode satisfies never;
  }

  const reason = mintReason(observation, policy, evidence);
  if (reason === undefined) {
    return { ...base, ...rest(evidence), frozen: outOfUse };
  }
  if (reason === "compromised") {
    const frozen = compromisedOf(policy, evidence);
    return { ...base, ...minting(reason, [], evidence), frozen };
  }
  const room = roomFor(observation, policy, evidence, all);
  if (!room.isFree) {
    const { live, cause, freeFrom } = room;
    return { ...base, kind: "full", live, cause, freeFrom, frozen: room.idle };
  }
  return {
    ...base,
    ...minting(reason, room.makeRoom, evidence),
    frozen: all,
  };
}

function mintReason(
  observation: Observation,
  policy: Policy,
  evidence: Evidence,
): MintReason | undefined {
  const { newest, lineage, expired, coverage } = evidence;
  if (policy.compromised) return "compromised";
  if (policy.rotateAfterMs === 0) return "every-run";
  if (newest !== undefined) {
    return (
      dueReason(newest, observation, policy) ?? stateReason(newest, evidence)
    );
  }
  if (expired.some(({ marker }) => coverage.isForAll(marker))) return "expired";
  return lineage.members.length > 0 ? "places" : "first";
}

/** Reasons that lie in the newest credential itself. */
function dueReason(
  newest: Member,
  { roles, clocks }: Observation,
  policy: Policy,
): MintReason | undefined {
  if (clocks.now >= dueByAge(newest, policy)) return "age";
  const end = dueByExpiry(newest, policy);
  if (end !== undefined && clocks.now - clocks.offset >= end) return "expires";
  return hasOtherRoles(newest, roles) ? "roles" : undefined;
}

/** Reasons that lie in what the secrets hold. */
function stateReason(
  newest: Member,
  evidence: Evidence,
): MintReason | undefined {
  const { missing, drifted, complete, young, witness } = evidence;
  if (newest.marker.cause === "record") return "suspended";
  if (missing.length > 0) return "missing";
  if (drifted.length > 0) return "drifted";
  const isYoung = young.includes(newest);
  const isContradicted =
    witness?.contradicts === true && !witness.isAnswered && !isYoung;
  if (isContradicted) return "contradicted";
  if (complete) return undefined;
  if (young.length === 0) return "incomplete";
  // Runs a minute apart would keep each other unclear for ever, so once.
  const isOnlyYoung = isYoung && young.length === 1;
  return isOnlyYoung && !evidence.everywhere ? "heals" : undefined;
}

/**
 * What a run does when nothing is due; `mintReason` has ruled out an empty
 * lineage.
 */
function rest({ newest, complete, young }: Evidence): Verdict {
  if (newest === undefined) return { kind: "retire" };
  if (complete) return { kind: "keep", newest };
  const fences = young.map((one) => one.generatedOn + one.marker.fenceMs);
  return { kind: "settle", newest, healsFrom: Math.max(...fences) };
}

function minting(
  reason: MintReason,
  makeRoom: readonly Revocable[],
  { lowWater, named }: Evidence,
): Verdict {
  return { kind: "mint", reason, makeRoom, lowWater, named };
}

/** What a marker says of the reason: whether something had to be put right. */
export function causeOf(reason: MintReason): MarkerCause {
  switch (reason) {
    case "compromised":
    case "every-run":
    case "first":
    case "places":
    case "age":
    case "expires":
    case "roles":
      return "planned";
    case "expired":
    case "missing":
    case "drifted":
    case "contradicted":
    case "suspended":
    case "incomplete":
    case "heals":
      return "repair";
    default:
      return reason satisfies never;
  }
}

/**
 * Every covered credential that is past its fence, with the instant its overlap
 * ends.
 */
function candidates(policy: Policy, evidence: Evidence): readonly Revocable[] {
  const { lineage, adoption, coverage, isPastFence, outOfUseSince } = evidence;
  const { adminClientId, previousClientId, overlapMs } = policy;
  const tokens: (Dated & { adopts: string | undefined })[] = [
    // The token that the run authenticates with goes only where it belongs to
    // the lineage.
    ...adoption.tokens
      .filter((one) => one.isCovered && one.clientId !== adminClientId)
      .map((token) => ({ ...token, adopts: undefined })),
    ...lineage.members
      .filter(({ hasDouble, marker }) => !hasDouble && coverage.covers(marker))
      .map((member) => ({
        ...dated(member),
        adopts: adoptedBy(member.marker),
      })),
  ];
  return tokens.filter(isPastFence).map((token) => {
    const { clientId, adopts } = token;
    const since = outOfUseSince(token);
    const from = since === undefined ? undefined : since + overlapMs;
    const isNamed = clientId === previousClientId;
    return {
      clientId,
      outOfUseSince: since,
      revocableFrom: from,
      adopts,
      isNamed,
    };
  });
}
