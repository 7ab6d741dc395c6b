import * as v from "valibot";
import { parseBoundedJson, readBody } from "../service/bounded-json.ts";
import { knownInstant, readInstant } from "./instant.ts";

/**
 * The shapes of the DevOps API, as far as the action reads them. Unknown keys
 * are ignored; nothing of a body that does not fit is kept or quoted.
 * https://docs.datastax.com/en/astra-api-docs/_attachments/devops-api/index.html
 */

/**
 * Client ids are letters in every sample; anything that could be a path segment
 * of another kind is refused.
 */
export const ClientId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/u));

const Text = v.pipe(v.string(), v.maxLength(4096));

/**
 * A time in any form that `readInstant` knows; anything else counts as not
 * said.
 */
const Instant = v.pipe(
  v.unknown(),
  v.transform((value) => knownInstant(readInstant(value))),
);

/** `POST /v2/clientIdSecrets`, 200: the one answer that holds secrets. */
export const MintedWire = v.object({
  clientId: ClientId,
  secret: v.pipe(v.string(), v.regex(/^[!-~]{16,512}$/u)),
  orgId: v.pipe(Text, v.toLowerCase()),
  roles: v.array(Text),
  token: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(1024)))),
  generatedOn: v.optional(Instant),
  tokenExpiry: v.optional(Instant),
});

/**
 * `GET /v2/currentOrg`, 200. Ids of organizations are kept in lower case,
 * whichever way they are written.
 */
export const OrganizationWire = v.object({
  id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,64}$/u), v.toLowerCase()),
});

const Names = v.pipe(
  v.array(Text),
  v.transform((names): readonly string[] => [...new Set(names)].sort()),
);

const PolicyWire = v.pipe(
  v.unknown(),
  v.transform(withLowerKeys),
  v.object({
    actions: Names,
    resources: v.optional(Names, []),
    effect: v.optional(Text, "allow"),
  }),
);

/** Field names come in either case; no key of an answer becomes one of ours. */
function withLowerKeys(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const found = new Map<string, unknown>(Object.entries(value));
  return Object.fromEntries(
    ["Actions", "Resources", "Effect"].map((name) => {
      const key = name.toLowerCase();
      return [key, found.get(key) ?? found.get(name)];
    }),
  );
}

/** What a role allows, in an order of its own. */
export type RolePolicy = v.InferOutput<typeof PolicyWire>;

/**
 * `GET /v2/organizations/roles`, 200: field names come in either case, the
 * policy as an object or as JSON text.
 */
export const RoleListWire = v.array(
  v.pipe(
    v.object({
      id: v.optional(Text),
      ID: v.optional(Text),
      name: v.optional(Text),
      Name: v.optional(Text),
      policy: v.optional(v.unknown()),
      Policy: v.optional(v.unknown()),
    }),
    v.transform((role) => ({
      id: role.id ?? role.ID ?? "",
      name: role.name ?? role.Name ?? "",
      policy: policyOf(role.policy ?? role.Policy),
    })),
  ),
);

function policyOf(policy: unknown): RolePolicy | undefined {
  const value = typeof policy === "string" ? parseBoundedJson(policy) : policy;
  const parsed = v.safeParse(PolicyWire, value);
  return parsed.success ? parsed.output : undefined;
}

const ErrorWire = v.object({
  errors: v.array(v.object({ ID: v.optional(v.number()) })),
});

/** The numeric ids of an error answer; its texts are never read. */
export function errorIdsOf(body: string): readonly number[] {
  const ids = readBody(ErrorWire, body)?.errors.map(({ ID }) => ID);
  return ids?.filter((id) => id !== undefined) ?? [];
}
