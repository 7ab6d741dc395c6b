import type { InventoryToken } from "./inventory.ts";
import { membersByPlaces, type RotationGroup } from "./rotations.ts";

/** How much a finding matters, the most first. */
export const LEVELS = ["error", "warning", "notice"] as const;

export type Level = (typeof LEVELS)[number];

/** What is found, in the order in which people read it. */
export const KINDS = [
  "not-renewed",
  "manages-tokens",
  "older",
  "no-expiry",
  "dangling-role",
  "several-alive",
  "organization-wide",
] as const;

export type FindingKind = (typeof KINDS)[number];

/** One finding, about one token or more. */
export interface Finding {
  readonly kind: FindingKind;
  readonly level: Level;
  readonly clientIds: readonly string[];
  /** The rotation's place, where it is about a rotation. */
  readonly place: string | undefined;
}

/** From when something is found; milliseconds, 0 for never. */
export interface Thresholds {
  readonly olderThanMs: number;
  readonly notRenewedAfterMs: number;
}

/**
 * So many live tokens of a rotation are no surprise: the current one, and those
 * that wait for the end of their overlap or for the next run.
 */
const FEW_ALIVE = 3;

/**
 * Nor are more, where a short cadence meets a long overlap: only when one of
 * them has been superseded for longer, milliseconds.
 */
const LONG_SUPERSEDED_MS = 14 * 86_400_000;

/** Everything that is found, the gravest first. */
export function findingsOf(
  alive: readonly InventoryToken[],
  rotations: readonly RotationGroup[],
  now: number,
  thresholds: Thresholds,
): readonly Finding[] {
  const findings = [
    ...aboutTokens(alive, thresholds),
    ...rotations.flatMap((rotation) => [
      ...notRenewed(rotation, now, thresholds),
      ...severalAlive(rotation, now),
    ]),
  ];
  return findings.toSorted(
    (a, b) =>
      LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
      KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind),
  );
}

/** Tokens about which the same is to be said are told of together. */
function aboutTokens(
  alive: readonly InventoryToken[],
  thresholds: Thresholds,
): readonly Finding[] {
  const found = alive.flatMap((token) =>
    saidOf(token, thresholds).map((said) => ({ ...said, token })),
  );
  const groups = Map.groupBy(found, ({ kind, level }) => `${kind} ${level}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const clientIds = group.map(({ token }) => token.clientId);
    return [
      { kind: first.kind, level: first.level, clientIds, place: undefined },
    ];
  });
}

function saidOf(
  { rights, expiresOn, ageMs, isRotated, isCaller }: InventoryToken,
  { olderThanMs }: Thresholds,
): readonly Pick<Finding, "kind" | "level">[] {
  const endless = expiresOn === undefined;
  const said: Pick<Finding, "kind" | "level">[] = [];
  if (rights.reach === "manages-tokens") {
    // A token that lists the tokens may have to be one that manages them.
    const isWatched = isCaller || isRotated;
    const level = isCaller
      ? "notice"
      : endless && !isWatched
        ? "error"
        : "warning";
    said.push({ kind: "manages-tokens", level });
  }
  if (rights.reach === "organization") {
    said.push({ kind: "organization-wide", level: "notice" });
  }
  if (rights.roles.some(({ isDangling }) => isDangling)) {
    said.push({ kind: "dangling-role", level: "warning" });
  }
  if (endless) {
    // A rotation ends its tokens itself.
    said.push({ kind: "no-expiry", level: isRotated ? "notice" : "warning" });
  }
  if (olderThanMs > 0 && ageMs !== undefined && ageMs > olderThanMs) {
    said.push({ kind: "older", level: "warning" });
  }
  return said;
}

/**
 * Rotations of this repository that have ended without revoking their tokens:
 * under a former name, or for places that were taken away.
 */
function notRenewed(
  rotation: RotationGroup,
  now: number,
  { notRenewedAfterMs }: Thresholds,
): readonly Finding[] {
  if (!rotation.isOwn || notRenewedAfterMs === 0) return [];
  return membersByPlaces(rotation)
    .filter(
      ([first, ...others]) =>
        now - (others.at(-1) ?? first).generatedOn > notRenewedAfterMs,
    )
    .map((members) => ({
      kind: "not-renewed",
      level: "error",
      clientIds: members.map(({ clientId }) => clientId),
      place: rotation.place,
    }));
}

function severalAlive(
  { members, place }: RotationGroup,
  now: number,
): readonly Finding[] {
  const successor = members[1];
  const isLong =
    successor !== undefined && now - successor.generatedOn > LONG_SUPERSEDED_MS;
  if (members.length <= FEW_ALIVE || !isLong) return [];
  const clientIds = members.map(({ clientId }) => clientId);
  return [{ kind: "several-alive", level: "warning", clientIds, place }];
}
