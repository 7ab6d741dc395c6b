/** What the action was doing when Astra's answer went wrong. */
export type AstraTask =
  | "read the organization"
  | "list the roles"
  | "create the role"
  | "list the tokens"
  | "mint a token"
  | "revoke a token";

/** Whose token a request was sent with. */
export type Bearer = "astra-token" | "the new token";

/** One request, as a failure speaks of it. */
export interface AstraAttempt {
  readonly task: AstraTask;
  readonly bearer: Bearer;
  /** Name and port of the server that was asked. */
  readonly host: string;
  /** The action that was at work; the rotation unless given. */
  readonly action?: "prepare-role" | undefined;
  /** Whether the order of a token asks for an expiry. */
  readonly hasExpiry?: boolean;
}

/** How a task is spoken of. */
export interface TaskWords {
  /** The task as something under way. */
  readonly doing: string;
  /** The permission that it needs, as the Astra UI and API name it. */
  readonly permission: string | undefined;
}

/** The words of each task. */
export const WORDS: Readonly<Record<AstraTask, TaskWords>> = {
  "read the organization": {
    doing: "reading the organization",
    permission: undefined,
  },
  "list the roles": {
    doing: "listing the roles",
    permission: "org-role-read",
  },
  "create the role": {
    doing: "creating the role",
    permission: "org-role-write",
  },
  "list the tokens": {
    doing: "listing the tokens",
    permission: "org-token-read",
  },
  "mint a token": {
    doing: "minting a token",
    permission: "org-token-write",
  },
  "revoke a token": {
    doing: "revoking a token",
    permission: "org-token-write",
  },
};

/**
 * Why a request may have been refused for want of rights, most likely first.
 */
export function accessCauses({
  task,
  action,
}: AstraAttempt): readonly string[] {
  const { permission } = WORDS[task];
  const isNeedless = task === "list the roles" && action === undefined;
  return [
    permission === undefined
      ? "the token is no longer valid"
      : `its role lacks the permission ${permission}${isNeedless ? " (not needed when `role` is a role's ID)" : ""}`,
    ...(task === "mint a token"
      ? ["the new token would have more permissions than it has"]
      : []),
    ...(task === "create the role"
      ? ["the new role would have more permissions than it has"]
      : []),
    "the organization's IP access list does not include this runner",
  ];
}

/**
 * Why a minting may have been refused for what it asked for, most likely first.
 */
export function mintCauses({ hasExpiry }: AstraAttempt): readonly string[] {
  return [
    ...(hasExpiry === true
      ? ["`token-lifetime` is longer than the organization allows"]
      : []),
    "the organization has reached its number of tokens",
    "the role cannot be given to a token",
  ];
}

/**
 * Why a role may have been refused for what it is, most likely first.
 */
export const ROLE_CAUSES: readonly string[] = [
  "the organization has reached its number of custom roles",
  "Astra no longer knows an action that the role allows; check for a newer version of this action",
];

/** Causes in a sentence. */
export function likely(causes: readonly string[]): string {
  return causes.length === 1
    ? `Likely cause: ${causes[0] ?? ""}.`
    : `Likely causes, most likely first: ${causes.join("; ")}.`;
}
