import type { SimulatedAnswer } from "../kernel/gate.ts";
import {
  organizationRefusal,
  repositoryRefusal,
  sees,
  type Need,
} from "./access.ts";
import { pathById } from "./addresses.ts";
import type { Call } from "./call.ts";
import { moved, notFound } from "./errors.ts";
import { isNamed } from "./logins.ts";
import {
  findEnvironment,
  type Account,
  type Environment,
  type Repository,
} from "./repositories.ts";
import type { ScopeRow } from "./scopes.ts";
import type { VaultPlace } from "./secret-store.ts";
import type { VaultAction } from "./vault-actions.ts";

/** How a path names a repository. */
export type Locator =
  | { readonly kind: "name"; readonly owner: string; readonly name: string }
  | { readonly kind: "id"; readonly id: number };

/**
 * A vault of a repository or of one of its environments, as a path names it.
 */
export interface VaultLocator {
  readonly locator: Locator;
  readonly row: ScopeRow;
  readonly environment: string | undefined;
}

/**
 * Acts on a repository that the token may use so, or gives the refusal or the
 * redirect.
 */
export function inRepository(
  call: Call,
  locator: Locator,
  need: Need | undefined,
  act: (repository: Repository) => SimulatedAnswer,
): SimulatedAnswer {
  const { repositories, behaviour } = call.state;
  if (locator.kind === "name") {
    const found = repositories.byName(locator.owner, locator.name);
    if (found.kind === "moved") return redirect(call, found.repository);
  }
  const repository = find(call, locator);
  if (repository === undefined) return notFound();
  return (
    repositoryRefusal(call.token, repository, need, behaviour()) ??
    act(repository)
  );
}

/** Acts on a vault below a repository. */
export function inRepositoryVault(
  call: Call,
  { locator, row, environment: name }: VaultLocator,
  action: VaultAction,
): SimulatedAnswer {
  if (locator.kind === "id" && !call.state.behaviour().servesPathsById)
    return notFound();
  return inRepository(call, locator, needOf(row, action), (repository) => {
    if (isMissing(call, row)) return notFound();
    if (name === undefined) {
      const place = repositoryPlace(row, repository);
      return action.run(call.state.vaults.open(place), call);
    }
    const environment = findEnvironment(repository, name);
    if (environment === undefined || lacksEnvironments(call, repository))
      return notFound();
    const place = environmentPlace(row, repository, environment);
    return action.run(call.state.vaults.open(place), call);
  });
}

/** Acts on a vault of an organization. */
export function inOrganizationVault(
  call: Call,
  login: string,
  row: ScopeRow,
  action: VaultAction,
): SimulatedAnswer {
  const { repositories, behaviour, vaults } = call.state;
  const organization = repositories.findOrganization(login);
  if (organization === undefined || isMissing(call, row)) return notFound();
  return (
    organizationRefusal(
      call.token,
      organization,
      needOf(row, action),
      behaviour(),
    ) ?? action.run(vaults.open(organizationPlace(row, organization)), call)
  );
}

/** Where the secrets of a repository are kept. */
export function repositoryPlace(
  row: ScopeRow,
  repository: Repository,
): VaultPlace {
  return {
    row,
    id: repository.id,
    repositoryId: repository.id,
    label: () => `${row.store}:${repository.owner}/${repository.name}`,
  };
}

/** Where the secrets of an environment are kept. */
export function environmentPlace(
  row: ScopeRow,
  repository: Repository,
  environment: Environment,
): VaultPlace {
  return {
    row,
    id: environment.id,
    repositoryId: repository.id,
    label: () =>
      `${row.store}:${repository.owner}/${repository.name}/${environment.name}`,
  };
}

/** Where the secrets of an organization are kept. */
export function organizationPlace(
  row: ScopeRow,
  organization: Account,
): VaultPlace {
  return {
    row,
    id: organization.id,
    label: () => `${row.store}:${organization.login}`,
  };
}

function isMissing({ state }: Call, { store }: ScopeRow): boolean {
  return state.behaviour().missingStores.includes(store);
}

/** Whether the owner's plan has no secrets of environments for it. */
function lacksEnvironments(call: Call, repository: Repository): boolean {
  const { ownersWithoutEnvironments } = call.state.behaviour();
  return (
    repository.private && isNamed(ownersWithoutEnvironments, repository.owner)
  );
}

function needOf(row: ScopeRow, action: VaultAction): Need {
  return {
    permission: row.permission,
    level: action.level === "write" ? "write" : row.readLevel,
    writes: action.level === "write",
    classicScope: row.classicScope,
    role: row.role,
    freeWhenPublic: false,
    freeForClassicWhenPublic: row.freePublicKey && action.verb === "public-key",
  };
}

function find(call: Call, locator: Locator): Repository | undefined {
  const { repositories } = call.state;
  if (locator.kind === "id") return repositories.byId(locator.id);
  const found = repositories.byName(locator.owner, locator.name);
  return found.kind === "here" ? found.repository : undefined;
}

/** Only who may see the repository learns where it went. */
function redirect(call: Call, repository: Repository): SimulatedAnswer {
  if (!sees(call.token, repository)) return notFound();
  const { method, path } = call.request;
  const { base, behaviour, repositories } = call.state;
  const byId = pathById(path, behaviour().pathPrefix, repositories);
  const query = path.includes("?") ? path.slice(path.indexOf("?")) : "";
  return moved(method, `${base()}${byId}${query}`);
}
