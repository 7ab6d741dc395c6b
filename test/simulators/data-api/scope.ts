import { allows, type Grant, touches } from "../astra/rights.ts";
import type { DataApiBehaviour } from "./behaviour.ts";
import type { Database } from "./database.ts";

/** What everybody sees who may see the schema. */
const SYSTEM_KEYSPACES = ["system", "system_schema", "system_virtual_schema"];

/** What one token may do in one database. */
export interface Scope {
  /** Whether a role of the token names anything of the database. */
  readonly isKnown: boolean;
  /** Whether it may use this API at all. */
  readonly mayEnter: boolean;
  /** The keyspaces that its own connection shows. */
  readonly keyspaces: readonly string[];
  /** Whether it may do something to a table. */
  may(action: string, keyspace: string, table: string): boolean;
}

/** The scope that grants give in a database. */
export function scopeIn(
  { id, organizationId, keyspaces }: Database,
  grants: readonly Grant[],
  entry: DataApiBehaviour["entry"],
): Scope {
  const whole = `drn:astra:org:${organizationId}:db:${id}`;
  const has = (action: string): boolean => touches(grants, action, whole);
  const may = (action: string, keyspace: string, table: string): boolean =>
    allows(grants, action, `${whole}:keyspace:${keyspace}:table:${table}`);
  // The driver reads the schema with the token's own rights.
  const readsSchema = may("db-table-select", "system_schema", "keyspaces");
  const describes = (keyspace: string): boolean =>
    ["db-keyspace-describe", "db-all-keyspace-describe"].some((action) =>
      allows(grants, action, `${whole}:keyspace:${keyspace}`),
    );
  return {
    isKnown: touches(grants, undefined, whole),
    mayEnter: {
      "db-rest": has("db-rest"),
      "db-cql": has("db-cql"),
      either: has("db-rest") || has("db-cql"),
      both: has("db-rest") && has("db-cql"),
    }[entry],
    keyspaces: readsSchema
      ? [...SYSTEM_KEYSPACES, ...keyspaces.keys()].filter(describes)
      : [],
    may,
  };
}

/** The scope of a token that has no rights in the database, or none yet. */
export function strangersScope(
  shows: DataApiBehaviour["strangersKeyspaces"],
): Scope {
  return {
    isKnown: false,
    mayEnter: false,
    keyspaces: shows === "system" ? SYSTEM_KEYSPACES : [],
    may: () => false,
  };
}
