import { isOtherRotation } from "./coverage.ts";
import { hasExpired, hasOtherRoles } from "./credential.ts";
import type { Decision } from "./decision.ts";
import { RotationError } from "./errors.ts";
import type { Evidence } from "./evidence.ts";
import { canHold, isWrittenAfter } from "./holdings.ts";
import { lineageOf, type Member } from "./lineage.ts";
import { parseMarker } from "./marker.ts";
import { nextDue } from "./next-due.ts";
import type { Observation, Policy, SecretState } from "./observation.ts";
import { shortIds } from "./short-id.ts";
import type { DriftCause, WarningFact } from "./steps.ts";

/** What to do about a second rotation. */
export const FIND_THE_OTHER =
  "Find the other workflow by the words in the token's description (Astra Portal, Settings › Tokens), then stop one of the two or give each its own secrets.";

type Drifted = Extract<WarningFact, { kind: "drifted" }>;

/**
 * Why secrets hold nothing of the rotation, one warning for each cause; none
 * while the rotation has no credential.
 */
export function driftWarnings(
  observation: Observation,
  policy: Policy,
  evidence: Evidence,
): readonly Drifted[] {
  const { newest, drifted } = evidence;
  if (newest === undefined || newest.marker.cause === "record") return [];
  const causes = new Map<DriftCause, Drifted>();
  for (const secret of drifted) {
    const { cause, clientIds } = causeOf(secret, observation, policy, evidence);
    const known = causes.get(cause);
    causes.set(cause, {
      kind: "drifted",
      cause,
      secrets: [...(known?.secrets ?? []), secret],
      clientIds: [...new Set([...(known?.clientIds ?? []), ...clientIds])],
    });
  }
  return [...causes.values()];
}

function causeOf(
  secret: SecretState,
  observation: Observation,
  policy: Policy,
  evidence: Evidence,
): Pick<Drifted, "cause" | "clientIds"> {
  const others = writersOf(secret, observation, policy, evidence);
  if (others.length > 0) {
    const clientIds = others.map(({ clientId }) => clientId);
    return { cause: "second-rotation", clientIds };
  }
  const { newest, witness } = evidence;
  const { updatedAt = 0 } = secret;
  if (newest !== undefined && !isWrittenAfter(updatedAt, newest)) {
    return { cause: "not-yet", clientIds: [] };
  }
  return witness?.is === "dead" && witness.hasStanding
    ? { cause: "dead", clientIds: [witness.clientId] }
    : { cause: "written-since", clientIds: [] };
}

/**
 * Throws `second-rotation` when a run would only mint because another rotation
 * has put the same secrets right, too: both would do so for ever. The secrets
 * hold a live token of the configured roles, and its rotation replaces it in
 * time. Once that is late, this one mints again.
 */
export function requireSoleRotation(
  observation: Observation,
  policy: Policy,
  decision: Decision,
): void {
  if (decision.kind !== "mint" || decision.reason !== "drifted") return;
  const { evidence } = decision;
  const { newest, drifted, witness } = evidence;
  const { roles, clocks } = observation;
  const isInForce = (other: Member): boolean =>
    other.marker.cause === "repair" &&
    newest !== undefined &&
    other.generatedOn > newest.generatedOn &&
    !hasOtherRoles(other, roles) &&
    clocks.now - clocks.offset < nextDue(other, policy);
  const holders = drifted.map((secret) =>
    writersOf(secret, observation, policy, evidence).filter(isInForce),
  );
  const clientIds = [
    ...new Set(holders.flat().map(({ clientId }) => clientId)),
  ];
  const isElse = witness !== undefined && !clientIds.includes(witness.clientId);
  if (isElse || holders.some(({ length }) => length === 0)) return;
  throw new RotationError({
    code: "second-rotation",
    summary: `Another rotation also writes these secrets, and has put its own token into them: ${shortIds(clientIds)}.`,
    remedy: `Nothing was minted, because the two would replace each other's token for ever. ${FIND_THE_OTHER}`,
    rerun: "fix-first",
  });
}

/**
 * Live credentials of other rotations that were minted for these very secrets,
 * and that fit a write.
 */
export function writersOf(
  { updatedAt }: SecretState,
  { tokens, clocks }: Observation,
  { lineage }: Policy,
  { coverage, lineage: own }: Pick<Evidence, "coverage" | "lineage">,
): readonly Member[] {
  if (updatedAt === undefined) return [];
  const names = new Map(
    tokens.flatMap(({ description }) => {
      const marker = parseMarker(description);
      return marker !== undefined &&
        isOtherRotation(marker, lineage) &&
        coverage.covers(marker)
        ? [[`${marker.home} ${marker.id}`, marker] as const]
        : [];
    }),
  );
  const astraNow = clocks.now - clocks.offset;
  return [...names.values()]
    .flatMap((name) => lineageOf(tokens, name).members)
    .filter(
      (member) =>
        coverage.covers(member.marker) &&
        own.members.every(({ clientId }) => clientId !== member.clientId) &&
        !hasExpired(member, astraNow) &&
        canHold(updatedAt, member),
    );
}
