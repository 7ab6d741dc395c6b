import type { OrganizationSpec, Store, TargetSpec } from "./target-spec.ts";

/** Under which all operations on the secrets of a place lie: a URL template with its parameters. */
export interface SecretRoutes {
  readonly secrets: string;
  readonly parameters: Readonly<Record<string, string | number>>;
}

/**
 * Where a target's secrets are.
 * https://docs.github.com/en/rest/actions/secrets and its sisters for Dependabot, Codespaces and agents
 */
export function routesOf(spec: TargetSpec): SecretRoutes {
  if (spec.kind === "organization") return organizationRoutes(spec);
  const { owner, repository: repo } = spec;
  return below("/repos/{owner}/{repo}", { owner, repo }, spec);
}

/**
 * The same place by its repository's numeric id, which no rename and no new
 * repository of the same name changes; GitHub's own redirects lead there.
 */
export function routesById(
  spec: Exclude<TargetSpec, OrganizationSpec>,
  id: number,
): SecretRoutes {
  return below("/repositories/{repository_id}", { repository_id: id }, spec);
}

/** The secrets of a repository in a store, by name. */
export function repositoryRoutes(
  store: Store,
  owner: string,
  repo: string,
): SecretRoutes {
  return {
    secrets: `/repos/{owner}/{repo}/${store}/secrets`,
    parameters: { owner, repo },
  };
}

/** Whether a name can be a part of a URL's path that stays where it is; a slash in it is encoded. */
export function isSegment(name: string): boolean {
  return !/^\.{0,2}$/u.test(name);
}

/** The Actions secrets of an environment, by name. */
export function environmentRoutes(
  owner: string,
  repo: string,
  environment: string,
): SecretRoutes {
  return {
    secrets: "/repos/{owner}/{repo}/environments/{environment_name}/secrets",
    parameters: { owner, repo, environment_name: environment },
  };
}

function organizationRoutes(spec: OrganizationSpec): SecretRoutes {
  return {
    secrets: `/orgs/{org}/${spec.store}/secrets`,
    parameters: { org: spec.organization },
  };
}

function below(
  repository: string,
  parameters: Readonly<Record<string, string | number>>,
  spec: Exclude<TargetSpec, OrganizationSpec>,
): SecretRoutes {
  return spec.kind === "environment"
    ? {
        secrets: `${repository}/environments/{environment_name}/secrets`,
        parameters: { ...parameters, environment_name: spec.environment },
      }
    : { secrets: `${repository}/${spec.store}/secrets`, parameters };
}
