/** How a body is made that says no. */
export type Form = "envelope" | "string" | "null" | "text" | "empty" | "other";

/** A refusal: its status, its form, and the ids of Astra's envelope. */
export interface Refusal {
  readonly status: number;
  readonly form: Form;
  readonly ids: readonly number[];
}

/** Either it went through, or this. */
export type Verdict = "accepted" | Refusal;

/**
 * What one contact has established; what it could not is not there. Durations
 * are milliseconds, as seen from here, up to a pause too long. The table of
 * CONTRIBUTING.md says which request each comes from.
 */
export interface Facts {
  // Tokens of Astra.
  createStatus?: number;
  /** How many of 128 characters came back. */
  description?: number | "null";
  generatedOn?: "said" | "absent";
  /** The lifetime that a token got that asked for none. */
  maximumLifetimeMs?: number | "none";
  beyondMaximum?: "kept" | "shortened" | Refusal;
  activationMs?: number | "never";
  creationListMs?: number | "never";
  listOrder?: "oldest-first" | "newest-first" | "by-id" | "other";
  listedRoles?: "ids" | "names" | "other";
  unknownRole?: Verdict;
  aboveOwnRights?: Verdict;
  /** Of a token without rights on tokens that lists them. */
  forbidden?: Verdict;
  /** Of the same token at `currentOrg`. */
  lowRightsCurrentOrg?: Verdict;
  revokeStatus?: number;
  revocationMs?: number | "never";
  revocationListMs?: number | "never";
  deadToken?: Refusal;
  revokedAgain?: number;
  revokedUnknown?: number;
  selfRevocation?: number;
  expiredToken?: Verdict;
  expiredInList?: "gone" | "kept";
  // Roles of Astra.
  rolesForAdmin?: Verdict;
  rolesForLowRights?: Verdict;
  roleNames?: "lower" | "upper";
  rolePolicies?: "object" | "text";
  roleCreateStatus?: number;
  createdRole?: "lower" | "upper" | "empty";
  roleListMs?: number | "never";
  nameTaken?: Refusal;
  unknownActions?: "kept" | "dropped" | Refusal;
  deleteRoleInUse?: number;
  // The Data API of one database.
  scopeMs?: number | "never";
  strangersKeyspaces?: "none" | "system" | "all" | "error";
  strangersKeyspace?: string;
  deadOnDatabase?: { readonly status: number; readonly code: string };
  cachedAfterRevocation?: boolean;
  // GitHub.
  keyIdType?: "string" | "number";
  secretCreated?: number;
  secretUpdated?: number;
  updatedAtSecond?: "same" | "next" | "alternating";
  unopenableBox?: number;
  pathsById?: boolean;
}

export type FactName = keyof Facts;
