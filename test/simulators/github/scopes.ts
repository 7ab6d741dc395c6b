/**
 * The stores in which GitHub keeps secrets; each has keys and secrets of its
 * own.
 */
export type SecretStoreName =
  "actions" | "dependabot" | "codespaces" | "agents";

/** The levels at which a store keeps secrets. */
export type ScopeKind = "repository" | "environment" | "organization";

/** One place that holds secrets, named as a person would name it. */
export type SecretScope =
  | {
      readonly store: SecretStoreName;
      readonly kind: "repository";
      readonly owner: string;
      readonly name: string;
    }
  | {
      readonly store: "actions";
      readonly kind: "environment";
      readonly owner: string;
      readonly name: string;
      readonly environment: string;
    }
  | {
      readonly store: SecretStoreName;
      readonly kind: "organization";
      readonly organization: string;
    };

/** A property of a secret PUT that carries the value. */
export type ValueField = "encrypted_value" | "key_id";

/** The rules of one (store, kind) pair. */
export interface ScopeRow {
  readonly store: SecretStoreName;
  readonly kind: ScopeKind;
  /** App and fine-grained permission. */
  readonly permission: string;
  /**
   * What reading takes; Codespaces secrets of a repository need write even for
   * that.
   */
  readonly readLevel: "read" | "write";
  /** Scope of a classic token. */
  readonly classicScope: "repo" | "admin:org";
  /** Role that a classic token's user needs in a repository. */
  readonly role: "write" | "admin";
  /**
   * A classic token needs no scope for the public key of a public repository.
   */
  readonly freePublicKey: boolean;
  /** Properties that the API description marks as required in a PUT. */
  readonly required: readonly ValueField[];
  /** Whether ids in `selected_repository_ids` may also be strings. */
  readonly stringIds: boolean;
  /** The most secrets that one scope holds. */
  readonly capacity: number;
}

const sealed = ["encrypted_value", "key_id"] as const;

function row(
  store: SecretStoreName,
  kind: ScopeKind,
  permission: string,
  special: Partial<ScopeRow> = {},
): ScopeRow {
  const organization = kind === "organization";
  return {
    store,
    kind,
    permission,
    readLevel: "read",
    classicScope: organization ? "admin:org" : "repo",
    role: "write",
    freePublicKey: false,
    required: [],
    stringIds: true,
    capacity: organization ? 1_000 : 100,
    ...special,
  };
}

/**
 * Every (store, kind) pair that GitHub has, with its rules, after
 * https://docs.github.com/en/rest/actions/secrets and its sister pages. The
 * permission names of the agents store are not published: those are guesses.
 */
export const scopeRows: readonly ScopeRow[] = [
  row("actions", "repository", "secrets", {
    required: sealed,
    freePublicKey: true,
  }),
  row("actions", "environment", "environments", { required: sealed }),
  row("actions", "organization", "organization_secrets"),
  row("dependabot", "repository", "dependabot_secrets"),
  row("dependabot", "organization", "organization_dependabot_secrets"),
  row("codespaces", "repository", "codespaces_secrets", {
    readLevel: "write",
    role: "admin",
  }),
  row("codespaces", "organization", "organization_codespaces_secrets", {
    stringIds: false,
  }),
  row("agents", "repository", "agent_secrets", { required: sealed }),
  row("agents", "organization", "organization_agent_secrets", {
    required: sealed,
    stringIds: false,
  }),
];

/**
 * The row of a (store, kind) pair, or undefined where GitHub has no such store.
 */
export function findScopeRow(
  store: string,
  kind: ScopeKind,
): ScopeRow | undefined {
  return scopeRows.find((row) => row.store === store && row.kind === kind);
}
