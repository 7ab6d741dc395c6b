import type { KnownRole } from "../astra/roles.ts";
import { hasExpired, type ListedToken } from "../rotation/credential.ts";
import { type Finding, findingsOf, type Thresholds } from "./findings.ts";
import { type Reach, REACHES, type Rights, rightsBy } from "./reach.ts";
import { type RotationGroup, rotationsOf } from "./rotations.ts";

/** One token of the organization. Instants are epoch milliseconds. */
export interface InventoryToken {
  readonly clientId: string;
  readonly generatedOn: number | undefined;
  readonly expiresOn: number | undefined;
  readonly hasExpired: boolean;
  /** Milliseconds; undefined where the list does not say when it was made. */
  readonly ageMs: number | undefined;
  readonly rights: Rights;
  /** The rotation that minted it, by its marker. */
  readonly rotation: RotationGroup | undefined;
  readonly isRotated: boolean;
  /** Foreign text. */
  readonly description: string;
  /** Whether it is the token that the list was asked for with. */
  readonly isCaller: boolean;
}

/** How many tokens there are of each kind. */
export interface Counts {
  readonly alive: number;
  readonly expired: number;
  readonly byReach: Readonly<Record<Reach, number>>;
  /** Live tokens of rotations: of this repository, and of others. */
  readonly ownRotated: number;
  readonly otherRotated: number;
}

/** What lives in an organization, and what is to be said of it. */
export interface Inventory {
  readonly takenOn: number;
  readonly counts: Counts;
  readonly findings: readonly Finding[];
  readonly rotations: readonly RotationGroup[];
  /** Live tokens, the oldest first. */
  readonly alive: readonly InventoryToken[];
  readonly expired: readonly InventoryToken[];
  readonly thresholds: Thresholds;
  /** Whether the role list could not be read. */
  readonly lacksRoles: boolean;
  /** Whether it is known which rotations are this repository's. */
  readonly knowsHome: boolean;
}

/** What an inventory is taken of. */
export interface InventoryFacts {
  readonly tokens: readonly ListedToken[];
  /** Undefined where the list of roles could not be read. */
  readonly roles: readonly KnownRole[] | undefined;
  /** Astra's time, epoch milliseconds. */
  readonly now: number;
  /** Client id of the token that asked. */
  readonly caller: string;
  /** Hash of this repository in markers; undefined where it is not known. */
  readonly home: string | undefined;
  readonly thresholds: Thresholds;
}

/** Takes the inventory. It knows no owner and no last use: Astra has neither. */
export function inventoryOf(facts: InventoryFacts): Inventory {
  const { tokens, roles, now, home, thresholds } = facts;
  const listed = tokens.filter((token) => !hasExpired(token, now));
  const rotations = rotationsOf(listed, home);
  const byClientId = new Map(
    rotations.flatMap((rotation) =>
      rotation.members.map(({ clientId }) => [clientId, rotation] as const),
    ),
  );
  const rightsOf = rightsBy(roles);
  const all = tokens
    .map((token) => tokenOf(token, facts, rightsOf(token.roles), byClientId))
    .toSorted((a, b) => (b.ageMs ?? Infinity) - (a.ageMs ?? Infinity));
  const alive = all.filter((token) => !token.hasExpired);
  const expired = all.filter((token) => token.hasExpired);
  return {
    takenOn: now,
    counts: countsOf(alive, expired),
    findings: findingsOf(alive, rotations, now, thresholds),
    rotations,
    alive,
    expired,
    thresholds,
    lacksRoles: roles === undefined,
    knowsHome: home !== undefined,
  };
}

function tokenOf(
  token: ListedToken,
  { now, caller }: InventoryFacts,
  rights: Rights,
  byClientId: ReadonlyMap<string, RotationGroup>,
): InventoryToken {
  const { clientId, generatedOn, expiresOn, description } = token;
  const rotation = byClientId.get(clientId);
  return {
    clientId,
    generatedOn,
    expiresOn,
    hasExpired: hasExpired(token, now),
    ageMs: generatedOn === undefined ? undefined : now - generatedOn,
    rights,
    rotation,
    isRotated: rotation !== undefined,
    description,
    isCaller: clientId === caller,
  };
}

function countsOf(
  alive: readonly InventoryToken[],
  expired: readonly InventoryToken[],
): Counts {
  const count = (is: (token: InventoryToken) => boolean): number =>
    alive.filter(is).length;
  return {
    alive: alive.length,
    expired: expired.length,
    byReach: Object.fromEntries(
      REACHES.map((reach) => [
        reach,
        count(({ rights }) => rights.reach === reach),
      ]),
    ) as Record<Reach, number>,
    ownRotated: count(({ rotation }) => rotation?.isOwn === true),
    otherRotated: count(({ rotation }) => rotation?.isOwn === false),
  };
}
