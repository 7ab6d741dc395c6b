import type { OrganizationSpec, TargetSpec } from "./target-spec.ts";

/** The path of a place's secrets: a URL template and its parameters. */
export interface SecretRoutes {
  readonly secrets: string;
  readonly parameters: Readonly<Record<string, string | number>>;
}

/** What lies in a repository. */
type InRepository = Exclude<TargetSpec, OrganizationSpec>;

/**
 * Where a target's secrets are.
 * https://docs.github.com/en/rest/actions/secrets and the pages for Dependabot,
 * Codespaces and agents
 */
export function routesOf(spec: TargetSpec): SecretRoutes {
  if (spec.kind === "organization") {
    return {
      secrets: `/orgs/{org}/${spec.store}/secrets`,
      parameters: { org: spec.organization },
    };
  }
  const { owner, repository: repo } = spec;
  return below("/repos/{owner}/{repo}", { owner, repo }, spec);
}

/**
 * The same place by its repository's numeric id, which no rename and no new
 * repository of the same name changes. GitHub's redirects lead there.
 */
export function routesById(spec: InRepository, id: number): SecretRoutes {
  return below("/repositories/{repository_id}", { repository_id: id }, spec);
}

/**
 * Whether a name as a segment of a URL's path stays where it is; a slash in it
 * gets encoded.
 */
export function isSegment(name: string): boolean {
  return !/^\.{0,2}$/u.test(name);
}

function below(
  repository: string,
  parameters: SecretRoutes["parameters"],
  spec: InRepository,
): SecretRoutes {
  return spec.kind === "environment"
    ? {
        secrets: `${repository}/environments/{environment_name}/secrets`,
        parameters: { ...parameters, environment_name: spec.environment },
      }
    : { secrets: `${repository}/${spec.store}/secrets`, parameters };
}
