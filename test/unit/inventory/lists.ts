import type { KnownRole } from "../../../src/astra/roles.ts";
import type { InventoryFacts } from "../../../src/inventory/inventory.ts";
import type { Marker } from "../../../src/rotation/marker.ts";
import type { ListedToken } from "../../../src/rotation/credential.ts";
import {
  DAY,
  handMade,
  LINEAGE,
  minted,
  NOW,
} from "../rotation/observations.ts";

const ORG = "drn:astra:org:__ORG_ID__";

/** A role as the list shows it. */
export function roleOf(
  name: string,
  actions: readonly string[],
  ...resources: readonly string[]
): KnownRole {
  return {
    id: `id of ${name}`,
    name,
    policy: {
      actions: [...actions],
      resources: resources.map((one) => `${ORG}${one}`),
      effect: "allow",
    },
  };
}

/** Reads and writes all databases. */
export const WRITER = roleOf("writer", ["db-cql"], "", ":db:*");

/** Mints and revokes tokens. */
export const MANAGER = roleOf("manager", ["org-token-write"], "", ":db:*");

/** Reads and writes the database `orders`. */
export const ORDERS = roleOf(
  "orders",
  ["db-cql"],
  "",
  ":db:orders",
  ":db:orders:keyspace:*",
);

/** A token that ends, made by hand a day ago, for one database. */
export function token(
  clientId: string,
  facts: Partial<ListedToken> = {},
): ListedToken {
  return handMade(clientId, facts.generatedOn ?? NOW - DAY, {
    roles: [ORDERS.id],
    expiresOn: NOW + 30 * DAY,
    ...facts,
  });
}

/** A token of a rotation of this repository. */
export function rotated(
  clientId: string,
  ageMs: number,
  facts: Partial<Omit<Marker, "roles">> & Partial<ListedToken> = {},
): ListedToken {
  return minted(clientId, NOW - ageMs, {
    roles: [ORDERS.id],
    expiresOn: NOW + 30 * DAY,
    ...facts,
  });
}

/** What an inventory is taken of; nothing is found in it. */
export function factsOf(
  tokens: readonly ListedToken[],
  facts: Partial<InventoryFacts> = {},
): InventoryFacts {
  return {
    tokens,
    roles: [WRITER, MANAGER, ORDERS],
    now: NOW,
    caller: "caller",
    home: LINEAGE.home,
    thresholds: { olderThanMs: 90 * DAY, notRenewedAfterMs: 60 * DAY },
    ...facts,
  };
}
