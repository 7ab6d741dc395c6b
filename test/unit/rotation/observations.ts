import {
  compareClocks,
  type ServiceClocks,
} from "../../../src/rotation/clocks.ts";
import type { ListedToken, Role } from "../../../src/rotation/credential.ts";
import { fenceOf } from "../../../src/rotation/fence.ts";
import {
  lineageOf,
  type LineageIdentity,
  type Member,
} from "../../../src/rotation/lineage.ts";
import { formatMarker, type Marker } from "../../../src/rotation/marker.ts";
import { digestOf } from "../../../src/rotation/places.ts";
import type {
  SecretState,
  Observation,
  Policy,
} from "../../../src/rotation/observation.ts";

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The instant of the observations, on both services' clocks. */
export const NOW = Date.UTC(2030, 0, 31, 12);

/** The fence of a run of 15 minutes. */
export const FENCE_MS = fenceOf(15 * MINUTE);

/** The hashes of two places, as they are made outside of the protocol. */
export const PLACES = [0x1234_5678_9abc, 0xfedc_ba98_7654] as const;

export const LINEAGE: LineageIdentity = {
  home: "home0001",
  id: "id000001",
  places: [PLACES[0]],
};

export const ROLE: Role = {
  id: "11111111-2222-3333-4444-555555555555",
  names: ["db_writer", "Database Writer"],
  managesTokens: false,
};

export const ADMIN: ListedToken = {
  clientId: "admin",
  roles: ["administrator"],
  generatedOn: NOW - 400 * DAY,
  expiresOn: undefined,
  description: "",
};

/** What a marker says unless a test says otherwise. */
export function markerOf(facts: Partial<Marker> = {}): Marker {
  return {
    home: LINEAGE.home,
    id: LINEAGE.id,
    places: digestOf(LINEAGE.places),
    placeCount: LINEAGE.places.length,
    roles: "role",
    attempt: "attempt_0001",
    mintedAt: NOW,
    clockOffsetMs: 0,
    fenceMs: FENCE_MS,
    lowWater: undefined,
    named: undefined,
    emergency: false,
    cause: "planned",
    run: "2n9c.1",
    ...facts,
  };
}

/** A listed credential of the rotation; its attempt id follows from its client id. */
export function minted(
  clientId: string,
  generatedOn: number,
  facts: Partial<Omit<Marker, "roles">> & Partial<ListedToken> = {},
): ListedToken {
  const { roles, expiresOn, description, ...marked } = facts;
  const attempt = clientId.padEnd(12, "_");
  const marker = markerOf({ attempt, mintedAt: generatedOn, ...marked });
  return {
    clientId,
    roles: roles ?? [ROLE.id],
    generatedOn,
    expiresOn,
    description: description ?? formatMarker(marker, "acme/web TOKEN"),
  };
}

/** A listed token without a marker. */
export function handMade(
  clientId: string,
  generatedOn: number | undefined,
  facts: Partial<ListedToken> = {},
): ListedToken {
  return {
    clientId,
    roles: ["reader"],
    generatedOn,
    expiresOn: undefined,
    description: "by hand",
    ...facts,
  };
}

/** The members of the rotation among listed tokens, oldest first. */
export function membersOf(...tokens: readonly ListedToken[]): Member[] {
  return [...lineageOf(tokens, LINEAGE).members];
}

/** The one member that a listed credential makes. */
export function memberOf(token: ListedToken): Member {
  const [member] = membersOf(token);
  if (member === undefined) throw new Error("not of the lineage");
  return member;
}

/** One secret, last written then; not there when that is undefined. */
export function cellAt(
  updatedAt: number | undefined,
  secret = "TOKEN",
  target = "acme/web",
): SecretState {
  return { target, secretName: secret, updatedAt };
}

/** Clocks that agree, or differ by an offset, at an instant of GitHub's. */
export function clocksAt(now: number, offset = 0): ServiceClocks {
  return compareClocks([
    { service: "github", serverTime: now, receivedAt: 0 },
    { service: "astra", serverTime: now - offset, receivedAt: 0 },
  ]);
}

/** What was observed; without further facts, an organization with an admin token and an empty secret. */
export function observationOf({
  now = NOW,
  tokens = [],
  ...facts
}: Partial<Observation> & { readonly now?: number } = {}): Observation {
  return {
    organization: "organization-1",
    roles: [ROLE],
    rolesDigest: "role",
    rolesUnchecked: undefined,
    previous: undefined,
    tokens: [ADMIN, ...tokens],
    secrets: [cellAt(undefined)],
    overrides: [],
    clocks: clocksAt(now),
    ...facts,
  };
}

/** A rotation every 30 days with an overlap of one day. */
export function policyOf(facts: Partial<Policy> = {}): Policy {
  return {
    mode: "rotate",
    lineage: LINEAGE,
    organizationId: undefined,
    rotateAfterMs: 30 * DAY,
    overlapMs: DAY,
    fenceMs: FENCE_MS,
    maxLiveTokens: 10,
    compromised: false,
    drain: false,
    toleranceMs: DAY,
    adminClientId: ADMIN.clientId,
    previousClientId: undefined,
    ...facts,
  };
}

/** What a marker says of the places that it was minted for. */
export function placed(
  ...places: readonly number[]
): Pick<Marker, "places" | "placeCount"> {
  return { places: digestOf(places), placeCount: places.length };
}
