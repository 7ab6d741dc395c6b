import {
  type ClockReading,
  compareClocks,
  isUsable,
  latestAt,
} from "./clocks.ts";
import type { ListedToken } from "./credential.ts";
import {
  asRotationError,
  joinErrors,
  RotationError,
  type RotationErrorCode,
} from "./errors.ts";
import { requireWhole } from "./listing.ts";
import { isNewerMarker } from "./marker.ts";
import type { Observation, Policy } from "./observation.ts";
import type {
  Clock,
  CredentialEnd,
  Issuer,
  Ports,
  PreviousAnswer,
  Read,
  RoleReading,
  TargetObservation,
} from "./ports.ts";
import { shortId, shortIds } from "./short-id.ts";

/**
 * Reads everything that a decision rests on, all of it at once; only whose
 * `previous-token` is, where the list does not show it, is asked afterwards.
 * Throws when anything cannot be read, naming every problem and not only the
 * first, and when what was read is not fit to decide by.
 */
export async function observe(
  { issuer, targets, clock }: Ports,
  policy: Policy,
): Promise<Observation> {
  const reads = {
    organization: readOrganization(issuer, policy, clock),
    roles: readRoles(issuer, policy),
    list: withElapsed(issuer.list("rotate"), clock),
    stores: everyOne(targets.map((target) => target.observe())),
  };
  await everyOne<unknown>(Object.values(reads));
  const organization = await reads.organization;
  const list = await reads.list;
  const stores = await reads.stores;
  const roles = await reads.roles;
  requireWhole(list.value, issuer.adminClientId);
  requireKnownMarkers(list.value, policy);
  const previous = await askPrevious(issuer, list.value, policy);
  requireOwnPrevious(previous, organization.value, policy);
  const readings: ClockReading[] = stores.flatMap((store) => store.clocks);
  for (const { clock } of [organization, list]) {
    if (clock !== undefined) readings.push(clock);
  }
  return {
    organization: organization.value,
    roles: roles.roles,
    rolesDigest: roles.digest,
    rolesAddedSince: roles.addedSince,
    rolesUnchecked: roles.unchecked,
    tokens: list.value,
    secrets: stores.flatMap((store) => store.secrets),
    overrides: [],
    previous,
    githubEnd: earliestEnd(stores),
    clocks: {
      ...compareClocks(readings),
      astraAt: (elapsed) => latestAt(usable([organization, list]), elapsed),
    },
  };
}

function earliestEnd(
  stores: readonly TargetObservation[],
): CredentialEnd | undefined {
  return stores
    .flatMap(({ credentialEnd: end }) => (end === undefined ? [] : [end]))
    .toSorted((a, b) => a.expiresOn - b.expiresOn)[0];
}

/** Checked at once: in a wrong organization, other reads fail for no reason. */
async function readOrganization(
  issuer: Issuer,
  policy: Policy,
  clock: Clock,
): ReturnType<typeof withElapsed<string>> {
  const organization = await withElapsed(issuer.organization(), clock);
  requireOrganization(organization.value, policy);
  return organization;
}

/**
 * A read with the instant of its answer on the clock that has gone furthest,
 * which a suspended machine does not stop.
 */
async function withElapsed<T>(
  read: Promise<Read<T>>,
  clock: Clock,
): Promise<Read<T> & { readonly elapsed: number }> {
  const answer = await read;
  return { ...answer, elapsed: clock.elapsed() };
}

function usable(
  answers: readonly (Read<unknown> & { readonly elapsed: number })[],
): readonly Pick<ClockReading, "serverTime" | "receivedAt">[] {
  return answers.flatMap(({ clock, elapsed }) =>
    clock === undefined || !isUsable(clock)
      ? []
      : [{ serverTime: clock.serverTime, receivedAt: elapsed }],
  );
}

/** What `check` ends with, too: no outage, but a mistake. */
const WRONG_ROLES: ReadonlySet<RotationErrorCode> = new Set([
  ...(["role-unknown", "role-ambiguous"] as const),
  ...(["role-missing", "role-differs"] as const),
]);

