import { endWarnings } from "./credential-ends.ts";
import {
  hasExpired,
  hasOtherRoles,
  hasRoles,
  type Role,
} from "./credential.ts";
import type { Decision } from "./decision.ts";
import { driftWarnings } from "./drift.ts";
import { parseMarker } from "./marker.ts";
import { cutsOverlap, expiresEarly, type Lifetime } from "./next-due.ts";
import type { Observation, Policy } from "./observation.ts";
import { isWider, roleChangeOf } from "./role-change.ts";
import type { Warning, WarningFact } from "./steps.ts";
import type { Witness } from "./witness.ts";

/**
 * Things that an observation shows and that somebody should know, though
 * nothing is wrong.
 */
export function warningsOf(
  observation: Observation,
  decision: Decision,
  policy: Policy,
): readonly Warning[] {
  const { evidence } = decision;
  const { copies } = evidence.lineage;
  const warnings: Warning[] = [
    ...roleWarnings(observation, decision, policy),
    ...endWarnings(observation, decision, policy),
    ...witnessWarnings(observation, evidence.witness, policy),
    ...driftWarnings(observation, policy, evidence),
  ];
  if (copies.length > 0) {
    warnings.push({ kind: "copied-marker", clientIds: copies });
  }
  const uncovered = evidence.uncovered.map(({ clientId }) => clientId);
  if (uncovered.length > 0) {
    warnings.push({ kind: "uncovered", clientIds: uncovered });
  }
  for (const { clientId, isNamed } of decision.frozen) {
    if (policy.compromised && isNamed && uncovered.includes(clientId)) {
      warnings.unshift({ kind: "may-cut-off", clientId });
    }
  }
  if (policy.mode === "check" && policy.rotateAfterMs === 0) {
    warnings.push({ kind: "age-unjudged" });
  }
  const unrotated = unrotatedTokens(observation, decision, policy);
  if (unrotated.length > 0) {
    const hasBegun =
      evidence.lineage.members.length > 0 || evidence.expired.length > 0;
    const fact: WarningFact = { kind: "unrotated", clientIds: unrotated };
    warnings.push(hasBegun ? { ...fact, level: "summary" } : fact);
  }
  return warnings;
}

/**
 * What the lifetime of a fresh credential means for the schedule; only told in
 * the summary where it was so before.
 */
export function lifetimeWarnings(
  fresh: Lifetime & { readonly clientId: string },
  former: Lifetime | undefined,
  policy: Policy,
): readonly Warning[] {
  const { clientId, expiresOn } = fresh;
  if (expiresOn === undefined) return [];
  const tell = (
    kind: "expires-early" | "overlap-cut",
    isSo: (one: Lifetime, times: Policy) => boolean,
  ): readonly Warning[] => {
    if (!isSo(fresh, policy)) return [];
    const fact: WarningFact = { kind, clientId, expiresOn };
    const wasSo = former !== undefined && isSo(former, policy);
    return [wasSo ? { ...fact, level: "summary" } : fact];
  };
  return [
    ...tell("expires-early", expiresEarly),
    ...tell("overlap-cut", cutsOverlap),
  ];
}

function roleWarnings(
  observation: Observation,
  { evidence }: Decision,
  { mode }: Policy,
): readonly Warning[] {
  const { roles, rolesUnchecked } = observation;
  const warnings: Warning[] = [];
  const managing = roles.filter(({ managesTokens }) => managesTokens);
  if (!evidence.rotatesItself && managing.length > 0) {
    warnings.push({
      kind: "role-manages-tokens",
      roles: managing.map(nameOf),
    });
  }
  if (rolesUnchecked !== undefined) {
    warnings.push({ kind: "roles-unchecked", error: rolesUnchecked });
  }
  const change = roleChangeOf(evidence.newest, observation);
  // What mode `check` finds wrong needs no warning beside it.
  if (change !== undefined && !(mode === "check" && isWider(change))) {
    warnings.push({
      kind: "role-changed",
      roles: roles.map(nameOf),
      ...change,
    });
  }
  return warnings;
}

function nameOf({ names, id }: Role): string {
  return names[0] ?? id;
}

/**
 * What `previous-token` shows; in the summary only where an earlier run has
 * seen it.
 */
function witnessWarnings(
  { roles }: Observation,
  witness: Witness | undefined,
  { adminClientId }: Policy,
): readonly Warning[] {
  if (witness === undefined) return [];
  const { clientId, is, hasStanding, contradicts, isKnown, token } = witness;
  const facts: WarningFact[] = [];
  if (is === "unclear") facts.push({ kind: "previous-unclear", clientId });
  else if (is === "dead") {
    facts.push({ kind: "contradicted", clientId, isDead: true });
  } else if (is === "other-rotation") {
    facts.push({ kind: "previous-of-other-rotation", clientId });
  } else if (is !== "newest" && !hasStanding) {
    facts.push({ kind: "previous-elsewhere", clientId });
  } else if (contradicts) {
    facts.push({ kind: "contradicted", clientId, isDead: false });
  }
  if (is === "hand-made" && hasStanding) {
    if (clientId === adminClientId) facts.push({ kind: "previous-is-admin" });
    if (token !== undefined && hasOtherRoles(token, roles)) {
      const { roles: held } = token;
      facts.push({ kind: "previous-roles", clientId, held, wanted: roles });
    }
  }
  return isKnown
    ? facts.map((fact) => ({ ...fact, level: "summary" }) satisfies Warning)
    : facts;
}

/**
 * Live tokens of exactly the configured roles that carry no rotation's marker
 * and that this one does not take over.
 */
function unrotatedTokens(
  { tokens, roles, clocks }: Observation,
  { evidence }: Decision,
  { adminClientId }: Policy,
): readonly string[] {
  if (roles.length === 0) return [];
  const known = new Set([
    adminClientId,
    ...evidence.adoption.tokens.map(({ clientId }) => clientId),
    ...evidence.lineage.copies,
  ]);
  const astraNow = clocks.now - clocks.offset;
  return tokens
    .filter(
      (one) =>
        !known.has(one.clientId) &&
        !hasExpired(one, astraNow) &&
        parseMarker(one.description) === undefined &&
        hasRoles(one.roles, roles),
    )
    .map(({ clientId }) => clientId);
}
