import { randomBytes, randomInt } from "node:crypto";

/** A level of access to one kind of resource; write includes read. */
export type Level = "read" | "write";

/**
 * Permissions of a fine-grained or App token, such as `{ secrets: "write" }`.
 */
export type Permissions = Readonly<Record<string, Level>>;

/**
 * How the answers to a token tell when it expires: in UTC, with the offset of
 * some time zone (both forms were recorded), or not at all. In UTC when absent.
 */
export type ExpiryHeader = "utc" | "offset" | "absent";

/** What a token is and may do. */
export type TokenGrant =
  /**
   * A classic personal access token: all that its user may do, within its
   * scopes.
   */
  | {
      readonly kind: "classic";
      readonly scopes: readonly string[];
      readonly user?: string;
      /**
       * Accounts whose repositories the user is a member of; all when absent.
       */
      readonly owners?: readonly string[];
      /** The user's role in those; `admin` when absent. */
      readonly role?: "read" | "write" | "admin";
      /** Organizations that the token is authorised for by single sign-on. */
      readonly ssoOrganizations?: readonly string[];
      /** Epoch milliseconds. */
      readonly expiresAt?: number;
      readonly expiryHeader?: ExpiryHeader;
    }
  /** A fine-grained personal access token for the repositories of one owner. */
  | {
      readonly kind: "fine-grained";
      readonly owner: string;
      readonly permissions: Permissions;
      /** All of the owner's when absent. */
      readonly repositories?: readonly { readonly id: number }[];
      readonly user?: string;
      /**
       * The organization has not approved the token: it reads public data only.
       */
      readonly pending?: boolean;
      /** Epoch milliseconds. */
      readonly expiresAt?: number;
      readonly expiryHeader?: ExpiryHeader;
    }
  /** A token of an App's installation at one owner; it lives for an hour. */
  | {
      readonly kind: "installation";
      readonly owner: string;
      readonly permissions: Permissions;
      /** All of the owner's when absent; at most 500. */
      readonly repositories?: readonly { readonly id: number }[];
      /** Id of the installation that it was made for. */
      readonly installation?: number;
      /**
       * `jwt` is the longer form that GitHub is moving to; either when absent.
       */
      readonly form?: "opaque" | "jwt";
    }
  /** The GITHUB_TOKEN of a job; it can never have a permission for secrets. */
  | {
      readonly kind: "workflow";
      readonly repository: { readonly id: number };
      readonly permissions?: Permissions;
    };

/** A token that was issued. */
export interface Token {
  readonly value: string;
  readonly grant: TokenGrant;
  /** Epoch milliseconds. */
  readonly issuedAt: number;
  /** Epoch milliseconds; absent for tokens that never expire. */
  readonly expiresAt?: number;
  /**
   * Who the token's requests count for: tokens of one user share their limits.
   */
  readonly principal: string;
}

/** All tokens that GitHub issued. */
export interface Tokens {
  /** Throws when GitHub could not issue such a token. */
  issue(grant: TokenGrant): string;
  revoke(value: string): void;
  /** Every token that is neither revoked nor expired. */
  alive(): readonly Token[];
  /** The token of that value, unless it was revoked or has expired. */
  find(value: string): Token | undefined;
}

const hour = 3_600_000;

/** What the `permissions` key of a workflow can grant. */
const workflowPermissions: readonly string[] = [
  "actions",
  "artifact_metadata",
  "attestations",
  "checks",
  "contents",
  "deployments",
  "discussions",
  "id_token",
  "issues",
  "metadata",
  "models",
  "packages",
  "pages",
  "pull_requests",
  "repository_projects",
  "security_events",
  "statuses",
];

/** No tokens yet. */
export function createTokens(clock: { now(): number }): Tokens {
  const tokens = new Map<string, Token>();
  const isAlive = ({ expiresAt }: Token): boolean =>
    expiresAt === undefined || expiresAt > clock.now();
  return {
    issue: (grant) => {
      refuseImpossible(grant);
      const value = tokenValue(grant);
      const expiresAt = expiry(grant, clock.now());
      const issuedAt = clock.now();
      const token = { value, grant, issuedAt, principal: principal(grant) };
      tokens.set(
        value,
        expiresAt === undefined ? token : { ...token, expiresAt },
      );
      return value;
    },
    revoke: (value) => {
      if (!tokens.delete(value)) throw new Error("no such token");
    },
    alive: () => [...tokens.values()].filter(isAlive),
    find: (value) => {
      const token = tokens.get(value);
      return token !== undefined && isAlive(token) ? token : undefined;
    },
  };
}

function refuseImpossible(grant: TokenGrant): void {
  if (grant.kind === "installation" && (grant.repositories?.length ?? 0) > 500)
    throw new Error("an installation token covers at most 500 repositories");
  if (grant.kind !== "workflow") return;
  for (const permission of Object.keys(grant.permissions ?? {}))
    if (!workflowPermissions.includes(permission))
      throw new Error(`a workflow cannot be granted ${permission}`);
}

function expiry(grant: TokenGrant, now: number): number | undefined {
  switch (grant.kind) {
    case "classic":
    case "fine-grained":
      return grant.expiresAt;
    case "installation":
      return now + hour;
    case "workflow":
      return now + 24 * hour;
  }
}

function principal(grant: TokenGrant): string {
  switch (grant.kind) {
    case "classic":
    case "fine-grained":
      return `user ${grant.user ?? "octocat"}`;
    case "installation":
      return `installation at ${grant.owner}`;
    case "workflow":
      return `installation for repository ${grant.repository.id}`;
  }
}

/** Lengths are random on purpose: GitHub promises none. */
function tokenValue(grant: TokenGrant): string {
  switch (grant.kind) {
    case "classic":
      return `ghp_${letters(36, 60)}`;
    case "fine-grained":
      return `github_pat_${letters(22, 30)}_${letters(59, 90)}`;
    case "installation": {
      const form = grant.form ?? (randomInt(2) === 0 ? "opaque" : "jwt");
      return form === "opaque" ? `ghs_${letters(36, 80)}` : webToken();
    }
    case "workflow":
      return `ghs_${letters(36, 80)}`;
  }
}

function letters(least: number, most: number): string {
  const alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  const length = randomInt(least, most + 1);
  return Array.from({ length }, () =>
    alphabet.charAt(randomInt(alphabet.length)),
  ).join("");
}

function webToken(): string {
  const header = Buffer.from('{"alg":"RS256","typ":"JWT"}');
  const parts = [header, randomBytes(randomInt(120, 400)), randomBytes(256)];
  const encoded = parts.map((part) => part.toString("base64url")).join(".");
  return `ghs_${randomInt(10_000, 9_999_999)}_${encoded}`;
}