/**
 * Roles are needed only to mint: `retire` asks for none, `check` goes on
 * without those that it cannot read.
 */
async function readRoles(
  issuer: Issuer,
  { mode }: Policy,
): Promise<RoleReading> {
  const none = { roles: [], digest: undefined, unchecked: undefined };
  if (mode === "retire") return none;
  if (mode === "rotate") return await issuer.roles();
  try {
    return await issuer.roles();
  } catch (thrown) {
    const error = asRotationError(thrown);
    if (WRONG_ROLES.has(error.code)) throw error;
    return { ...none, unchecked: error };
  }
}

async function askPrevious(
  issuer: Issuer,
  tokens: readonly ListedToken[],
  { previousClientId }: Policy,
): Promise<PreviousAnswer | undefined> {
  if (previousClientId === undefined) return undefined;
  const isShown = tokens.some(({ clientId }) => clientId === previousClientId);
  return isShown ? undefined : await issuer.organizationOfPrevious();
}

/**
 * Throws `organization-mismatch` when the Astra token belongs to another
 * organization than the configured one.
 */
export function requireOrganization(
  organization: string,
  { organizationId }: Pick<Policy, "organizationId">,
): void {
  if (organizationId === undefined || organizationId === organization) return;
  throw new RotationError({
    code: "organization-mismatch",
    summary: `\`astra-token\` belongs to the organization ${inertId(organization)}, but \`organization-id\` is ${inertId(organizationId)}.`,
    remedy:
      "Nothing was minted. Store a token of the right organization in the secret that `astra-token` reads, or correct `organization-id`.",
    rerun: "fix-first",
  });
}

function requireOwnPrevious(
  previous: PreviousAnswer | undefined,
  own: string,
  { previousClientId = "" }: Policy,
): void {
  if (previous?.kind !== "organization") return;
  if (previous.organization === own) return;
  throw new RotationError({
    code: "previous-elsewhere",
    summary: `\`previous-token\` (${shortId(previousClientId)}) belongs to the organization ${inertId(previous.organization)}, but \`astra-token\` belongs to ${inertId(own)}.`,
    remedy:
      "Nothing was minted, because a token of the wrong organization would have been written. Use an `astra-token` of the secret's own organization, or remove `previous-token` if the move is intended.",
    rerun: "fix-first",
  });
}

function requireKnownMarkers(
  tokens: readonly ListedToken[],
  { lineage }: Policy,
): void {
  const newer = tokens.filter(({ description }) =>
    isNewerMarker(description, lineage.home),
  );
  if (newer.length === 0) return;
  throw new RotationError({
    code: "marker-newer",
    summary: `A newer version of this action minted ${shortIds(newer.map(({ clientId }) => clientId))} for this repository; this version cannot read its markers.`,
    remedy:
      "Nothing was changed. Use the newer version in every workflow of the repository.",
    rerun: "fix-first",
  });
}

/**
 * An organization's id comes from outside: only what an id is made of is shown.
 */
function inertId(id: string): string {
  return id.replace(/[^A-Za-z0-9_-]/gu, "?").slice(0, 64);
}

/**
 * Waits for all; throws all errors as one when there is any, each sentence
 * once.
 */
export async function everyOne<T>(
  promises: readonly Promise<T>[],
): Promise<readonly T[]> {
  const settled = await Promise.allSettled(promises);
  const errors = settled.flatMap((result) => {
    if (result.status === "fulfilled") return [];
    const error = asRotationError(result.reason);
    return [error, ...error.also];
  });
  const unlike = errors.filter(
    (error, index) =>
      errors.findIndex((other) => other.summary === error.summary) === index,
  );
  const [first, ...others] = unlike;
  if (first !== undefined) throw joinErrors([first, ...others]);
  return settled.flatMap((result) =>
    result.status === "fulfilled" ? [result.value] : [],
  );
}
