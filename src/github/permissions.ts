import type { Store, TargetSpec } from "./target-spec.ts";

/** A permission of a fine-grained token or a GitHub App. */
export interface Permission {
  /**
   * As the API names it.
   * https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app
   */
  readonly key: string;
  /** As GitHub's settings pages name it, without the level. */
  readonly title: string;
  readonly of: "repository" | "organization";
}

export type Level = "read" | "write";

/** Listing runs and environments. */
export const ACTIONS = repository("actions", "Actions");

export const METADATA = repository("metadata", "Metadata");

export const ENVIRONMENTS = repository("environments", "Environments");

export const SECRET_SCANNING = repository(
  "secret_scanning_alerts",
  "Secret scanning alerts",
);

/**
 * https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps
 */
const SECRETS: Readonly<
  Record<Store, Readonly<Record<"repository" | "organization", Permission>>>
> = {
  actions: {
    repository: repository("secrets", "Secrets"),
    organization: organization("organization_secrets", "Secrets"),
  },
  dependabot: {
    repository: repository("dependabot_secrets", "Dependabot secrets"),
    organization: organization(
      "organization_dependabot_secrets",
      "Organization dependabot secrets",
    ),
  },
  codespaces: {
    repository: repository("codespaces_secrets", "Codespaces secrets"),
    organization: organization(
      "organization_codespaces_secrets",
      "Organization codespaces secrets",
    ),
  },
  agents: {
    repository: repository("agent_secrets", "Agent secrets"),
    organization: organization("organization_agent_secrets", "Agent secrets"),
  },
};

/** The permission for the secrets of a target. */
export function permissionFor(spec: TargetSpec): Permission {
  if (spec.kind === "environment") return ENVIRONMENTS;
  return SECRETS[spec.store][spec.kind];
}

/** The permission for a repository's secrets in a store. */
export function repositoryPermission(store: Store): Permission {
  return SECRETS[store].repository;
}

/**
 * The scope that a classic token needs for the secrets of such a place.
 * https://docs.github.com/en/rest/actions/secrets
 */
export function classicScopeFor(
  kind: TargetSpec["kind"] | undefined,
): "repo" | "admin:org" {
  return kind === "organization" ? "admin:org" : "repo";
}

/** A permission as a person finds it in the settings. */
export function permissionWords(
  { title, of }: Permission,
  level: Level,
): string {
  const words = level === "write" ? "read and write" : "read-only";
  return `“${title}: ${words}”${of === "organization" ? " of the organization" : ""}`;
}

function repository(key: string, title: string): Permission {
  return { key, title, of: "repository" };
}

function organization(key: string, title: string): Permission {
  return { key, title, of: "organization" };
}
