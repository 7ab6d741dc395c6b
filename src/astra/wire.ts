import * as v from "valibot";
import { parseBoundedJson } from "../http/bounded-json.ts";
import { LATEST_INSTANT } from "../rotation/marker.ts";

/**
 * The shapes of the DevOps API, as far as the action reads them. Unknown keys
 * are ignored; nothing of a body that does not fit is kept or quoted.
 * https://docs.datastax.com/en/astra-api-docs/_attachments/devops-api/index.html
 */

/** Client ids are letters in every sample; anything that could be a path segment of another kind is refused. */
const ClientId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/u));

const Text = v.pipe(v.string(), v.maxLength(4096));

/** RFC 3339 with up to nine digits of fraction, as epoch milliseconds; anything else counts as not said. */
const Instant = v.pipe(v.unknown(), v.transform(parseInstant));

/** Earliest instant that a token can have been made at; the service writes year 1 where it knows none. */
const EARLIEST = Date.UTC(2015, 0, 1);

function parseInstant(value: unknown): number | undefined {
  if (typeof value !== "string") return undefined;
  const isRfc3339 =
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/u.test(
      value,
    );
  const parsed = isRfc3339 ? Date.parse(value) : Number.NaN;
  return parsed >= EARLIEST && parsed <= LATEST_INSTANT ? parsed : undefined;
}

/** `POST /v2/clientIdSecrets`, 200: the one answer that holds secrets. */
export const MintedWire = v.object({
  clientId: ClientId,
  secret: v.pipe(v.string(), v.regex(/^[!-~]{16,512}$/u)),
  orgId: Text,
  roles: v.array(Text),
  token: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(1024)))),
  generatedOn: v.optional(Instant),
  tokenExpiry: v.optional(Instant),
});

const ListedWire = v.object({
  clientId: ClientId,
  roles: v.optional(v.nullable(v.array(Text))),
  generatedOn: v.optional(Instant),
  tokenExpiry: v.optional(Instant),
  description: v.optional(v.nullable(Text)),
});

/** `GET /v2/clientIdSecrets`, 200. The caller's own token is always in it, so an empty list is no answer. */
export const TokenListWire = v.object({
  clients: v.pipe(v.array(v.unknown()), v.minLength(1)),
});

/** One entry of the list, or undefined when it cannot be any token of ours. */
export function parseListed(
  entry: unknown,
): v.InferOutput<typeof ListedWire> | undefined {
  const parsed = v.safeParse(ListedWire, entry);
  return parsed.success ? parsed.output : undefined;
}

/** `GET /v2/currentOrg`, 200. */
export const OrganizationWire = v.object({
  id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,64}$/u)),
});

const PolicyWire = v.object({ actions: v.optional(v.array(Text), []) });

/** `GET /v2/organizations/roles`, 200: field names come in either case, the policy as an object or as JSON text. */
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
      actions: actionsOf(role.policy ?? role.Policy),
    })),
  ),
);

function actionsOf(policy: unknown): readonly string[] {
  const value = typeof policy === "string" ? parseBoundedJson(policy) : policy;
  const parsed = v.safeParse(PolicyWire, value);
  return parsed.success ? parsed.output.actions : [];
}

const ErrorWire = v.object({
  errors: v.array(v.object({ ID: v.optional(v.number()) })),
});

/** The numeric ids of an error answer; its texts are never read. */
export function errorIdsOf(body: string): readonly number[] {
  const parsed = v.safeParse(ErrorWire, parseBoundedJson(body));
  return parsed.success
    ? parsed.output.errors.flatMap(({ ID }) => (ID === undefined ? [] : [ID]))
    : [];
}

/** Reads a body by a shape; undefined when it does not fit. */
export function readBody<T>(
  schema: v.GenericSchema<unknown, T>,
  body: string,
): T | undefined {
  const parsed = v.safeParse(schema, parseBoundedJson(body));
  return parsed.success ? parsed.output : undefined;
}
