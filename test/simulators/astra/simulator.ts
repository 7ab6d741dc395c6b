import { type Gate, openGate } from "../kernel/gate.ts";
import type { History } from "../kernel/history.ts";
import { startSimulatorServer } from "../kernel/server.ts";
import {
  type AstraBehaviour,
  type AstraTrouble,
  ordinaryBehaviour,
  ordinaryTrouble,
} from "./behaviour.ts";
import type { TokenAuthority } from "./authority.ts";
import { authenticate, routeRequest } from "./operations.ts";
import { type AstraOrganization, createOrganization } from "./organization.ts";
import { ordinaryRoleBehaviour, type RoleBehaviour } from "./role-behaviour.ts";
import { grantsOf } from "./rights.ts";
import type { AstraState } from "./state.ts";

/**
 * A running stand-in for the DevOps API, with everything that people do in the
 * Astra UI. What it has of an organization is its first one's.
 */
export interface AstraSimulator extends AstraOrganization {
  readonly url: string;
  /**
   * What Astra's clock is ahead of the world's (milliseconds); may be changed
   * at any time.
   */
  skewMs: number;
  /** Another organization behind the same address, without a token. */
  addOrganization(): AstraOrganization;
  setBehaviour(
    change: Partial<AstraBehaviour & AstraTrouble & RoleBehaviour>,
  ): void;
  /** What a token may do; undefined when Astra does not accept it now. */
  authorityOf(token: string): TokenAuthority | undefined;
  setGate(gate: Gate): void;
  /** From now on connections are refused, and those that are open end. */
  goAway(): void;
  /** Ends `goAway`, at the same address. */
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

/** What a simulator needs of its world. */
export interface AstraSimulatorOptions {
  readonly clock: { now(): number };
  readonly history: History;
  readonly skewMs?: number;
}

/**
 * Starts a stateful simulator of the token, role and organization operations of
 * the DevOps API.
 */
export async function startAstraSimulator(
  options: AstraSimulatorOptions,
): Promise<AstraSimulator> {
  const { history } = options;
  let skewMs = options.skewMs ?? 0;
  let behaviour = {
    ...ordinaryBehaviour(),
    ...ordinaryTrouble(),
    ...ordinaryRoleBehaviour(),
  };
  let gate = openGate;
  const clock = { now: () => options.clock.now() + skewMs };
  const first = createOrganization(clock, history);
  const organizations = [first.state];
  const state: AstraState = {
    clock,
    organizations: () => organizations,
    behaviour: () => behaviour,
    admit: () => {
      const { requestsLeft } = behaviour;
      if (requestsLeft === undefined) return true;
      if (requestsLeft <= 0) return false;
      behaviour = { ...behaviour, requestsLeft: requestsLeft - 1 };
      return true;
    },
  };
  const server = await startSimulatorServer({
    service: "astra",
    clock,
    history,
    gate: () => gate,
    route: (request) => routeRequest(state, request),
  });
  return {
    ...first.byHand,
    url: server.url,
    get skewMs() {
      return skewMs;
    },
    set skewMs(milliseconds) {
      skewMs = milliseconds;
    },
    addOrganization: () => {
      const added = createOrganization(clock, history);
      organizations.push(added.state);
      return added.byHand;
    },
    setBehaviour: (change) => {
      behaviour = { ...behaviour, ...change };
    },
    authorityOf: (token) => {
      const caller = authenticate(state, `Bearer ${token}`);
      if ("status" in caller) return undefined;
      return {
        clientId: caller.token.clientId,
        organizationId: caller.organization.id,
        grants: () => grantsOf(caller, behaviour.roleEditLagMs),
      };
    },
    setGate: (next) => {
      gate = next;
    },
    goAway: () => {
      server.goAway();
    },
    comeBack: () => server.comeBack(),
    close: () => server.close(),
  };
}
