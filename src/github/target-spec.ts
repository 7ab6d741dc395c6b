import { inert } from "../rotation/inert.ts";

/**
 * The stores in which GitHub keeps secrets; each has a key and secrets of its
 * own at every level.
 */
export const STORES = [
  "actions",
  "dependabot",
  "codespaces",
  "agents",
] as const;

export type Store = (typeof STORES)[number];

/** Which repositories should see an organization's secret. */
export type AccessWish =
  /** Unchanged; a new secret becomes `private`. */
  | { readonly kind: "as-is" }
  | { readonly kind: "all" }
  | { readonly kind: "private" }
  | {
      readonly kind: "selected";
      /** Names in the organization; undefined keeps the current list. */
      readonly repositories: readonly string[] | undefined;
    };

/** The secrets of a repository in one store. */
export interface RepositorySpec {
  readonly kind: "repository";
  readonly store: Store;
  readonly owner: string;
  readonly repository: string;
}

/** The Actions secrets of an environment. */
export interface EnvironmentSpec {
  readonly kind: "environment";
  readonly store: "actions";
  readonly owner: string;
  readonly repository: string;
  readonly environment: string;
}

/** The secrets of an organization in one store. */
export interface OrganizationSpec {
  readonly kind: "organization";
  readonly store: Store;
  readonly organization: string;
  readonly access: AccessWish;
}

/** One target as the configuration names it: a store at a level. */
export type TargetSpec = RepositorySpec | EnvironmentSpec | OrganizationSpec;

/** The account that a target belongs to. */
export function ownerOf(spec: TargetSpec): string {
  return spec.kind === "organization" ? spec.organization : spec.owner;
}

/**
 * Equal for two targets exactly when they are the same place. GitHub ignores
 * the case of all these names.
 */
export function placeKey(spec: TargetSpec): string {
  const parts =
    spec.kind === "organization"
      ? [spec.organization]
      : [spec.owner, spec.repository];
  const environment = spec.kind === "environment" ? [spec.environment] : [];
  return JSON.stringify([spec.store, ...parts, ...environment]).toLowerCase();
}

const STORE_WORDS: Readonly<Record<Store, string>> = {
  actions: "",
  dependabot: "Dependabot secrets of ",
  codespaces: "Codespaces secrets of ",
  agents: "Agents secrets of ",
};

/** How much of an environment's name is shown, in UTF-16 code units. */
const MAX_SHOWN = 80;

/**
 * The target as people read it; the only texts in it come from validated
 * inputs, made inert.
 */
export function nameOf(spec: TargetSpec): string {
  const store = STORE_WORDS[spec.store];
  switch (spec.kind) {
    case "repository":
      return `${store}${spec.owner}/${spec.repository}`;
    case "environment":
      return `environment “${inert(spec.environment, MAX_SHOWN)}” of ${spec.owner}/${spec.repository}`;
    case "organization":
      return `${store}organization ${spec.organization}`;
    default:
      return spec satisfies never;
  }
}
