import type { ListedToken } from "../../../src/rotation/credential.ts";
import type { SimulatedRun } from "./simulated-run.ts";

/** Who made a token; the protocol has to find out by itself. */
export type Maker = "rotation" | "person" | "copyist" | "administrator";

/** One Astra token. All `…At` instants are true time, epoch milliseconds. */
export interface Token {
  readonly clientId: string;
  readonly maker: Maker;
  readonly mintedBy: SimulatedRun | undefined;
  readonly roles: readonly string[];
  readonly organization: string;
  /** On Astra's clock. */
  readonly generatedOn: number;
  readonly expiresOn: number | undefined;
  readonly description: string;
  /** When the request that made it was sent; it may have taken effect a while later. */
  readonly askedAt: number;
  readonly bornAt: number;
  diedAt: number | undefined;
  /** The run that revoked it; undefined when a person did. */
  revokedBy: SimulatedRun | undefined;
  /** Since when no secret of a configured target holds it; undefined while it was never held. */
  releasedAt: number | undefined;
}

/** One secret of one target. */
export interface StoredSecret {
  readonly target: string;
  readonly secret: string;
  /** Client id of the token it holds; undefined while the secret is not there. */
  value: string | undefined;
  /** On GitHub's clock, whole seconds. */
  updatedAt: number | undefined;
}

/** A workflow run that read every secret when it began. */
export interface Reader {
  readonly startedAt: number;
  readonly endsAt: number;
  readonly holds: ReadonlySet<string>;
}

/** One change of what a service holds. */
export type Change =
  | { readonly kind: "minted"; readonly token: Token }
  | {
      readonly kind: "revoked";
      readonly token: Token;
      /** Undefined when a person did it. */
      readonly by: SimulatedRun | undefined;
    }
  | {
      readonly kind: "written";
      readonly cell: StoredSecret;
      readonly by: SimulatedRun | undefined;
    }
  | { readonly kind: "configured" };

/** Both services, with the true time that neither of them shows. */
export interface World {
  now: number;
  /** Astra's clock minus true time, milliseconds. */
  astraError: number;
  githubError: number;
  tokens: Token[];
  cells: StoredSecret[];
  /** Names of the targets that are configured now. */
  targets: string[];
  /** Client ids that a person named with `previous-token`. */
  named: Set<string>;
  readers: Reader[];
  /** When a person last wrote a secret. */
  personWroteAt: number;
  /** How Astra treats a description. */
  description: "kept" | "dropped" | "cut" | "lower-cased";
  /** How long the list hides a change, milliseconds. */
  listLagMs: number;
  /** How long a fresh token is not accepted, milliseconds. */
  activationMs: number;
  onChange: (change: Change) => void;
}

export const ORGANIZATION = "organization-1";
export const ROLE = "role-1";

/** A world with an admin token and nothing else. */
export function createWorld(): World {
  const world: World = {
    now: Date.UTC(2030, 0, 1),
    astraError: 0,
    githubError: 0,
    tokens: [],
    cells: [],
    targets: [],
    named: new Set(),
    readers: [],
    personWroteAt: -Infinity,
    description: "kept",
    listLagMs: 0,
    activationMs: 0,
    onChange: () => undefined,
  };
  addToken(world, { maker: "administrator", roles: ["administrator"] });
  return world;
}

/** A copy that shares nothing that changes. */
export function cloneWorld(world: World): World {
  return {
    ...world,
    tokens: world.tokens.map((token) => ({ ...token })),
    cells: world.cells.map((cell) => ({ ...cell })),
    targets: [...world.targets],
    named: new Set(world.named),
    readers: [...world.readers],
  };
}

export function astraTime({ now, astraError }: World): number {
  return now + astraError;
}

export function githubTime({ now, githubError }: World): number {
  return now + githubError;
}

/** An instant as a `Date` header or `updated_at` shows it. */
export function wholeSeconds(instant: number): number {
  return Math.floor(instant / 1000) * 1000;
}

/** Makes a token live; client ids are not in the order of generation. */
export function addToken(
  world: World,
  facts: Partial<Token> & Pick<Token, "maker">,
): Token {
  const number = world.tokens.length;
  const token: Token = {
    clientId: `${"qmxbtzkcva"[number % 10] ?? ""}${String(number)}`,
    mintedBy: undefined,
    roles: [ROLE],
    organization: ORGANIZATION,
    generatedOn: astraTime(world),
    expiresOn: undefined,
    description: "",
    askedAt: world.now,
    bornAt: world.now,
    diedAt: undefined,
    revokedBy: undefined,
    releasedAt: undefined,
    ...facts,
  };
  world.tokens.push(token);
  world.onChange({ kind: "minted", token });
  return token;
}

export function tokenOf(world: World, clientId: string): Token | undefined {
  return world.tokens.find((token) => token.clientId === clientId);
}

/** Ends a token; whether it was live. */
export function killToken(
  world: World,
  clientId: string,
  by: SimulatedRun | undefined,
): boolean {
  const token = tokenOf(world, clientId);
  if (token === undefined || token.diedAt !== undefined) return false;
  token.diedAt = world.now;
  token.revokedBy = by;
  world.onChange({ kind: "revoked", token, by });
  return true;
}

/** Writes a secret, or removes it (`value` undefined). */
export function writeCell(
  world: World,
  cell: StoredSecret,
  value: string | undefined,
  by: SimulatedRun | undefined,
): void {
  cell.value = value;
  cell.updatedAt =
    value === undefined ? undefined : wholeSeconds(githubTime(world));
  noteHolders(world);
  world.onChange({ kind: "written", cell, by });
}

/** Brings `releasedAt` up to date after a write or a change of the configuration. */
export function noteHolders(world: World): void {
  const held = new Set(configuredCells(world).map(({ value }) => value));
  for (const token of world.tokens) {
    if (held.has(token.clientId)) token.releasedAt = Infinity;
    else if (token.releasedAt === Infinity) token.releasedAt = world.now;
  }
}

export function configuredCells({
  cells,
  targets,
}: World): readonly StoredSecret[] {
  return cells.filter(({ target }) => targets.includes(target));
}

/** The token list as it was at an instant. */
export function listAt(world: World, instant: number): readonly ListedToken[] {
  return world.tokens.flatMap((token) => {
    const { bornAt, diedAt, clientId, roles, generatedOn, expiresOn } = token;
    if (bornAt > instant || (diedAt !== undefined && diedAt <= instant)) {
      return [];
    }
    const description = keptDescription(world, token.description);
    return [{ clientId, roles, generatedOn, expiresOn, description }];
  });
}

const CUT_LENGTH = 60;

function keptDescription({ description }: World, text: string): string {
  switch (description) {
    case "kept":
      return text;
    case "dropped":
      return "";
    case "cut":
      return text.slice(0, CUT_LENGTH);
    case "lower-cased":
      return text.toLowerCase();
    default:
      return description satisfies never;
  }
}
