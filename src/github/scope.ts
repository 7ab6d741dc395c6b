/** A level at which GitHub keeps secrets. */
export type Scope =
  | {
      readonly kind: "repository";
      readonly owner: string;
      readonly repository: string;
    }
  | {
      readonly kind: "environment";
      readonly owner: string;
      readonly repository: string;
      readonly environment: string;
    };

/** The operations on the secrets of one scope, as URL templates with their parameters. */
export interface ScopeRoutes {
  /** Under which all operations on secrets lie. */
  readonly secrets: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** The permission that a token needs, as GitHub's settings pages name it. */
  readonly permission: string;
}

/**
 * Where a scope's secrets are.
 * https://docs.github.com/en/rest/actions/secrets
 */
export function routesOf(scope: Scope): ScopeRoutes {
  const repository = { owner: scope.owner, repo: scope.repository };
  switch (scope.kind) {
    case "repository":
      return {
        secrets: "/repos/{owner}/{repo}/actions/secrets",
        parameters: repository,
        permission: "“Secrets: read and write”",
      };
    case "environment":
      return {
        secrets:
          "/repos/{owner}/{repo}/environments/{environment_name}/secrets",
        parameters: { ...repository, environment_name: scope.environment },
        permission: "“Environments: read and write”",
      };
    default:
      return scope satisfies never;
  }
}

/** The scope as people read it; the only texts in it come from validated inputs, made inert. */
export function nameOf(scope: Scope): string {
  const repository = `${scope.owner}/${scope.repository}`;
  switch (scope.kind) {
    case "repository":
      return repository;
    case "environment":
      return `environment “${inert(scope.environment)}” of ${repository}`;
    default:
      return scope satisfies never;
  }
}

function inert(text: string): string {
  return text.replace(/[^\p{L}\p{N} ./_+-]/gu, "?").slice(0, 80);
}
