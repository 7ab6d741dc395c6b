import type { ListedToken } from "../../../src/rotation/credential.ts";
import type { SimulatedRun } from "./simulated-run.ts";
import {
  astraTime,
  type Listing,
  ORGANIZATION,
  ROLE,
  type Token,
  type World,
} from "./world.ts";

/** Makes a token live; client ids are not in the order of generation. */
export function addToken(
  world: World,
  facts: Partial<Token> & Pick<Token, "maker">,
): Token {
  const number = world.made;
  world.made += 1;
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

/** Whether Astra takes it: neither revoked nor expired. */
export function isLive(world: World, token: Token): boolean {
  return token.diedAt === undefined && !isExpired(world, token, world.now);
}

/** Whether its lifetime is over at that instant. */
export function isExpired(
  { astraError }: World,
  { expiresOn }: Token,
  instant: number,
): boolean {
  return expiresOn !== undefined && expiresOn <= instant + astraError;
}

/** Ends a token; whether it was there to be ended. An expired one is gone already, and a list that shows it goes on doing so. */
export function killToken(
  world: World,
  clientId: string,
  by: SimulatedRun | undefined,
): boolean {
  const token = tokenOf(world, clientId);
  if (token === undefined || !isLive(world, token)) return false;
  token.diedAt = world.now;
  token.revokedBy = by;
  world.onChange({ kind: "revoked", token, by });
  return true;
}

/** The organization's token list, as it was so long ago (milliseconds). */
export function listTokens(world: World, agoMs = 0): readonly ListedToken[] {
  const { listing, now } = world;
  const bornBy = now - agoMs - listing.creationLagMs;
  const deadBy = now - agoMs - listing.deletionLagMs;
  return world.tokens.flatMap((token) => {
    const { bornAt, diedAt, clientId, generatedOn, expiresOn } = token;
    const isHidden =
      token.organization !== ORGANIZATION ||
      bornAt > bornBy ||
      (diedAt !== undefined && diedAt <= deadBy) ||
      (!listing.keepsExpired && isExpired(world, token, now - agoMs));
    if (isHidden) return [];
    const description = keptDescription(listing, token.description);
    const roles = listedRoles(world, token);
    return [{ clientId, roles, generatedOn, expiresOn, description }];
  });
}

function listedRoles(
  { roles, listing }: World,
  token: Token,
): readonly string[] {
  if (listing.roles === "ids") return token.roles;
  return token.roles.map(
    (id) => roles.find((role) => role.id === id)?.names[0] ?? id,
  );
}

const CUT_LENGTH = 60;

function keptDescription({ description }: Listing, text: string): string {
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
