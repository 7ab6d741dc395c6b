import { isExcusedDeath, isLostDouble, isRecorded } from "./exclusions.ts";
import { unprovenIn } from "./simulated-database.ts";
import type { SimulatedRun } from "./simulated-run.ts";
import type { Simulation } from "./simulation.ts";
import { type Change, ORGANIZATION, ROLE } from "./world.ts";
import { areOneRotation, placesOf } from "./world-secrets.ts";
import { isExpired, isLive, tokenOf } from "./world-tokens.ts";
import type { StoredSecret, Token } from "./world.ts";

type Check = (simulation: Simulation, change: Change) => string | undefined;

/** What stamps in whole seconds may take from an overlap, milliseconds. */
const STAMP_MS = 1_000;

/** A revocation by a run, with the run; undefined for every other change. */
function revocation(
  change: Change,
): { token: Token; by: SimulatedRun } | undefined {
  if (change.kind !== "revoked" || change.by === undefined) return undefined;
  return { token: change.token, by: change.by };
}

/** What has to hold after every single change of either service. */
export const SAFETY: Readonly<Record<string, Check>> = {
  // Whoever reads a secret reads a live token, whether or not a workflow is configured to write it.
  I1: (simulation) => {
    const { world } = simulation;
    for (const cell of world.cells) {
      const token =
        cell.value === undefined ? undefined : tokenOf(world, cell.value);
      const text =
        token === undefined ? undefined : wrongIn(simulation, cell, token);
      if (text !== undefined) return text;
    }
    return undefined;
  },

  I1w: ({ unreadPastes, excuses }, change) => {
    const revoked = revocation(change);
    if (revoked === undefined) return undefined;
    const { token, by } = revoked;
    const { releasedAt, clientId, diedAt = 0 } = token;
    const { overlapMs, compromised } = by.spec.settings.policy;
    if (compromised || releasedAt === undefined) return undefined;
    if (unreadPastes.has(clientId)) return undefined;
    const isShared = excuses.has("one token by hand for two rotations");
    if (isShared && token.maker === "person") return undefined;
    // A machine that slept wrote it beside a run that had looked before.
    const isLate = (token.mintedBy?.sleptMs ?? 0) > 0 && !isRecorded(token, by);
    if (isLate) return undefined;
    return diedAt - releasedAt < overlapMs - STAMP_MS
      ? `${clientId} was read less than the overlap ago`
      : undefined;
  },

  I3: ({ world, runs, pasted }, change) => {
    const revoked = revocation(change);
    if (revoked === undefined) return undefined;
    const { clientId } = revoked.token;
    const users = runs.filter(({ secrets }) => secrets.admin === clientId);
    if (users.length === 0) return undefined;
    // A person who pastes it back during the run sees it revoked.
    const isReplaced = world.cells.every(
      (cell) => cell.value !== clientId || pasted.get(cell) === "unread",
    );
    const isUsed =
      !users.includes(revoked.by) || revoked.by.successor !== undefined;
    return isReplaced && isUsed
      ? undefined
      : `admin ${clientId} was revoked before its replacement was in use`;
  },

  // What `previous-token` says to be another organization's is nobody's to replace.
  I1o: ({ world }, change) => {
    if (change.kind !== "written" || change.by === undefined) return undefined;
    if (change.by.isUntold) return undefined;
    const before = tokenOf(world, change.before ?? "");
    const isAnothers =
      before !== undefined &&
      before.organization !== ORGANIZATION &&
      before.clientId === change.by.secrets.previous;
    return isAnothers && isLive(world, before)
      ? `${before.clientId} of another organization was replaced`
      : undefined;
  },

  // The first write of a new key of its own comes after that key has listed the tokens.
  I3s: (_, change) => {
    if (change.kind !== "written" || change.by === undefined) return undefined;
    const { holdsOwnKey, successor, isDisturbed } = change.by;
    if (isDisturbed) return undefined;
    const value = change.cell.value ?? "";
    return holdsOwnKey && successor !== value
      ? `${value} was published as the key before it had listed the tokens`
      : undefined;
  },

  I4: (simulation, change) => {
    const { world } = simulation;
    const revoked = revocation(change);
    if (revoked === undefined || isLostDouble(simulation, revoked.token)) {
      return undefined;
    }
    const { token, by } = revoked;
    const isOurs = isOfSameRotation(simulation, token, by);
    const isTakenOver =
      token.maker === "rotation"
        ? isWithinPlaces(token, by) && world.named.has(token.clientId)
        : world.named.has(token.clientId);
    return isOurs || isTakenOver
      ? undefined
      : `${token.clientId} of a ${token.maker} was revoked`;
  },

  // What `drain` promises: no workflow run that read it is still active.
  I1d: ({ world }, change) => {
    const revoked = revocation(change);
    if (revoked === undefined) return undefined;
    const { clientId, diedAt = 0 } = revoked.token;
    const { drain, compromised } = revoked.by.spec.settings.policy;
    const isHeld = world.readers.some(
      ({ holds, endsAt }) => endsAt > diedAt && holds.has(clientId),
    );
    const isPromised =
      drain && !compromised && !revoked.by.minted.has(clientId);
    return isPromised && isHeld
      ? `${clientId} is still held by a workflow run`
      : undefined;
  },

  I7: (_, change) => {
    if (change.kind === "written" && change.by !== undefined) {
      const { probed, listed } = change.by;
      const value = change.cell.value ?? "";
      const probe = probed.get(value);
      return probe === "accepted" || (probe === "unclear" && listed.has(value))
        ? undefined
        : `${value} was written before it was tested`;
    }
    const revoked = revocation(change);
    if (revoked === undefined) return undefined;
    const { clientId } = revoked.token;
    const { minted, decision, writes } = revoked.by;
    if (minted.has(clientId)) return undefined;
    if (decision?.frozen.every((one) => one.clientId !== clientId) ?? true) {
      return `${clientId} was not in the frozen set`;
    }
    return writes.confirmed === writes.asked
      ? undefined
      : `${clientId} was revoked before every secret was confirmed`;
  },

  I13: ({ world }, change) =>
    change.kind === "written" && change.by !== undefined
      ? unprovenIn(world, change.cell, change.by)
      : undefined,

  I9: (simulation, change) => {
    const run = change.kind === "minted" ? change.token.mintedBy : undefined;
    if (run === undefined || run.isMisled) return undefined;
    const { maxLiveTokens, compromised } = run.spec.settings.policy;
    const known = countedUnderTheCap(simulation, run);
    const isWithin = known.length < maxLiveTokens || compromised;
    return isWithin || areAllPerhapsHeld(simulation, run, known)
      ? undefined
      : `minted beside ${String(known.length)} live ones, with a cap of ${String(maxLiveTokens)}`;
  },
};

