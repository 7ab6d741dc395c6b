import type { Secret } from "./secret.ts";

/** One Astra token with its secrets, as the answer that minted it gave it. */
export interface Credential {
  readonly clientId: string;
  readonly clientSecret: Secret;
  /**
   * `AstraCS:` + client id + `:` + lower-case hex of SHA-256(client secret).
   */
  readonly token: Secret;
  readonly organization: string;
  readonly roles: readonly string[];
  /**
   * On Astra's clock, epoch milliseconds; undefined when the answer did not
   * say.
   */
  readonly generatedOn: number | undefined;
  /** Epoch milliseconds; undefined when it never expires. */
  readonly expiresOn: number | undefined;
}

/** One entry of the organization's token list; it never holds a secret. */
export interface ListedToken {
  readonly clientId: string;
  readonly roles: readonly string[];
  /**
   * On Astra's clock, epoch milliseconds; undefined when the list does not say.
   */
  readonly generatedOn: number | undefined;
  readonly expiresOn: number | undefined;
  readonly description: string;
}

/**
 * Whether a token has expired at an instant of Astra's clock: it is gone then,
 * whether it is listed or not.
 */
export function hasExpired(
  { expiresOn }: Pick<ListedToken, "expiresOn">,
  astraNow: number,
): boolean {
  return expiresOn !== undefined && expiresOn <= astraNow;
}

/** A role as the organization knows it. */
export interface Role {
  readonly id: string;
  /**
   * The names that mean this role: the API's and, for built-in roles, the one
   * of the Astra UI; none when only the id is known.
   */
  readonly names: readonly string[];
  /**
   * Whether its holders may mint or revoke tokens: more than a consumer needs.
   */
  readonly managesTokens: boolean;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

/**
 * Whether a token's listed roles are exactly the wanted ones; lists may show
 * names in place of ids.
 */
export function hasRoles(
  listed: readonly string[],
  wanted: readonly Role[],
): boolean {
  return (
    listed.every((entry) => wanted.some((role) => means(entry, role))) &&
    wanted.every((role) => listed.some((entry) => means(entry, role)))
  );
}

/**
 * Whether a listed token certainly has other roles than the wanted ones. A list
 * that shows no roles says nothing about them, nor do no wanted roles, nor does
 * a name beside a role of which only the id is known: they cannot be brought
 * together.
 */
export function hasOtherRoles(
  { roles }: Pick<ListedToken, "roles">,
  wanted: readonly Role[],
): boolean {
  if (roles.length === 0 || wanted.length === 0) return false;
  // A list may show one role twice.
  const strange = new Set(
    roles.filter((entry) => !wanted.some((role) => means(entry, role))),
  );
  const open = wanted.filter(
    (role) => !roles.some((entry) => means(entry, role)),
  );
  // A role without names may be any of the names that mean none of the others.
  const couldBeOpen = [...strange].every((entry) => !UUID.test(entry));
  const couldBeStrange = open.every(({ names }) => names.length === 0);
  return !(couldBeOpen && couldBeStrange && strange.size === open.length);
}

function means(entry: string, role: Role): boolean {
  const lower = entry.toLowerCase();
  return (
    lower === role.id.toLowerCase() ||
    role.names.some((name) => name.toLowerCase() === lower)
  );
}
