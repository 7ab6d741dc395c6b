import { randomUUID } from "node:crypto";
import { type Gate, openGate } from "../kernel/gate.ts";
import type { History } from "../kernel/history.ts";
import { startSimulatorServer } from "../kernel/server.ts";
import { type AstraBehaviour, ordinaryBehaviour } from "./behaviour.ts";
import { type AstraState, routeRequest } from "./operations.ts";
import { BUILT_IN, type SimulatedRole } from "./roles.ts";
import {
  type SimulatedToken,
  TokenStore,
  type TokenWish,
} from "./token-store.ts";

/** A running stand-in for the DevOps API, with everything that people do in the Astra UI. */
export interface AstraSimulator {
  readonly url: string;
  readonly organizationId: string;
  /** What Astra's clock is ahead of the world's (milliseconds); may be changed at any time. */
  skewMs: number;
  createTokenByHand(wish: TokenWish): SimulatedToken;
  /** False when there is no such live token. */
  revokeByHand(clientId: string): boolean;
  addCustomRole(name: string, actions?: readonly string[]): SimulatedRole;
  /** A role by its API name. Throws when there is none. */
  role(name: string): SimulatedRole;
  tokens(): readonly SimulatedToken[];
  liveTokens(): readonly SimulatedToken[];
  /** The token of a whole `AstraCS:` text, or of a client id. */
  find(text: string): SimulatedToken | undefined;
  isLive(clientId: string): boolean;
  setBehaviour(change: Partial<AstraBehaviour>): void;
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

/** Starts a stateful simulator of the token, role and organization operations of the DevOps API. */
export async function startAstraSimulator(
  options: AstraSimulatorOptions,
): Promise<AstraSimulator> {
  const { history } = options;
  let skewMs = options.skewMs ?? 0;
  let behaviour = ordinaryBehaviour();
  let gate = openGate;
  const clock = { now: () => options.clock.now() + skewMs };
  const organizationId = randomUUID();
  const tokens = new TokenStore(clock, history);
  const roles: SimulatedRole[] = [...BUILT_IN];
  const state: AstraState = {
    organizationId,
    clock,
    tokens,
    roles: () => roles,
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
    url: server.url,
    organizationId,
    get skewMs() {
      return skewMs;
    },
    set skewMs(milliseconds) {
      skewMs = milliseconds;
    },
    createTokenByHand: (wish) => tokens.create(wish),
    revokeByHand: (clientId) => tokens.revoke(clientId),
    addCustomRole: (name, actions = ["db-table-select"]) => {
      const role = { id: randomUUID(), name, actions };
      roles.push(role);
      return role;
    },
    role: (name) => {
      const role = roles.find((one) => one.name === name);
      if (role === undefined) throw new Error(`no role ${name}`);
      return role;
    },
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
    setBehaviour: (change) => {
      behaviour = { ...behaviour, ...change };
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
