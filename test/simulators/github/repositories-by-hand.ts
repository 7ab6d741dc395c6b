import type { History } from "../kernel/history.ts";
import type { GithubState } from "./call.ts";
import type { LeakedSecret, SecretAlert } from "./secret-scanning.ts";
import type {
  Environment,
  NewRepository,
  Repository,
  WorkflowRun,
} from "./repositories.ts";

/**
 * A repository as a test holds it; it stays valid when the repository is
 * renamed.
 */
export type RepositoryHandle = Readonly<
  Pick<Repository, "id" | "owner" | "name" | "private" | "archived">
>;

/** What people do with organizations, repositories and runs. */
export interface RepositoriesByHand {
  addOrganization(login: string): void;
  /**
   * Private by default; an owner that is no organization becomes a
   * user. Throws when the name is taken.
   */
  addRepository(options: NewRepository): RepositoryHandle;
  addEnvironment(
    repository: { readonly id: number },
    name: string,
  ): Environment;
  /** Its secrets and its key go with it. */
  deleteEnvironment(repository: { readonly id: number }, name: string): void;
  /**
   * Renames, or transfers when an owner is given; the old name redirects until
   * it is used again.
   */
  renameRepository(
    repository: { readonly id: number },
    to: { readonly name?: string; readonly owner?: string },
  ): void;
  archive(repository: { readonly id: number }): void;
  unarchive(repository: { readonly id: number }): void;
  /** Its environments, secrets and keys go with it. */
  deleteRepository(repository: { readonly id: number }): void;
  /** GitHub finds a secret in the repository; private ones need the feature. */
  leak(repository: { readonly id: number }, leaked: LeakedSecret): SecretAlert;
  /** All alerts of a repository, oldest first. */
  alerts(repository: { readonly id: number }): readonly Readonly<SecretAlert>[];
  setSecretScanning(
    repository: { readonly id: number },
    enabled: boolean,
  ): void;
  addWorkflowRun(
    repository: { readonly id: number },
    run?: { readonly workflow?: string; readonly status?: string },
  ): { readonly id: number };
  /** Moves a run on; `conclusion` goes with the status `completed`. */
  setRunStatus(id: number, status: string, conclusion?: string): void;
}

/** The pages of a simulated GitHub that are not about secrets. */
export function repositoriesByHand(
  state: GithubState,
  history: History,
): RepositoriesByHand {
  const { repositories, vaults, clock } = state;
  const change = (what: string, subject: string) => {
    const at = clock.now();
    history.record({ kind: "change", service: "github", what, subject, at });
  };
  const known = ({ id }: { readonly id: number }): Repository => {
    const repository = repositories.byId(id);
    if (repository === undefined) throw new Error(`no repository ${id}`);
    return repository;
  };
  const setArchived = (handle: { readonly id: number }, archived: boolean) => {
    const repository = known(handle);
    repository.archived = archived;
    change(
      archived ? "repository-archived" : "repository-unarchived",
      fullName(repository),
    );
  };
  return {
    addOrganization: (login) => {
      repositories.addOrganization(login);
      change("organization-added", login);
    },
    addRepository: (options) => {
      const repository = repositories.add(options, clock.now());
      change("repository-added", fullName(repository));
      return repository;
    },
    renameRepository: (handle, to) => {
      const repository = known(handle);
      const { id, owner, name } = repository;
      repositories.rename(id, to.owner ?? owner, to.name ?? name);
      change("repository-renamed", fullName(repository));
    },
    archive: (handle) => {
      setArchived(handle, true);
    },
    unarchive: (handle) => {
      setArchived(handle, false);
    },
    deleteRepository: (handle) => {
      const repository = known(handle);
      repositories.remove(repository.id);
      vaults.drop(({ repositoryId }) => repositoryId === repository.id);
      change("repository-deleted", fullName(repository));
    },
    ...environmentsByHand(state, known, change),
    ...runsByHand(state, known),
    leak: (handle, leaked) => state.alerts.add(known(handle), leaked),
    alerts: (handle) => state.alerts.of(handle),
    setSecretScanning: (handle, enabled) => {
      state.alerts.setEnabled(handle, enabled);
    },
  };
}

type Known = (handle: { readonly id: number }) => Repository;

function environmentsByHand(
  { repositories, vaults, clock }: GithubState,
  known: Known,
  change: (what: string, subject: string) => void,
): Pick<RepositoriesByHand, "addEnvironment" | "deleteEnvironment"> {
  return {
    addEnvironment: (handle, name) => {
      const repository = known(handle);
      const id = repositories.nextId();
      const environment = { id, name, createdAt: clock.now() };
      const key = name.toLowerCase();
      if (repository.environments.has(key))
        throw new Error(`${name} exists already`);
      repository.environments.set(key, environment);
      change("environment-added", `${fullName(repository)}/${name}`);
      return environment;
    },
    deleteEnvironment: (handle, name) => {
      const repository = known(handle);
      const key = name.toLowerCase();
      const environment = repository.environments.get(key);
      if (environment === undefined) throw new Error(`no environment ${name}`);
      repository.environments.delete(key);
      vaults.drop(
        ({ row, id }) => row.kind === "environment" && id === environment.id,
      );
      change("environment-deleted", `${fullName(repository)}/${name}`);
    },
  };
}

function runsByHand(
  { repositories, clock }: GithubState,
  known: Known,
): Pick<RepositoriesByHand, "addWorkflowRun" | "setRunStatus"> {
  const runs = new Map<number, WorkflowRun>();
  return {
    addWorkflowRun: (handle, options = {}) => {
      const repository = known(handle);
      const at = clock.now();
      const run: WorkflowRun = {
        id: repositories.nextId(),
        number: repository.runs.length + 1,
        workflow: options.workflow ?? "ci.yml",
        status: options.status ?? "queued",
        conclusion: null,
        createdAt: at,
        updatedAt: at,
      };
      repository.runs.push(run);
      runs.set(run.id, run);
      return { id: run.id };
    },
    setRunStatus: (id, status, conclusion) => {
      const run = runs.get(id);
      if (run === undefined) throw new Error(`no run ${id}`);
      run.status = status;
      run.conclusion = conclusion ?? null;
      run.updatedAt = clock.now();
    },
  };
}

function fullName({ owner, name }: Repository): string {
  return `${owner}/${name}`;
}
