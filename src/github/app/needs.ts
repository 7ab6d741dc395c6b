import {
  ACTIONS,
  ENVIRONMENTS,
  type Level,
  type Permission,
  permissionFor,
  repositoryPermission,
} from "../permissions.ts";
import { ownerOf, type TargetSpec } from "../target-spec.ts";

/** A permission at a level. */
export interface Grant {
  readonly permission: Permission;
  readonly level: Level;
}

/** What one installation token has to allow, and no more. */
export interface AppNeeds {
  readonly owner: string;
  /** Without these the run cannot do its work. */
  readonly required: readonly Grant[];
  /**
   * Asked for where the installation has them: for the search for shadows and
   * active runs.
   */
  readonly optional: readonly Grant[];
  /**
   * Names of the repositories that the token is narrowed to; undefined for all
   * that the installation covers.
   */
  readonly repositories: readonly string[] | undefined;
  /**
   * A repository by which the installation can be found; undefined when the
   * owner is an organization for certain.
   */
  readonly example: string | undefined;
}

/**
 * A token cannot be narrowed to more.
 * https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app
 */
const MAX_REPOSITORIES = 500;

/** What a GitHub App's token for one owner's targets needs. */
export function needsOf(
  owner: string,
  specs: readonly TargetSpec[],
  drain: boolean,
): AppNeeds {
  const own = specs.filter(
    (spec) => ownerOf(spec).toLowerCase() === owner.toLowerCase(),
  );
  const required = own.map((spec) => permissionFor(spec));
  const welcome = own.flatMap((spec): readonly Permission[] => {
    if (spec.kind === "environment") return [];
    const environments =
      spec.store === "actions" ? [ENVIRONMENTS, ACTIONS] : [];
    return spec.kind === "organization"
      ? [repositoryPermission(spec.store), ...environments]
      : environments;
  });
  if (drain) welcome.push(ACTIONS);
  const names = repositoriesOf(own);
  return {
    owner,
    required: unique(required).map((permission) => ({
      permission,
      level: "write",
    })),
    optional: unique(welcome)
      .filter(({ key }) => required.every((other) => other.key !== key))
      .map((permission) => ({ permission, level: "read" })),
    repositories:
      names !== undefined && names.length <= MAX_REPOSITORIES
        ? names
        : undefined,
    example: own.some(({ kind }) => kind === "organization")
      ? undefined
      : names?.[0],
  };
}

/**
 * The repositories of these targets by name; undefined when an organization's
 * target may be read by any.
 */
function repositoriesOf(
  specs: readonly TargetSpec[],
): readonly string[] | undefined {
  const names = new Map<string, string>();
  for (const spec of specs) {
    if (spec.kind === "organization") return undefined;
    names.set(spec.repository.toLowerCase(), spec.repository);
  }
  return [...names.values()];
}

function unique(permissions: readonly Permission[]): readonly Permission[] {
  return [...new Map(permissions.map((one) => [one.key, one])).values()];
}
