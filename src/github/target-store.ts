import type { Account } from "./account.ts";
import type { SecretNames } from "./plain-values.ts";
import type { TargetStore } from "../rotation/ports.ts";
import { createOrganizationStore } from "./organization-store.ts";
import { createRepositoryStore } from "./repository-store.ts";
import type { TargetSpec } from "./target-spec.ts";

/** What a store is made of. */
export interface TargetStoreOptions<Spec extends TargetSpec = TargetSpec> {
  readonly account: Account;
  readonly spec: Spec;
  /** As people read it; different for every target. */
  readonly name: string;
  readonly names: SecretNames;
  /** Whether a place is itself a target. */
  readonly isTarget: (spec: TargetSpec) => boolean;
}

/** One place's secrets as a target of the protocol. */
export function createTargetStore(options: TargetStoreOptions): TargetStore {
  const { spec } = options;
  return spec.kind === "organization"
    ? createOrganizationStore({ ...options, spec })
    : createRepositoryStore({ ...options, spec });
}
