import type { History } from "../kernel/history.ts";
import type { ScopeRow } from "./scopes.ts";
import {
  createKeyId,
  createSealingKey,
  type SealingKey,
} from "./sealed-box.ts";

/** Which repositories of an organization may use a secret. */
export type Visibility = "all" | "private" | "selected";

/** Who may use an organization's secret. */
export interface Access {
  readonly visibility: Visibility;
  /** Repository ids; empty unless the visibility is `selected`. */
  readonly selected: readonly number[];
}

/** One secret as it is stored. */
export interface SecretCell {
  /** Upper-cased. */
  readonly name: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** Epoch milliseconds. */
  readonly updatedAt: number;
  /**
   * Undefined when garbage was stored, which only the legacy behaviour does.
   */
  readonly value: string | undefined;
  /** Present for secrets of organizations. */
  readonly access?: Access;
}

/** The secrets of one scope, with the key of that scope. */
export interface Vault {
  readonly row: ScopeRow;
  /** The path that a person reads, such as `actions:acme/web/production`. */
  label(): string;
  /** The key that boxes must be sealed for now. */
  key(): SealingKey;
  /** Gives the whole store a new key id, and so every scope of it a new key. */
  rotateKey(): void;
  get(name: string): SecretCell | undefined;
  /** All secrets, by name. */
  list(): readonly SecretCell[];
  /**
   * Stores a secret; creation time and, unless given, access of an existing one
   * stay. `at` is now unless given (epoch milliseconds).
   */
  put(
    name: string,
    value: string | undefined,
    access?: Access,
    at?: number,
  ): void;
  /** Changes who may use a secret, and not its value. */
  setAccess(name: string, access: Access): void;
  /** Whether there was such a secret. */
  delete(name: string): boolean;
}

/**
 * Where a vault belongs; it is deleted with its repository or environment.
 */
export interface VaultPlace {
  readonly row: ScopeRow;
  /** Id of the repository, environment or organization. */
  readonly id: number;
  /** Set for repositories and environments. */
  readonly repositoryId?: number;
  label(): string;
}

/** All vaults of the simulated GitHub. */
export interface Vaults {
  /** The vault of a place, made with a key of its own when first asked for. */
  open(place: VaultPlace): Vault;
  all(): readonly Vault[];
  /** Drops every vault whose place satisfies the condition. */
  drop(condition: (place: VaultPlace) => boolean): void;
}

/** No vaults yet. `sodium.ready` must have been awaited. */
export function createVaults(
  clock: { now(): number },
  history: History,
): Vaults {
  const vaults = new Map<string, { place: VaultPlace; vault: Vault }>();
  const keyIds = createKeyIds();
  return {
    open: (place) => {
      const key = `${place.row.store}/${place.row.kind}/${place.id}`;
      const known = vaults.get(key);
      if (known !== undefined) return known.vault;
      const vault = createVault(place, clock, history, keyIds);
      vaults.set(key, { place, vault });
      return vault;
    },
    all: () => [...vaults.values()].map(({ vault }) => vault),
    drop: (condition) => {
      for (const [key, { place }] of vaults)
        if (condition(place)) vaults.delete(key);
    },
  };
}

/** The present key id of each store, which all its scopes share. */
interface KeyIds {
  of(store: string): string;
  replace(store: string): void;
}

function createKeyIds(): KeyIds {
  const ids = new Map<string, string>();
  return {
    of: (store) => {
      const id = ids.get(store) ?? createKeyId();
      ids.set(store, id);
      return id;
    },
    replace: (store) => ids.set(store, createKeyId()),
  };
}

function createVault(
  place: VaultPlace,
  clock: { now(): number },
  history: History,
  keyIds: KeyIds,
): Vault {
  const { store: storeName } = place.row;
  const cells = new Map<string, SecretCell>();
  let sealingKey = createSealingKey(keyIds.of(storeName));
  const presentKey = (): SealingKey => {
    const id = keyIds.of(storeName);
    if (sealingKey.id !== id) sealingKey = createSealingKey(id);
    return sealingKey;
  };
  const change = (what: string, name?: string) => {
    const path = place.label();
    const subject = name === undefined ? path : `${path}#${name}`;
    history.record({
      kind: "change",
      service: "github",
      what,
      subject,
      at: clock.now(),
    });
  };
  const store = (
    upper: string,
    value: string | undefined,
    access: Access | undefined,
    at: number,
  ) => {
    const createdAt = cells.get(upper)?.createdAt ?? at;
    const cell = { name: upper, createdAt, updatedAt: at, value };
    cells.set(upper, access === undefined ? cell : { ...cell, access });
  };
  return {
    row: place.row,
    label: () => place.label(),
    key: presentKey,
    rotateKey: () => {
      keyIds.replace(storeName);
      change("key-rotated");
    },
    get: (name) => cells.get(name.toUpperCase()),
    list: () => [...cells.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    put: (name, value, access, at = clock.now()) => {
      const upper = name.toUpperCase();
      store(upper, value, access ?? cells.get(upper)?.access, at);
      change("secret-written", upper);
    },
    setAccess: (name, access) => {
      const upper = name.toUpperCase();
      store(upper, cells.get(upper)?.value, access, clock.now());
      change("secret-access-changed", upper);
    },
    delete: (name) => {
      const upper = name.toUpperCase();
      const existed = cells.delete(upper);
      if (existed) change("secret-deleted", upper);
      return existed;
    },
  };
}
