import { isOtherRotation } from "./coverage.ts";
import type { Evidence } from "./evidence.ts";
import { canHoldOlder, isWrittenAfter } from "./holdings.ts";
import { parseMarker } from "./marker.ts";
import type { Observation, Policy, SecretState } from "./observation.ts";
import type { DriftCause, WarningFact } from "./steps.ts";

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
  { updatedAt = 0 }: SecretState,
  observation: Observation,
  policy: Policy,
  evidence: Evidence,
): Pick<Drifted, "cause" | "clientIds"> {
  const rivals = writersAt(updatedAt, observation, policy, evidence);
  if (rivals.length > 0) return { cause: "second-rotation", clientIds: rivals };
  const { newest, witness } = evidence;
  if (newest !== undefined && !isWrittenAfter(updatedAt, newest)) {
    return { cause: "not-yet", clientIds: [] };
  }
  return witness?.is === "dead" && witness.hasStanding
    ? { cause: "dead", clientIds: [witness.clientId] }
    : { cause: "written-since", clientIds: [] };
}

/**
 * Tokens of other rotations that write these very secrets, and that fit a
 * write.
 */
function writersAt(
  updatedAt: number,
  { tokens }: Observation,
  { lineage }: Policy,
  { coverage }: Evidence,
): readonly string[] {
  return tokens.flatMap(({ clientId, generatedOn, description }) => {
    const marker = parseMarker(description);
    if (marker === undefined || generatedOn === undefined) return [];
    const isWriter =
      isOtherRotation(marker, lineage) &&
      coverage.covers(marker) &&
      generatedOn > updatedAt - marker.fenceMs &&
      canHoldOlder(updatedAt, generatedOn);
    return isWriter ? [clientId] : [];
  });
}
