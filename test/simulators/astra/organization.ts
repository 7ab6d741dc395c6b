import { randomUUID } from "node:crypto";
import type { History } from "../kernel/history.ts";
import { allDataOf, type SimulatedRole } from "./roles.ts";
import { RoleStore } from "./role-store.ts";
import type { OrganizationState } from "./state.ts";
import {
  type SimulatedToken,
  TokenStore,
  type TokenWish,
} from "./token-store.ts";

/** What people do in one organization in the Astra UI, and what it holds. */
export interface AstraOrganization {
  readonly organizationId: string;
  createTokenByHand(wish: TokenWish): SimulatedToken;
  /** False when there is no such live token. */
  revokeByHand(clientId: string): boolean;
  /** For all data of the organization unless resources are named. */
  addCustomRole(
    name: string,
    actions?: readonly string[],
    resources?: readonly string[],
  ): SimulatedRole;
  /** Its tokens have other rights from now on. Throws when there is none. */
  editRole(
    role: { readonly id: string },
    change: Partial<Omit<SimulatedRole, "id">>,
  ): SimulatedRole;
  /**
   * Tokens keep its id, which then gives no right. Throws when there is none.
   */
  deleteRole(role: { readonly id: string }): void;
  /** A role by its API name. Throws when there is none. */
  role(name: string): SimulatedRole;
  /** Those that people made, oldest first. */
  customRoles(): readonly SimulatedRole[];
  tokens(): readonly SimulatedToken[];
  liveTokens(): readonly SimulatedToken[];
  /** The token of a whole `AstraCS:` text, or of a client id. */
  find(text: string): SimulatedToken | undefined;
  isLive(clientId: string): boolean;
}

/**
 * A new organization with the built-in roles and no token: its state, and its
 * people.
 */
export function createOrganization(
  clock: { now(): number },
  history: History,
): { readonly state: OrganizationState; readonly byHand: AstraOrganization } {
  const id = randomUUID();
  const tokens = new TokenStore(clock, history);
  const roles = new RoleStore(clock, history);
  const byHand: AstraOrganization = {
    organizationId: id,
    createTokenByHand: (wish) => tokens.create(wish),
    revokeByHand: (clientId) => tokens.revoke(clientId),
    addCustomRole: (
      name,
      actions = ["db-table-select"],
      resources = allDataOf(id),
    ) => roles.create({ name, actions, resources }),
    editRole: (handle, change) => roles.edit(handle, change),
    deleteRole: (handle) => {
      roles.delete(handle);
    },
    role: (name) => {
      const role = roles.all().find((one) => one.name === name);
      if (role === undefined) throw new Error(`no role ${name}`);
      return role;
    },
    customRoles: () => roles.custom(),
    tokens: () => tokens.all(),
    liveTokens: () => tokens.all().filter((token) => tokens.isLive(token)),
    find: (text) =>
      tokens
        .all()
        .find((token) => token.token === text || token.clientId === text),
    isLive: (clientId) => {
      const token = tokens.get(clientId);
      return token !== undefined && tokens.isLive(token);
    },
  };
  return { state: { id, tokens, roles }, byHand };
}
