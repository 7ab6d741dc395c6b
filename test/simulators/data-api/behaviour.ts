import type { SimulatedAnswer } from "../kernel/gate.ts";
import { json, text } from "../kernel/answers.ts";

/**
 * What is not established about the Data API, as switches: a client has to
 * survive every position. The first named value of each is the ordinary one.
 */
export interface DataApiBehaviour {
  /**
   * Milliseconds before a token that Astra mints from now on has its rights in
   * the databases; Astra itself accepts it meanwhile.
   */
  readonly scopeLagMs: number;
  /** What a keyspace is answered that the token cannot see. */
  readonly unknownKeyspace:
    "UNKNOWN_KEYSPACE" | "KEYSPACE_DOES_NOT_EXIST" | "NAMESPACE_DOES_NOT_EXIST";
  /**
   * Which keyspaces a token sees that has no rights in the database. The
   * service lists what the token's own connection shows, so none is no error.
   */
  readonly strangersKeyspaces: "none" | "system" | "error";
  /** The action that lets a token in. */
  readonly entry: "db-rest" | "db-cql" | "either" | "both";
  /** What a live token is answered that may not do what it asks for. */
  readonly forbidden: "status-401" | "status-200";
  /**
   * Milliseconds that a connection is kept after its last use; until then its
   * token is not asked for again.
   */
  readonly sessionMs: number;
  /** What a request meets that a sleeping database is woken by. */
  readonly asleep: "json-503" | "page-503" | "text-401";
  /** What a request meets that the access list does not let in. */
  readonly shutOut: "page-403" | "text-403";
}

export function ordinaryDataApiBehaviour(): DataApiBehaviour {
  return {
    scopeLagMs: 0,
    unknownKeyspace: "UNKNOWN_KEYSPACE",
    strangersKeyspaces: "none",
    entry: "db-rest",
    forbidden: "status-401",
    sessionMs: 300_000,
    asleep: "json-503",
    shutOut: "page-403",
  };
}

/** The answer for a database that sleeps or wakes up. */
export function asleepAnswer(asleep: DataApiBehaviour["asleep"]) {
  switch (asleep) {
    case "json-503":
      return json(503, {
        message: "Resuming your database, try again shortly",
      });
    case "page-503":
      return page(503, "Service Unavailable");
    case "text-401":
      return text(401, "Unauthorized");
  }
}

/** The answer of the edge for an address that is not on the access list. */
export function shutOutAnswer(shutOut: DataApiBehaviour["shutOut"]) {
  return shutOut === "page-403"
    ? page(403, "Forbidden")
    : text(403, "RBAC: access denied");
}

function page(status: number, words: string): SimulatedAnswer {
  return text(status, `<html><body><h1>${words}</h1></body></html>`, {
    "content-type": "text/html",
  });
}
