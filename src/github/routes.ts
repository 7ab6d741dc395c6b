import type { Store, TargetSpec } from "./target-spec.ts";

/** Where a target's secrets are, and what a token needs there. */
export interface SecretRoutes {
  /** Under which all operations on secrets lie, as a URL template. */
  readonly secrets: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** The permission as GitHub's settings pages name it. */
  readonly permission: string;
}

/** What GitHub's settings pages call the permission for the secrets of a store. */
const PERMISSIONS: Readonly<
  Record<Store, { readonly repository: string; readonly organization: string }>
> = {
  actions: { repository: "Secrets", organization: "Secrets" },
  dependabot: {
    repository: "Dependabot secrets",
    organization: "Organization dependabot secrets",
  },
  codespaces: {
    repository: "Codespaces secrets",
    organization: "Organization codespaces secrets",
  },
  agents: { repository: "Agent secrets", organization: "Agent secrets" },
};

/**
 * Where a target's secrets are.
 * https://docs.github.com/en/rest/actions/secrets and its sisters for Dependabot, Codespaces and agents
 */
export function routesOf(spec: TargetSpec): SecretRoutes {
  const { repository, organization } = PERMISSIONS[spec.store];
  switch (spec.kind) {
    case "repository":
      return {
        secrets: `/repos/{owner}/{repo}/${spec.store}/secrets`,
        parameters: { owner: spec.owner, repo: spec.repository },
        permission: `“${repository}: read and write”`,
      };
    case "environment":
      return {
        secrets:
          "/repos/{owner}/{repo}/environments/{environment_name}/secrets",
        parameters: {
          owner: spec.owner,
          repo: spec.repository,
          environment_name: spec.environment,
        },
        permission: "“Environments: read and write”",
      };
    case "organization":
      return {
        secrets: `/orgs/{org}/${spec.store}/secrets`,
        parameters: { org: spec.organization },
        permission: `“${organization}: read and write” of the organization`,
      };
    default:
      return spec satisfies never;
  }
}
