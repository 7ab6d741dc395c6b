import type { Decision } from "./decide.ts";
import type { Observation, Policy } from "./observation.ts";
import type { Warning } from "./steps.ts";

/** Things that an observation shows and that somebody should know, though nothing is wrong. */
export function warningsOf(
  { roles, tokens }: Observation,
  { evidence }: Decision,
  { adminClientId, previousClientId }: Policy,
): readonly Warning[] {
  const { copies, members } = evidence.lineage;
  const isMember = (clientId: string): boolean =>
    members.some((member) => member.clientId === clientId);
  const rotatesItself =
    previousClientId === adminClientId || isMember(adminClientId);
  const warnings: Warning[] = [];
  if (!rotatesItself) {
    for (const role of roles.filter(({ managesTokens }) => managesTokens)) {
      warnings.push({
        kind: "role-manages-tokens",
        role: role.names[0] ?? role.id,
      });
    }
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
  return warnings;
}
