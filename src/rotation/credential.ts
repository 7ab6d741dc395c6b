import type { Secret } from "./secret.ts";

/** One Astra token with its secrets, as the answer that minted it gave it. */
export interface Credential {
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** `AstraCS:` + client id + `:` + lower-case hex of SHA-256(client secret). */
  readonly token: Secret;
  readonly organization: string;
  readonly roles: readonly string[];
  /** On Astra's clock, epoch milliseconds; undefined when the answer did not say. */
  readonly generatedOn: number | undefined;
  /** Epoch milliseconds; undefined when it never expires. */
  readonly expiresOn: number | undefined;
}

/** One entry of the organization's token list; it never holds a secret. */
export interface ListedToken {
  readonly clientId: string;
  readonly roles: readonly string[];
  /** On Astra's clock, epoch milliseconds; undefined when the list does not say. */
  readonly generatedOn: number | undefined;
  readonly expiresOn: number | undefined;
  readonly description: string;
}

/** A role as the organization knows it. */
export interface Role {
  readonly id: string;
  /** The names that mean this role: the API's and, for built-in roles, the one of the Astra UI. */
  readonly names: readonly string[];
  /** Whether its holders may mint or revoke tokens: more than a consumer needs. */
  readonly managesTokens: boolean;
}

/** Whether a token's listed roles are exactly the wanted ones; lists may show names in place of ids. */
export function hasRoles(
  listed: readonly string[],
  wanted: readonly Role[],
): boolean {
  const means = (entry: string, role: Role): boolean => {
    const lower = entry.toLowerCase();
    return (
      lower === role.id.toLowerCase() ||
      role.names.some((name) => name.toLowerCase() === lower)
    );
  };
  return (
    listed.every((entry) => wanted.some((role) => means(entry, role))) &&
    wanted.every((role) => listed.some((entry) => means(entry, role)))
  );
}

/** Whether a listed token has other roles than the wanted ones; a list that shows none says nothing about them. */
export function hasOtherRoles(
  { roles }: Pick<ListedToken, "roles">,
  wanted: readonly Role[],
): boolean {
  return roles.length > 0 && !hasRoles(roles, wanted);
}
