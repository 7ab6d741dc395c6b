import { randomUUID } from "node:crypto";
import type { AstraSimulator } from "../astra/simulator.ts";
import { type Gate, openGate } from "../kernel/gate.ts";
import type { History } from "../kernel/history.ts";
import { startSimulatorServer } from "../kernel/server.ts";
import {
  type DataApiBehaviour,
  ordinaryDataApiBehaviour,
} from "./behaviour.ts";
import {
  Database,
  type DatabaseHandle,
  type DatabaseWish,
} from "./database.ts";
import {
  type DataApiState,
  endpointName,
  endpointOf,
  routeRequest,
} from "./operations.ts";
import { SessionCache } from "./session.ts";

/** A running stand-in for the Data API of every database of a world. */
export interface DataApiSimulator {
  /** `http://127.0.0.1:port`; an endpoint is a path below it. */
  readonly url: string;
  readonly databases: readonly DatabaseHandle[];
  addDatabase(wish?: DatabaseWish): DatabaseHandle;
  setBehaviour(change: Partial<DataApiBehaviour>): void;
  setGate(gate: Gate): void;
  /** From now on connections are refused, and those that are open end. */
  goAway(): void;
  /** Ends `goAway`, at the same address. */
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

/** What a simulator needs of its world. */
export interface DataApiOptions {
  /** Whose tokens and roles count; its clock is this service's, too. */
  readonly astra: AstraSimulator;
  readonly clock: { now(): number };
  readonly history: History;
}

/**
 * Starts a stateful simulator of the Data API as far as a proof of a token and
 * the simplest use of a collection need it.
 */
export async function startDataApiSimulator({
  astra,
  history,
  ...options
}: DataApiOptions): Promise<DataApiSimulator> {
  const clock = { now: () => options.clock.now() + astra.skewMs };
  let behaviour = ordinaryDataApiBehaviour();
  let gate = openGate;
  const databases: Database[] = [];
  const handles: DatabaseHandle[] = [];
  const arrivals = new Map<string, number>();
  const forget = history.onEvent((event) => {
    if (event.kind === "change" && event.what === "token-minted") {
      arrivals.set(event.subject, event.at + behaviour.scopeLagMs);
    }
  });
  const state: DataApiState = {
    clock,
    behaviour: () => behaviour,
    databases,
    sessions: new SessionCache((token) => astra.authorityOf(token), clock),
    hasArrived: (clientId) => clock.now() >= (arrivals.get(clientId) ?? 0),
  };
  const server = await startSimulatorServer({
    service: "dataApi",
    clock,
    history,
    gate: () => (request) =>
      isReachable(databases, request.path)
        ? gate(request)
        : { kind: "reset", when: "before" },
    route: (request) => routeRequest(state, request),
  });
  return {
    url: server.url,
    databases: handles,
    addDatabase: (wish = {}) => {
      const { id = randomUUID(), organizationId = astra.organizationId } = wish;
      const database = new Database(id, organizationId, wish);
      databases.push(database);
      const handle = handleOf(database, server.url);
      handles.push(handle);
      return handle;
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
    close: async () => {
      forget();
      await server.close();
    },
  };
}

/** False for a region that nobody can reach; hosts are for direct use only. */
function isReachable(databases: readonly Database[], path: string): boolean {
  const segments = path.split("/").slice(1);
  const endpoint = endpointOf(databases, segments, "");
  return endpoint?.database.unreachable.has(endpoint.region) !== true;
}

function handleOf(database: Database, url: string): DatabaseHandle {
  const { id, regions, keyspaces, unreachable } = database;
  const endpoints = regions.map((one) => `${url}/${endpointName(id, one)}`);
  const known = (name: string) => {
    const keyspace = keyspaces.get(name);
    if (keyspace === undefined) throw new Error(`no keyspace ${name}`);
    return keyspace;
  };
  return {
    id,
    regions,
    endpoint: endpoints[0] ?? "",
    endpoints,
    addKeyspace: (name) => keyspaces.set(name, new Map()),
    dropKeyspace: (name) => keyspaces.delete(name),
    addCollection: (keyspace, name) => known(keyspace).set(name, []),
    documents: (keyspace, collection) => known(keyspace).get(collection) ?? [],
    hibernate: (resumeMs) => {
      database.hibernate(resumeMs);
    },
    setAccess: (access) => {
      database.isShut = access === "shut";
    },
    setReachable: (region, isReachable) => {
      if (isReachable) unreachable.delete(region);
      else unreachable.add(region);
    },
  };
}
