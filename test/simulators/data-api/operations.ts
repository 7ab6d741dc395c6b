import { json, text } from "../kernel/answers.ts";
import type { SimulatedAnswer } from "../kernel/gate.ts";
import type { Route, SimulatorRequest } from "../kernel/server.ts";
import type { TokenAuthority } from "../astra/authority.ts";
import {
  asleepAnswer,
  type DataApiBehaviour,
  shutOutAnswer,
} from "./behaviour.ts";
import { execute, type Place } from "./commands.ts";
import type { Database } from "./database.ts";
import { dataApiError, refusals } from "./errors.ts";
import { type Scope, scopeIn, strangersScope } from "./scope.ts";
import type { SessionCache } from "./session.ts";

/** Everything that an operation acts on. */
export interface DataApiState {
  readonly clock: { now(): number };
  readonly behaviour: () => DataApiBehaviour;
  readonly databases: readonly Database[];
  readonly sessions: SessionCache;
  /** Whether a token's rights have arrived in the databases. */
  readonly hasArrived: (clientId: string) => boolean;
}

/** A region of a database, as an address names it. */
export interface Endpoint {
  readonly database: Database;
  readonly region: string;
  /** The rest of the path. */
  readonly rest: readonly string[];
}

const HOST = /^([^.]+)\.apps\.astra\.datastax\.com(?::\d+)?$/iu;
const BASE = ["api", "json", "v1"];

/** The part of an address that names a region of a database. */
export function endpointName(databaseId: string, region: string): string {
  return `${databaseId}-${region}`;
}

/**
 * The endpoint of a request: its first part of the path on loopback, or its
 * host.
 */
export function endpointOf(
  databases: readonly Database[],
  segments: readonly string[],
  host: string,
): Endpoint | undefined {
  const hosted = HOST.exec(host)?.[1];
  const name = hosted ?? segments[0];
  const rest = hosted === undefined ? segments.slice(1) : segments;
  for (const database of databases) {
    const region = database.regions.find(
      (one) => endpointName(database.id, one) === name,
    );
    if (region !== undefined) return { database, region, rest };
  }
  return undefined;
}

/** Finds the operation of a request, named after the place of its command. */
export function routeRequest(
  state: DataApiState,
  request: SimulatorRequest,
): Route {
  const { method, segments, headers } = request;
  const host = headers["host"] ?? "";
  const endpoint = endpointOf(state.databases, segments, host);
  const rest = endpoint?.rest ?? [];
  const [keyspace, collection, ...more] = rest.slice(BASE.length);
  const isRouted =
    endpoint !== undefined &&
    method === "POST" &&
    BASE.every((part, at) => part === rest[at]) &&
    keyspace !== "" &&
    collection !== "" &&
    more.length === 0;
  if (!isRouted) {
    const handle = () => text(404, "404 page not found");
    return { operation: "unrouted", handle };
  }
  const where =
    collection === undefined
      ? keyspace === undefined
        ? "database"
        : "keyspace"
      : "collection";
  return {
    operation: `dataApi.${where}`,
    handle: () =>
      answerTo(state, request, endpoint.database, { keyspace, collection }),
  };
}

function answerTo(
  state: DataApiState,
  { headers, body }: SimulatorRequest,
  database: Database,
  place: Place,
): SimulatedAnswer {
  const behaviour = state.behaviour();
  if (database.isShut) return shutOutAnswer(behaviour.shutOut);
  if (!database.wake(state.clock.now())) return asleepAnswer(behaviour.asleep);
  const { token } = headers;
  if (token === undefined || token === "") return refusals.noToken();
  const { id } = database;
  const authority = state.sessions.of(id, token, behaviour.sessionMs);
  if (authority === undefined) return refusals.deadToken();
  if (headers["content-type"]?.startsWith("application/json") !== true) {
    return json(415, { message: "Unsupported Media Type" });
  }
  const scope = scopeOf(state, database, authority);
  const isStranger = !scope.isKnown && place.keyspace === undefined;
  const { unknownKeyspace } = behaviour;
  if (isStranger && behaviour.strangersKeyspaces === "error") {
    return dataApiError(unknownKeyspace, "Keyspace does not exist");
  }
  return execute(body, {
    ...place,
    database,
    scope,
    unknownKeyspace,
    forbiddenStatus: behaviour.forbidden === "status-401" ? 401 : 200,
  });
}

function scopeOf(
  { behaviour, hasArrived }: DataApiState,
  database: Database,
  { clientId, organizationId, grants }: TokenAuthority,
): Scope {
  const { entry, strangersKeyspaces } = behaviour();
  const scope = scopeIn(database, grants(), entry);
  return organizationId === database.organizationId &&
    hasArrived(clientId) &&
    scope.isKnown
    ? scope
    : strangersScope(strangersKeyspaces);
}
