import type { GithubState } from "./call.ts";
import {
  environmentPlace,
  organizationPlace,
  repositoryPlace,
} from "./places.ts";
import { findEnvironment, type Repository } from "./repositories.ts";
import { findScopeRow, type ScopeKind, type ScopeRow } from "./scopes.ts";
import type { SecretCell, Vault } from "./secret-store.ts";

/** The job that reads a secret. */
export interface ReadingJob {
  readonly repository: { readonly id: number };
  /** The environment that the job names. */
  readonly environment?: string;
}

/** What `secrets.NAME` is in a job, and the level that it comes from. */
export interface JobSecret {
  readonly level: ScopeKind;
  readonly value: string;
}

/** What jobs read of the secrets. */
export interface JobSecrets {
  /**
   * What the expression `secrets.NAME` of a job gives: of secrets of one name
   * that of the environment wins over the repository's, and that over the
   * organization's. Undefined when it is empty.
   * https://docs.github.com/en/actions/reference/security/secrets#organization-and-repository-secrets
   */
  secretInJob(job: ReadingJob, name: string): JobSecret | undefined;
}

/** The secrets of the Actions store, as jobs read them. */
export function jobSecrets(state: GithubState): JobSecrets {
  return {
    secretInJob: (job, name) => {
      const repository = state.repositories.byId(job.repository.id);
      if (repository === undefined) return undefined;
      for (const [level, vault] of vaultsOf(state, repository, job)) {
        const cell = vault.get(name);
        if (cell === undefined || !isShownTo(cell, repository)) continue;
        const { value } = cell;
        return value === undefined ? undefined : { level, value };
      }
      return undefined;
    },
  };
}

/** The vaults that a job reads, the winning one first. */
function vaultsOf(
  { vaults, repositories }: GithubState,
  repository: Repository,
  job: ReadingJob,
): readonly (readonly [ScopeKind, Vault])[] {
  const environment =
    job.environment === undefined
      ? undefined
      : findEnvironment(repository, job.environment);
  const organization = repositories.findOrganization(repository.owner);
  const places = [
    environment &&
      environmentPlace(row("environment"), repository, environment),
    repositoryPlace(row("repository"), repository),
    organization && organizationPlace(row("organization"), organization),
  ];
  return places.flatMap((place) =>
    place === undefined ? [] : [[place.row.kind, vaults.open(place)] as const],
  );
}

function row(kind: ScopeKind): ScopeRow {
  const found = findScopeRow("actions", kind);
  if (found === undefined) throw new Error(`no secrets of ${kind}`);
  return found;
}

function isShownTo({ access }: SecretCell, repository: Repository): boolean {
  switch (access?.visibility) {
    case undefined:
    case "all":
      return true;
    case "private":
      return repository.private;
    case "selected":
      return access.selected.includes(repository.id);
  }
}
