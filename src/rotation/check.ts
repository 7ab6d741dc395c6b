import { endFindings } from "./credential-ends.ts";
import { hasOtherRoles } from "./credential.ts";
import type { Revocable } from "./due.ts";
import { writersOf } from "./drift.ts";
import type { Evidence } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import type { Member } from "./lineage.ts";
import { dueByExpiry } from "./next-due.ts";
import type { Observation, Policy } from "./observation.ts";
import { isWider, roleChangeOf } from "./role-change.ts";

/**
 * So many live credentials that were minted to put something right are more
 * than mishaps.
 */
const OFTEN = 3;

/**
 * What is wrong with a rotation, or later than the tolerance allows. A
 * `missing` secret says no instant, so it is wrong at once.
 */
export function findingsOf(
  observation: Observation,
  policy: Policy,
  evidence: Evidence,
  frozen: readonly Revocable[],
): readonly Finding[] {
  const { newest, missing, drifted, expired } = evidence;
  const ended = expired.findLast(({ marker }) =>
    evidence.coverage.isForAll(marker),
  );
  const ends = endFindings(observation, policy, evidence);
  if (newest === undefined) {
    return ended?.expiresOn === undefined
      ? [{ kind: "no-credential" }, ...ends]
      : [{ kind: "expired", expiresOn: ended.expiresOn }, ...ends];
  }
  const late = observation.clocks.now - policy.toleranceMs;
  const findings: Finding[] = [
    ...ofCurrent(newest, late, observation, policy, evidence),
    ...ofHistory(newest, evidence),
  ];
  if (missing.length > 0) findings.push({ kind: "missing", secrets: missing });
  const others = new Map(
    drifted.map((secret) => [
      secret,
      writersOf(secret, observation, policy, evidence),
    ]),
  );
  const shared = drifted.filter((secret) => others.get(secret)?.length !== 0);
  if (shared.length > 0) {
    const writers = shared.flatMap((secret) => others.get(secret) ?? []);
    const clientIds = [...new Set(writers.map(({ clientId }) => clientId))];
    findings.push({ kind: "second-rotation", secrets: shared, clientIds });
  }
  const stale = drifted.filter(
    (secret) => !shared.includes(secret) && (secret.updatedAt ?? 0) < late,
  );
  if (stale.length > 0) findings.push({ kind: "drifted", secrets: stale });
  const overdue = frozen.flatMap(({ clientId, revocableFrom, isNamed }) =>
    revocableFrom !== undefined && revocableFrom < late && !isNamed
      ? [{ clientId, revocableFrom }]
      : [],
  );
  if (overdue.length > 0) {
    findings.push({
      kind: "unrevoked",
      clientIds: overdue.map(({ clientId }) => clientId),
      dueOn: Math.min(...overdue.map(({ revocableFrom }) => revocableFrom)),
    });
  }
  return [...findings, ...ends];
}

function ofCurrent(
  newest: Member,
  late: number,
  observation: Observation,
  policy: Policy,
  { complete, missing, drifted, mayBeHeld }: Evidence,
): readonly Finding[] {
  const findings: Finding[] = [];
  const { roles, clocks } = observation;
  const { generatedOn, expiresOn, marker, clientId } = newest;
  // With `rotateAfterMs` 0 every run rotates, and nothing says how often it
  // runs; what no secret can hold is not the current one, whatever its age.
  const { rotateAfterMs, toleranceMs } = policy;
  const dueOn =
    rotateAfterMs === 0 || !mayBeHeld(clientId)
      ? undefined
      : generatedOn + rotateAfterMs;
  if (dueOn !== undefined && dueOn < late) {
    findings.push({ kind: "overdue", dueOn });
  }
  if (hasOtherRoles(newest, roles)) findings.push({ kind: "other-roles" });
  const change = roleChangeOf(newest, observation);
  if (isWider(change)) {
    findings.push({ kind: "role-wider", added: change.added });
  }
  const healableFrom = generatedOn + marker.fenceMs;
  const isUnclear = !complete && missing.length === 0 && drifted.length === 0;
  if (isUnclear && healableFrom < late) {
    findings.push({ kind: "incomplete", healableFrom });
  }
  const end = dueByExpiry(newest, policy);
  const isClose =
    expiresOn !== undefined && expiresOn <= clocks.now + toleranceMs;
  if (expiresOn !== undefined && end !== undefined) {
    if (end < late || (end <= clocks.now && isClose)) {
      findings.push({ kind: "expiring", expiresOn });
    }
  }
  return findings;
}

/** What markers and the witness tell of what happened to the secrets. */
function ofHistory(
  newest: Member,
  { witness, young, lineage, coverage }: Evidence,
): readonly Finding[] {
  const findings: Finding[] = [];
  if (
    witness?.contradicts === true &&
    !witness.isAnswered &&
    !young.includes(newest)
  ) {
    const { clientId, is } = witness;
    findings.push({ kind: "contradicted", clientId, isDead: is === "dead" });
  }
  const clientIds = lineage.members
    .filter(
      ({ marker }) => marker.cause === "repair" && coverage.covers(marker),
    )
    .map(({ clientId }) => clientId);
  if (clientIds.length >= OFTEN) {
    findings.push({ kind: "replaced-often", clientIds });
  }
  return findings;
}
