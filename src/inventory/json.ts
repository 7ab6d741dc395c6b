import { rfc3339 } from "../action/report/words.ts";
import type { Finding, FindingKind } from "./findings.ts";
import type { Inventory, InventoryToken } from "./inventory.ts";
import { daysOf, foreign } from "./words.ts";

/** The version of the shape that `docs/inventory.schema.json` publishes. */
export const INVENTORY_VERSION = 1;

/**
 * Whether an inventory names tokens: whoever may see the logs of a public
 * repository sees only how many there are.
 */
export type Scope = "details" | "counts";

const MAX_DESCRIPTION = 256;
const MAX_NAME = 128;

/** Client ids that a finding names before the rest is only counted. */
const MAX_NAMED = 100;

/**
 * An inventory as JSON of at most so many bytes. Tokens that do not fit are
 * counted under `omitted`; those with findings are the last to be left out.
 */
export function inventoryText(
  inventory: Inventory,
  scope: Scope,
  maxBytes: number,
): string {
  if (scope === "counts") {
    return JSON.stringify(inventoryJson(inventory, scope, [], 0));
  }
  const kinds = kindsByToken(inventory.findings);
  const all = [...inventory.alive, ...inventory.expired].toSorted(
    (a, b) =>
      Number(kinds.has(b.clientId)) - Number(kinds.has(a.clientId)) ||
      Number(a.hasExpired) - Number(b.hasExpired),
  );
  const empty = JSON.stringify(inventoryJson(inventory, scope, [], all.length));
  let room = maxBytes - Buffer.byteLength(empty);
  const texts: string[] = [];
  for (const token of all) {
    const found = kinds.get(token.clientId) ?? [];
    const text = JSON.stringify(tokenJson(token, found, inventory));
    room -= Buffer.byteLength(text) + 1;
    if (room < 0) break;
    texts.push(text);
  }
  const omitted = all.length - texts.length;
  const frame = JSON.stringify(inventoryJson(inventory, scope, [], omitted));
  return frame.replace('"tokens":[]', () => `"tokens":[${texts.join(",")}]`);
}

function inventoryJson(
  inventory: Inventory,
  scope: Scope,
  tokens: readonly unknown[],
  omitted: number,
): Readonly<Record<string, unknown>> {
  const { counts, findings, rotations, lacksRoles } = inventory;
  return {
    version: INVENTORY_VERSION,
    takenOn: rfc3339(inventory.takenOn) ?? null,
    scope,
    counts: {
      alive: counts.alive,
      expired: counts.expired,
      rotated: { own: counts.ownRotated, other: counts.otherRotated },
      rotations: rotations.length,
      reach: counts.byReach,
    },
    readable: { roles: !lacksRoles, repository: inventory.knowsHome },
    findings:
      scope === "counts"
        ? countedFindings(findings)
        : findings.map(findingJson),
    tokens,
    omitted: { tokens: omitted },
  };
}

function findingJson({ kind, level, clientIds, place }: Finding): unknown {
  return {
    kind,
    level,
    count: clientIds.length,
    clientIds: clientIds.slice(0, MAX_NAMED),
    place: place === undefined ? null : foreign(place, MAX_NAME),
  };
}

/** Findings of one kind and level as a number alone. */
export function countedFindings(findings: readonly Finding[]): readonly {
  readonly kind: FindingKind;
  readonly level: Finding["level"];
  readonly count: number;
  readonly clientIds: null;
  readonly place: null;
}[] {
  const groups = Map.groupBy(findings, ({ kind, level }) => `${kind} ${level}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { kind, level } = first;
    const count = group.reduce((sum, one) => sum + one.clientIds.length, 0);
    return [{ kind, level, count, clientIds: null, place: null }];
  });
}

function kindsByToken(
  findings: readonly Finding[],
): ReadonlyMap<string, readonly FindingKind[]> {
  const kinds = new Map<string, FindingKind[]>();
  for (const { kind, clientIds } of findings) {
    for (const clientId of clientIds) {
      const known = kinds.get(clientId);
      if (known === undefined) kinds.set(clientId, [kind]);
      else if (!known.includes(kind)) known.push(kind);
    }
  }
  return kinds;
}

function tokenJson(
  token: InventoryToken,
  findings: readonly FindingKind[],
  { lacksRoles, knowsHome }: Inventory,
): unknown {
  const { rights, rotation } = token;
  return {
    clientId: token.clientId,
    generatedOn: rfc3339(token.generatedOn) ?? null,
    expiresOn: rfc3339(token.expiresOn) ?? null,
    expired: token.hasExpired,
    ageDays: daysOf(token.ageMs) ?? null,
    roles: rights.roles.map(({ id, name, isDangling }) => ({
      id: foreign(id, MAX_NAME),
      name: name === undefined ? null : foreign(name, MAX_NAME),
      exists: lacksRoles ? null : !isDangling,
    })),
    reach: rights.reach,
    databases: rights.databases.map((id) => foreign(id, MAX_NAME)),
    rotation:
      rotation === undefined
        ? null
        : {
            home: rotation.home,
            id: rotation.id,
            own: knowsHome ? rotation.isOwn : null,
            place: foreign(rotation.place, MAX_NAME),
          },
    description:
      rotation === undefined
        ? foreign(token.description, MAX_DESCRIPTION)
        : null,
    caller: token.isCaller,
    findings,
  };
}
