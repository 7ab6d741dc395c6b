import type { AstraBehaviour, AstraTrouble } from "./behaviour.ts";
import type { RoleBehaviour } from "./role-behaviour.ts";
import type { RoleStore } from "./role-store.ts";
import type { SimulatedToken, TokenStore } from "./token-store.ts";

/** One organization with all that is its own. */
export interface OrganizationState {
  readonly id: string;
  readonly tokens: TokenStore;
  readonly roles: RoleStore;
}

/** Everything that an operation acts on. */
export interface AstraState {
  readonly clock: { now(): number };
  /**
   * Every organization behind this address; a token tells which one is meant.
   */
  readonly organizations: () => readonly OrganizationState[];
  readonly behaviour: () => AstraBehaviour & AstraTrouble & RoleBehaviour;
  /** Counts a request against the limit; false when it is over. */
  readonly admit: () => boolean;
}

/** Whose token a request carries. */
export interface Caller {
  readonly organization: OrganizationState;
  readonly token: SimulatedToken;
}
