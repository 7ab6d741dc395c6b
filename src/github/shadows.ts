import type { Override } from "../rotation/observation.ts";
import type { Account } from "./account.ts";
import type { Call } from "./client.ts";
import { readPages } from "./pages.ts";
import { ENVIRONMENTS, permissionWords } from "./permissions.ts";
import {
  environmentRoutes,
  isSegment,
  repositoryRoutes,
  type SecretRoutes,
} from "./routes.ts";
import {
  type EnvironmentSpec,
  nameOf,
  type RepositorySpec,
  type TargetSpec,
} from "./target-spec.ts";
import { EnvironmentListWire, readBody, SecretListWire } from "./wire.ts";

/** What is looked for: a secret of the same name that would win over a target's. */
export interface OverrideSearch {
  /** The target's name as people read it. */
  readonly target: string;
  /** Whether the target is above the repository, so that the repository wins, too. */
  readonly isAbove: boolean;
  /** Names of the secrets that are published, in upper case. */
  readonly names: readonly string[];
  /** Whether a place is itself a target, and so gets the same value. */
  readonly isTarget: (spec: TargetSpec) => boolean;
}

/**
 * The places below a repository that win over a target: its environments and,
 * for a target above the repository, the repository itself. Never throws: what
 * may not be read is not looked at.
 * https://docs.github.com/en/actions/reference/security/secrets
 */
export async function overridesBelow(
  { call: patient, token }: Account,
  place: Pick<RepositorySpec, "owner" | "repository" | "store">,
  search: OverrideSearch,
): Promise<readonly Override[]> {
  const { owner, repository, store } = place;
  // Nothing depends on these reads, so none is sent twice.
  const call: Call = (question) => patient(question, { once: true });
  const task = (what: string) => ({
    what,
    target: `${owner}/${repository}`,
    permission: permissionWords(ENVIRONMENTS, "read"),
    token,
  });
  const lookInto = async (
    spec: RepositorySpec | EnvironmentSpec,
    routes: SecretRoutes,
  ): Promise<readonly Override[]> => {
    if (search.isTarget(spec)) return [];
    const found = await readPages(
      call,
      { path: routes.secrets, parameters: routes.parameters },
      task("list the secrets"),
      ({ body }) => {
        const wire = readBody(SecretListWire, body);
        return wire && { items: wire.secrets, total: wire.total_count };
      },
    );
    const present = new Set(found.map(({ name }) => name.toUpperCase()));
    return search.names
      .filter((name) => present.has(name))
      .map((secretName) => ({
        target: search.target,
        secretName,
        by: nameOf(spec),
      }));
  };
  const environments = async (): Promise<readonly Override[]> => {
    if (store !== "actions") return [];
    const listed = await readPages(
      call,
      {
        path: "/repos/{owner}/{repo}/environments",
        parameters: { owner, repo: repository },
      },
      task("list the environments"),
      ({ body }) => {
        const wire = readBody(EnvironmentListWire, body);
        return wire && { items: wire.environments, total: wire.total_count };
      },
    );
    const shadows = listed
      .filter(({ name }) => isSegment(name))
      .map(({ name: environment }) =>
        quietly(
          lookInto(
            { kind: "environment", store, owner, repository, environment },
            environmentRoutes(owner, repository, environment),
          ),
        ),
      );
    return (await Promise.all(shadows)).flat();
  };
  const itself = (): Promise<readonly Override[]> =>
    search.isAbove
      ? lookInto(
          { kind: "repository", store, owner, repository },
          repositoryRoutes(store, owner, repository),
        )
      : Promise.resolve([]);
  const found = await Promise.all([quietly(environments()), quietly(itself())]);
  return found.flat();
}

async function quietly(
  search: Promise<readonly Override[]>,
): Promise<readonly Override[]> {
  try {
    return await search;
  } catch {
    return [];
  }
}
