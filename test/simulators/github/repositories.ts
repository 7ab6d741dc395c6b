/** A user or an organization. */
export interface Account {
  readonly id: number;
  readonly login: string;
  readonly type: "Organization" | "User";
}

/** A deployment environment of a repository. */
export interface Environment {
  readonly id: number;
  readonly name: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

/** A workflow run, as far as the list of runs tells it. */
export interface WorkflowRun {
  readonly id: number;
  readonly number: number;
  readonly workflow: string;
  status: string;
  conclusion: string | null;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** Epoch milliseconds. */
  updatedAt: number;
}

/** A repository; its id outlives every change of its name. */
export interface Repository {
  readonly id: number;
  owner: string;
  name: string;
  readonly private: boolean;
  archived: boolean;
  readonly createdAt: number;
  readonly environments: Map<string, Environment>;
  readonly runs: WorkflowRun[];
}

/** What finding a repository by name comes to. */
export type FoundRepository =
  | { readonly kind: "here"; readonly repository: Repository }
  | { readonly kind: "moved"; readonly repository: Repository }
  | { readonly kind: "none" };

/** All accounts and repositories of the simulated GitHub. */
export interface Repositories {
  /** The account of that login, made as a user when there is none. */
  account(login: string): Account;
  findOrganization(login: string): Account | undefined;
  addOrganization(login: string): Account;
  organizationById(id: number): Account | undefined;
  /** Throws when the name is taken. A redirect from that name ends. */
  add(options: NewRepository, at: number): Repository;
  byId(id: number): Repository | undefined;
  /** All repositories of an owner, oldest first. */
  of(owner: string): readonly Repository[];
  byName(owner: string, name: string): FoundRepository;
  /** Renames or transfers; the old name redirects until somebody takes it. */
  rename(id: number, owner: string, name: string): void;
  remove(id: number): void;
  /** A number that no account, repository, environment or run has yet. */
  nextId(): number;
}

/** A repository to be added. */
export interface NewRepository {
  readonly owner: string;
  readonly name: string;
  readonly private?: boolean;
  readonly archived?: boolean;
}

const nameKey = (owner: string, name: string) =>
  `${owner}/${name}`.toLowerCase();

/** An empty GitHub. */
export function createRepositories(): Repositories {
  const accounts = new Map<string, Account>();
  const repositories = new Map<number, Repository>();
  const names = new Map<string, number>();
  const formerNames = new Map<string, number>();
  let lastId = 710_000_000;
  const nextId = () => (lastId += 7);

  function account(login: string, type: Account["type"]): Account {
    const known = accounts.get(login.toLowerCase());
    if (known !== undefined) return known;
    const made = { id: nextId(), login, type };
    accounts.set(login.toLowerCase(), made);
    return made;
  }

  function claim(owner: string, name: string, id: number): void {
    const key = nameKey(owner, name);
    if (names.has(key)) throw new Error(`${owner}/${name} exists already`);
    formerNames.delete(key);
    names.set(key, id);
  }

  return {
    account: (login) => account(login, "User"),
    findOrganization: (login) => {
      const found = accounts.get(login.toLowerCase());
      return found?.type === "Organization" ? found : undefined;
    },
    addOrganization: (login) => account(login, "Organization"),
    organizationById: (id) =>
      [...accounts.values()].find(
        (one) => one.id === id && one.type === "Organization",
      ),
    nextId,
    add: (options, at) => {
      const owner = account(options.owner, "User").login;
      const repository: Repository = {
        id: nextId(),
        owner,
        name: options.name,
        private: options.private ?? true,
        archived: options.archived ?? false,
        createdAt: at,
        environments: new Map(),
        runs: [],
      };
      claim(owner, options.name, repository.id);
      repositories.set(repository.id, repository);
      return repository;
    },
    byId: (id) => repositories.get(id),
    of: (owner) =>
      [...repositories.values()].filter(
        (repository) => repository.owner.toLowerCase() === owner.toLowerCase(),
      ),
    byName: (owner, name) => {
      const key = nameKey(owner, name);
      const here = repositories.get(names.get(key) ?? -1);
      if (here !== undefined) return { kind: "here", repository: here };
      const gone = repositories.get(formerNames.get(key) ?? -1);
      if (gone !== undefined) return { kind: "moved", repository: gone };
      return { kind: "none" };
    },
    rename: (id, owner, name) => {
      const repository = repositories.get(id);
      if (repository === undefined) throw new Error(`no repository ${id}`);
      const before = nameKey(repository.owner, repository.name);
      names.delete(before);
      claim(account(owner, "User").login, name, id);
      if (before !== nameKey(owner, name)) formerNames.set(before, id);
      repository.owner = account(owner, "User").login;
      repository.name = name;
    },
    remove: (id) => {
      const repository = repositories.get(id);
      if (repository === undefined) throw new Error(`no repository ${id}`);
      repositories.delete(id);
      names.delete(nameKey(repository.owner, repository.name));
    },
  };
}

/**
 * The environment of that name; names of environments are not case-sensitive.
 */
export function findEnvironment(
  repository: Repository,
  name: string,
): Environment | undefined {
  return repository.environments.get(name.toLowerCase());
}