function wrongIn(
  simulation: Simulation,
  cell: StoredSecret,
  token: Token,
): string | undefined {
  const { diedAt, clientId, maker, roles, organization } = token;
  const place = `${cell.secret} in ${cell.target}`;
  const isRevoked =
    diedAt !== undefined && !isExpired(simulation.world, token, diedAt);
  if (isRevoked) {
    return isExcusedDeath(simulation, cell, token)
      ? undefined
      : `${place} holds dead ${clientId}`;
  }
  const isAsOrdered = organization === ORGANIZATION && roles.includes(ROLE);
  return maker === "rotation" && !isAsOrdered
    ? `${place} holds ${clientId} of another organization or role`
    : undefined;
}

/** Whether a run of the same rotation minted it; no other rotation's credential is a run's own. */
export function isOfSameRotation(
  { world }: Simulation,
  { mintedBy }: Token,
  by: SimulatedRun,
): boolean {
  return (
    mintedBy !== undefined &&
    areOneRotation(world, mintedBy.spec.workflow, by.spec.workflow)
  );
}

/** Whether all places that it was minted for are among the run's. */
export function isWithinPlaces(
  { mintedBy }: Token,
  { places }: SimulatedRun,
): boolean {
  return [...(mintedBy?.places ?? [])].every((place) => places.has(place));
}

/** The live credentials that a run has to count: of its rotation, covered, and shown to it. */
function countedUnderTheCap(
  simulation: Simulation,
  run: SimulatedRun,
): readonly Token[] {
  const { world } = simulation;
  const seenUpTo = run.startedAt - world.listing.creationLagMs;
  return world.tokens.filter(
    (token) =>
      isOfSameRotation(simulation, token, run) &&
      isWithinPlaces(token, run) &&
      token.bornAt <= seenUpTo &&
      isLive(world, token),
  );
}

/** Whether every one of these is, or may be, what some secret holds, so that none can be retired before another publication. */
function areAllPerhapsHeld(
  { runs, core, world }: Simulation,
  run: SimulatedRun,
  tokens: readonly Token[],
): boolean {
  const longest = Math.max(...runs.map(({ spec }) => spec.runTimeoutMs));
  const fence = core.fenceOf(longest);
  return tokens.every(({ clientId, generatedOn }) =>
    placesOf(world, run).some(
      ({ value, updatedAt = -Infinity }) =>
        // A machine that slept may have written it long after its fence.
        value === clientId || Math.abs(updatedAt - generatedOn) <= fence,
    ),
  );
}
