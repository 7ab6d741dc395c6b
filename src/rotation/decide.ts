import { type Finding, findingsOf } from "./check.ts";
import { hasOtherRoles } from "./credential.ts";
import type { Revocable } from "./due.ts";
import { type Dated, dated, type Evidence, weigh } from "./evidence.ts";
import { adoptedBy, type LowWater, type NamedToken } from "./marker.ts";
import type { Member } from "./lineage.ts";
import type { Observation, Policy } from "./observation.ts";
import { roomFor } from "./room.ts";

/** Why a fresh credential is due. */
export type MintReason =
  | "compromised"
  | "every-run"
  | "first"
  /** Its tokens were minted for other places than are configured now. */
  | "places"
  | "age"
  /** The newest has expired. */
  | "expired"
  /** What is left of its lifetime is too little. */
  | "expires"
  | "roles"
  | "missing"
  | "drifted"
  /** `previous-token` shows that a secret was written back. */
  | "contradicted"
  | "incomplete"
  /** Within its fence, healed once: some secret certainly lacks it. */
  | "heals";

/** The one decision of a run. Everything that it rests on is in the evidence. */
export type Decision = {
  readonly evidence: Evidence;
  /** The revocable set, frozen before the first write; nothing joins it later. */
  readonly frozen: readonly Revocable[];
} & Verdict;

type Verdict =
  | {
      readonly kind: "mint";
      readonly reason: MintReason;
      /** Credentials that make room under the cap, revoked before the minting. */
      readonly makeRoom: readonly Revocable[];
      readonly lowWater: LowWater | undefined;
      readonly named: NamedToken | undefined;
    }
  /** At the cap, and nothing may be retired to make room. */
  | {
      readonly kind: "full";
      readonly live: number;
      /** Every live one is proven superseded and waits for its overlap (cadence), or may be in use (unfinished). */
      readonly cause: "cadence" | "unfinished";
      /** From when the first of them may go, on GitHub's clock; undefined while nothing says. */
      readonly freeFrom: number | undefined;
    }
  /** The newest credential is complete everywhere and not due. */
  | { readonly kind: "keep"; readonly newest: Member }
  /** A generation younger than its fence is unclear; minting again could not make it clearer. */
  | {
      readonly kind: "settle";
      readonly newest: Member;
      /** From when a run will heal it, on GitHub's clock. */
      readonly healsFrom: number;
    }
  /** Mode `retire`: only what is out of use and due goes. */
  | { readonly kind: "retire" }
  /** Mode `check`: nothing is changed. */
  | { readonly kind: "check"; readonly findings: readonly Finding[] };

/** Decides what a run does; a pure function of what was observed and what is configured. */
export function decide(observation: Observation, policy: Policy): Decision {
  const evidence = weigh(observation, policy);
  const all = candidates(observation, policy, evidence);
  const outOfUse = all.filter((one) => evidence.isOutOfUse(one.clientId));
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
    return {
      ...base,
      ...minting(reason, [], evidence),
      frozen: everyOther(evidence),
    };
  }

  const room = roomFor(observation, policy, evidence, all);
  if (!room.isFree) {
    const live = evidence.lineage.members.length;
    return {
      ...base,
      kind: "full",
      live,
      cause: "unfinished",
      freeFrom: undefined,
      frozen: room.idle,
    };
  }
  return {
    ...base,
    ...minting(reason, room.makeRoom, evidence),
    frozen: all,
  };
}

function mintReason(
  { roles, clocks }: Observation,
  policy: Policy,
  { newest, missing, drifted, adoption, complete, isPastFence }: Evidence,
): MintReason | undefined {
  if (policy.compromised) return "compromised";
  if (policy.rotateAfterMs === 0) return "every-run";
  if (newest === undefined) return "first";
  if (clocks.now - newest.generatedOn >= policy.rotateAfterMs) return "age";
  if (hasOtherRoles(newest, roles)) return "roles";
  if (missing.length > 0) return "missing";
  if (drifted.length > 0 || adoption.isNew) return "drifted";
  if (isPastFence(dated(newest)) && !complete) return "incomplete";
  return undefined;
}

/** What a run does when nothing is due; `mintReason` has ruled out an empty lineage. */
function rest({ newest, complete }: Evidence): Verdict {
  if (newest === undefined) return { kind: "retire" };
  if (complete) return { kind: "keep", newest };
  const healsFrom = newest.generatedOn + newest.marker.fenceMs;
  return { kind: "settle", newest, healsFrom };
}

function minting(
  reason: MintReason,
  makeRoom: readonly Revocable[],
  { lowWater, adoption }: Evidence,
): Verdict {
  return {
    kind: "mint",
    reason,
    makeRoom,
    lowWater,
    named:
      adoption.named === undefined
        ? undefined
        : { clientId: adoption.named, as: "adopted" },
  };
}

/** Every credential that is past its fence, with the instant its overlap ends. */
function candidates(
  { clocks }: Observation,
  policy: Policy,
  evidence: Evidence,
): readonly Revocable[] {
  const { lineage, adoption } = evidence;
  const tokens: (Dated & { adopts: string | undefined })[] = [
    ...adoption.tokens.map(({ clientId, generatedOn, rememberedBy }) => ({
      clientId,
      generatedOn: generatedOn ?? clocks.now,
      knownBy: rememberedBy,
      fenceMs: policy.fenceMs,
      adopts: undefined,
    })),
    ...lineage.members
      .filter(({ hasDouble }) => !hasDouble)
      .map((member) => ({
        ...dated(member),
        adopts: adoptedBy(member.marker),
      })),
  ];
  return tokens
    .filter((token) => evidence.isPastFence(token))
    .map((token) => {
      const { clientId, adopts } = token;
      const since = evidence.outOfUseSince(token);
      const from = since === undefined ? undefined : since + policy.overlapMs;
      return { clientId, outOfUseSince: since, revocableFrom: from, adopts };
    });
}

/** In an emergency every other credential of the lineage goes, whatever its age. */
function everyOther({ lineage, adoption }: Evidence): readonly Revocable[] {
  return [
    ...adoption.tokens.map(({ clientId }) => ({ clientId, adopts: undefined })),
    ...lineage.members.map(({ clientId, marker }) => ({
      clientId,
      adopts: adoptedBy(marker),
    })),
  ].map((token) => ({ ...token, outOfUseSince: undefined, revocableFrom: 0 }));
}
