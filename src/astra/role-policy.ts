import { createHash } from "node:crypto";
import { inert } from "../rotation/inert.ts";
import type { RolePolicy } from "./wire.ts";

/**
 * Roles for one database: what they allow and what they are called follows
 * from the configuration alone, so that two who need the same role mean the
 * same one. A role is never edited: a changed configuration is another role.
 */

/** What a token may do with its database, the least first. */
export const ACCESS = [
  "read-only",
  "read-write",
  "schema",
  "administer",
] as const;

/** What a token may do with its database. */
export type Access = (typeof ACCESS)[number];

/** What a role for one database is made of. */
export interface RoleScope {
  /** UUID, lower case. */
  readonly organization: string;
  /** UUID, lower case. */
  readonly database: string;
  /** In any order; none means all, those made later included. */
  readonly keyspaces: readonly string[];
  readonly access: Access;
}

/** What the role's creation is sent; all four fields are required. */
export interface SentPolicy {
  readonly description: string;
  readonly resources: readonly string[];
  readonly actions: readonly string[];
  readonly effect: "allow";
}

/** A role for one database, as it has to be. */
export interface DatabaseRole {
  /** ASCII, at most 64 characters; unique for what the role allows. */
  readonly name: string;
  readonly policy: SentPolicy;
}

/**
 * The actions of the built-in service-account roles; `db-rest` and `db-cql`
 * both, because nothing says which of them the Data API needs.
 */
const READ = [
  "accesslist-read",
  "db-all-keyspace-describe",
  "db-cql",
  "db-graphql",
  "db-keyspace-describe",
  "db-rest",
  "db-table-describe",
  "db-table-select",
];
const WRITE = [...READ, "db-table-modify"];
const SCHEMA = [...WRITE, "db-table-alter", "db-table-create", "db-table-drop"];
const ACTIONS: Readonly<Record<Access, readonly string[]>> = {
  "read-only": READ,
  "read-write": WRITE,
  schema: SCHEMA,
  administer: [
    ...SCHEMA,
    "db-all-keyspace-create",
    "db-keyspace-alter",
    "db-keyspace-authorize",
    "db-keyspace-create",
    "db-keyspace-drop",
    "db-keyspace-grant",
    "db-keyspace-modify",
    "db-manage-region",
    "db-table-authorize",
    "db-table-grant",
  ],
};

/**
 * Without these the Data API sees no keyspace at all: it reads the schema as
 * the token that it is asked with.
 */
const SYSTEM_KEYSPACES = ["system", "system_schema", "system_virtual_schema"];

const HASH_LENGTH = 10;
const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

/** The role that a configuration means. */
export function databaseRole(scope: RoleScope): DatabaseRole {
  const { database, access } = scope;
  const keyspaces = [...new Set(scope.keyspaces)].sort();
  const resources = resourcesOf(scope, keyspaces);
  const actions = [...ACTIONS[access]].sort();
  const hash = hashOf({ actions, effect: "allow", resources });
  return {
    name: `atr ${database.slice(0, 8)} ${access} ${hash}`,
    policy: {
      description: describe(scope, keyspaces),
      resources,
      actions,
      effect: "allow",
    },
  };
}

/** The body of the request that creates a role, as one line of JSON. */
export function roleRequestBody({ name, policy }: DatabaseRole): string {
  return JSON.stringify({ name, policy });
}

function resourcesOf(
  { organization, database }: RoleScope,
  keyspaces: readonly string[],
): readonly string[] {
  const whole = `drn:astra:org:${organization}`;
  const db = `${whole}:db:${database}`;
  const named = keyspaces.length === 0 ? ["*"] : keyspaces;
  return [
    whole,
    db,
    ...SYSTEM_KEYSPACES.map((one) => `${db}:keyspace:${one}:table:*`),
    ...named.flatMap((one) => [
      `${db}:keyspace:${one}`,
      `${db}:keyspace:${one}:table:*`,
    ]),
  ].sort();
}

/** For a person who reads the role list; no part of what the role is. */
function describe(
  { database, access }: RoleScope,
  keyspaces: readonly string[],
): string {
  const where =
    keyspaces.length === 0
      ? "all keyspaces"
      : keyspaces.length === 1
        ? "one keyspace"
        : `${String(keyspaces.length)} keyspaces`;
  return `Astra token rotator: ${access}, ${where} of database ${database}. Do not edit; a changed configuration is another role.`;
}

/** First letters, in base32, of SHA-256 over JSON with its keys in order. */
function hashOf(allowed: Omit<SentPolicy, "description">): string {
  const digest = createHash("sha256").update(JSON.stringify(allowed)).digest();
  const bits = [...digest]
    .map((byte) => byte.toString(2).padStart(8, "0"))
    .join("");
  return Array.from({ length: HASH_LENGTH }, (_, index) =>
    BASE32.charAt(Number.parseInt(bits.slice(index * 5, index * 5 + 5), 2)),
  ).join("");
}

/** How a listed role stands to the one that the configuration means. */
export type RoleComparison =
  | { readonly kind: "equal" }
  | {
      readonly kind: "wider" | "narrower" | "different";
      /** Lines that only the listed role has, made inert. */
      readonly extra: readonly string[];
      /** Lines that it lacks. */
      readonly missing: readonly string[];
    }
  /** The list does not say what it allows. */
  | { readonly kind: "unreadable" };

/** Longest line of a policy that a person is shown, characters. */
const MAX_LINE = 160;

/** Compares what a listed role allows with what it has to allow. */
export function compareRole(
  listed: RolePolicy | undefined,
  { policy }: DatabaseRole,
): RoleComparison {
  if (listed === undefined) return { kind: "unreadable" };
  const [, organization = ""] = /^drn:astra:org:([^:]+)/u.exec(
    policy.resources[0] ?? "",
  ) ?? [""];
  const has = new Set(linesOf(listed, organization));
  const wanted = new Set(linesOf(policy, organization));
  const extra = [...has]
    .filter((line) => !wanted.has(line))
    .map((line) => inert(line, MAX_LINE));
  const missing = [...wanted].filter((line) => !has.has(line));
  if (extra.length === 0 && missing.length === 0) return { kind: "equal" };
  const kind =
    missing.length === 0
      ? "wider"
      : extra.length === 0
        ? "narrower"
        : "different";
  return { kind, extra, missing };
}

/** What a policy allows, one line each, in an order of their own. */
export function linesOf(
  { actions, resources, effect }: RolePolicy,
  organization: string,
): readonly string[] {
  return [
    `effect ${effect.toLowerCase()}`,
    ...new Set(actions),
    ...new Set(resources.map((line) => inOrganization(line, organization))),
  ].sort();
}

/**
 * Built-in roles hold `__ORG_ID__` where custom ones hold the organization's
 * id, which may be written in either case.
 */
function inOrganization(line: string, organization: string): string {
  const parts = line.split(":");
  const [drn, astra, org, id] = parts;
  const isOwn =
    drn === "drn" &&
    astra === "astra" &&
    org === "org" &&
    (id === "__ORG_ID__" || id?.toLowerCase() === organization);
  return isOwn ? parts.with(3, organization).join(":") : line;
}
