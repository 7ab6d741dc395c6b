/**
 * What is not established about the operations on roles, as switches: a client
 * has to survive every position. The first named value of each is the ordinary
 * one.
 */
export interface RoleBehaviour {
  readonly roleCreateStatus: 201 | 200;
  /** What answers the creation of a role: in either case, or nothing. */
  readonly createdRole: "lower" | "upper" | "empty";
  /** How a policy is written; `by-case` is text beside upper-case names. */
  readonly policyForm: "by-case" | "object" | "text";
  /** What a name that is taken meets; the status is 409. */
  readonly nameTaken: "text" | "envelope";
  /** Whether names that differ in letter case only are the same name. */
  readonly roleNames: "case-sensitive" | "case-blind";
  /** The most characters of a name; any number when undefined. */
  readonly longestRoleName: number | undefined;
  /** The most custom roles of an organization; any number when undefined. */
  readonly mostCustomRoles: number | undefined;
  /** What becomes of an action that Astra does not know. */
  readonly unknownActions: "refused" | "kept" | "dropped";
  /** Whether a role may allow what its maker may not. */
  readonly roleAboveOwnRights: "accepted" | "refused";
  /** Milliseconds before the list shows a creation, an edit or a deletion. */
  readonly roleListLagMs: number;
  /** Milliseconds before tokens have the rights that an edit gives. */
  readonly roleEditLagMs: number;
  /** What the deletion of a role meets that a live token has. */
  readonly deleteRoleInUse: 204 | 409;
}

export function ordinaryRoleBehaviour(): RoleBehaviour {
  return {
    roleCreateStatus: 201,
    createdRole: "lower",
    policyForm: "by-case",
    nameTaken: "text",
    roleNames: "case-sensitive",
    longestRoleName: undefined,
    mostCustomRoles: undefined,
    unknownActions: "refused",
    roleAboveOwnRights: "accepted",
    roleListLagMs: 0,
    roleEditLagMs: 0,
    deleteRoleInUse: 204,
  };
}
