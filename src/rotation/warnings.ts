import { hasRoles, type ListedToken } from "./credential.ts";
import type { Decision } from "./decide.ts";
import { parseMarker } from "./marker.ts";
import type { Observation, Policy } from "./observation.ts";
import type { Warning } from "./steps.ts";

/** How long before its end, in milliseconds, the admin token's expiry is worth a warning. */
const ADMIN_NOTICE_MS = 14 * 86_400_000;

/** Things that an observation shows and that somebody should know, though nothing is wrong. */
export function warningsOf(
  observation: Observation,
  decision: Decision,
  policy: Policy,
): readonly Warning[] {
  const { roles, tokens } = observation;
  const { evidence } = decision;
  const { adminClientId, previousClientId } = policy;
  const { copies, members } = evidence.lineage;
  const isMember = (clientId: string): boolean =>
    members.some((member) => member.clientId === clientId);
  const rotatesItself =
    previousClientId === adminClientId || isMember(adminClientId);
  const warnings: Warning[] = [];
  const managing = roles.filter(({ managesTokens }) => managesTokens);
  if (!rotatesItself && managing.length > 0) {
    warnings.push({
      kind: "role-manages-tokens",
      roles: managing.map(({ names, id }) => names[0] ?? id),
    });
  }
  if (copies.length > 0) {
    warnings.push({ kind: "copied-marker", clientIds: copies });
  }
  if (
    previousClientId === adminClientId &&
    !isMember(adminClientId) &&
    tokens.some((token) => token.clientId === adminClientId)
  ) {
    warnings.push({ kind: "previous-is-admin" });
  }
  const { newest, drifted } = evidence;
  if (newest !== undefined && drifted.length > 0) {
    warnings.push({ kind: "drifted", secrets: drifted });
  }
  const early =
    newest === undefined || decision.kind === "mint"
      ? undefined
      : expiresEarly(newest, policy);
  if (early !== undefined) warnings.push(early);
  const admin = tokens.find(({ clientId }) => clientId === adminClientId);
  if (
    admin?.expiresOn !== undefined &&
    admin.expiresOn - observation.clocks.now < ADMIN_NOTICE_MS
  ) {
    warnings.push({ kind: "admin-expires", expiresOn: admin.expiresOn });
  }
  const unrotated = unrotatedTokens(observation, decision, policy);
  if (unrotated.length > 0) {
    warnings.push({ kind: "unrotated", clientIds: unrotated });
  }
  return warnings;
}

/** The warning that a token ends before the rotation that would replace it. */
export function expiresEarly(
  token: Pick<ListedToken, "clientId" | "generatedOn" | "expiresOn">,
  { rotateAfterMs }: Policy,
): Warning | undefined {
  const { clientId, generatedOn, expiresOn } = token;
  if (expiresOn === undefined || generatedOn === undefined) return undefined;
  if (expiresOn > generatedOn + rotateAfterMs) return undefined;
  return { kind: "expires-early", clientId, expiresOn };
}

/** Tokens of exactly the configured roles that carry no rotation's marker and that this one does not take over. */
function unrotatedTokens(
  { tokens, roles }: Observation,
  { evidence }: Decision,
  { adminClientId }: Policy,
): readonly string[] {
  if (roles.length === 0) return [];
  const known = new Set([
    adminClientId,
    ...evidence.adoption.tokens.map(({ clientId }) => clientId),
    ...evidence.lineage.copies,
  ]);
  return tokens
    .filter(
      ({ clientId, roles: held, description }) =>
        !known.has(clientId) &&
        parseMarker(description) === undefined &&
        hasRoles(held, roles),
    )
    .map(({ clientId }) => clientId);
}
