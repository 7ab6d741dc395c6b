import type { GithubState } from "./call.ts";
import {
  environmentPlace,
  organizationPlace,
  repositoryPlace,
} from "./places.ts";
import { findEnvironment, type Repository } from "./repositories.ts";
import { findScopeRow, type SecretScope } from "./scopes.ts";
import type { Access, SecretCell, Vault } from "./secret-store.ts";

/** What a person sees and does in the secrets settings, without a token. */
export interface SecretsByHand {
  /**
   * Stores a value; a new secret of an organization is visible to `all` unless
   * `access` says otherwise.
   */
  setSecretByHand(
    scope: SecretScope,
    name: string,
    value: string,
    access?: Access,
  ): void;
  /** Throws when there is no such secret. */
  deleteSecretByHand(scope: SecretScope, name: string): void;
  /**
   * Replaces the key id of the scope's store, and with it the key pairs of all
   * scopes of that store; boxes for the old ones open no longer.
   */
  rotateKey(scope: SecretScope): void;
  /**
   * The plaintext, or undefined when there is no such secret or it is
   * unreadable.
   */
  secretValue(scope: SecretScope, name: string): string | undefined;
  secretMetadata(scope: SecretScope, name: string): SecretCell | undefined;
  /** Every stored secret of every scope. */
  secrets(): readonly StoredSecret[];
}

/** One secret with the path that a person reads. */
export interface StoredSecret extends SecretCell {
  /** Such as `actions:acme/web/production#NAME`. */
  readonly path: string;
  /** Such as `actions:acme/web/production`. */
  readonly scope: string;
}

/** The settings pages of a simulated GitHub. */
export function secretsByHand(state: GithubState): SecretsByHand {
  return {
    setSecretByHand: (scope, name, value, access) => {
      const vault = vaultOf(state, scope);
      const known = vault.get(name)?.access;
      const initial: Access | undefined =
        scope.kind === "organization"
          ? { visibility: "all", selected: [] }
          : undefined;
      vault.put(name, value, access ?? known ?? initial);
    },
    deleteSecretByHand: (scope, name) => {
      if (!vaultOf(state, scope).delete(name))
        throw new Error(`no secret ${name}`);
    },
    rotateKey: (scope) => {
      vaultOf(state, scope).rotateKey();
    },
    secretValue: (scope, name) => vaultOf(state, scope).get(name)?.value,
    secretMetadata: (scope, name) => vaultOf(state, scope).get(name),
    secrets: () =>
      state.vaults.all().flatMap((vault) =>
        vault.list().map((cell) => ({
          ...cell,
          scope: vault.label(),
          path: `${vault.label()}#${cell.name}`,
        })),
      ),
  };
}

function vaultOf(state: GithubState, scope: SecretScope): Vault {
  const row = findScopeRow(scope.store, scope.kind);
  if (row === undefined)
    throw new Error(`${scope.store} has no secrets of ${scope.kind}`);
  const { vaults, repositories } = state;
  if (scope.kind === "organization") {
    const organization = repositories.findOrganization(scope.organization);
    if (organization === undefined)
      throw new Error(`no organization ${scope.organization}`);
    return vaults.open(organizationPlace(row, organization));
  }
  const repository = repositoryOf(state, scope.owner, scope.name);
  if (scope.kind === "repository")
    return vaults.open(repositoryPlace(row, repository));
  const environment = findEnvironment(repository, scope.environment);
  if (environment === undefined)
    throw new Error(`no environment ${scope.environment}`);
  return vaults.open(environmentPlace(row, repository, environment));
}

function repositoryOf(
  { repositories }: GithubState,
  owner: string,
  name: string,
): Repository {
  const found = repositories.byName(owner, name);
  if (found.kind !== "here") throw new Error(`no repository ${owner}/${name}`);
  return found.repository;
}
