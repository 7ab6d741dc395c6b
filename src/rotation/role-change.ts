import { hasOtherRoles } from "./credential.ts";
import type { Member } from "./lineage.ts";
import type { Observation } from "./observation.ts";

/** What the configured roles allow today, beside the newest one's marker. */
export interface RoleChange {
  /**
   * What they allow in addition, by the digest in the marker; undefined when
   * they differ in another way, or in too many lines.
   */
  readonly added: readonly string[] | undefined;
}

/** Whether the roles are known to allow more than before. */
export function isWider(
  change: RoleChange | undefined,
): change is { readonly added: readonly string[] } {
  return change?.added !== undefined;
}

/**
 * How the rights of the configured roles have changed since the newest
 * credential was minted; undefined when they have not, or nobody can tell. An
 * edited role changes what live tokens may do.
 */
export function roleChangeOf(
  newest: Member | undefined,
  { roles, rolesDigest, rolesAddedSince }: Observation,
): RoleChange | undefined {
  const earlier = newest?.marker.roles;
  if (newest === undefined || earlier === undefined) return undefined;
  if (rolesDigest === undefined || rolesDigest === earlier) return undefined;
  if (roles.length === 0 || hasOtherRoles(newest, roles)) return undefined;
  return { added: rolesAddedSince?.(earlier) };
}
