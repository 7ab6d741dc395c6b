import type { History } from "./history.ts";
import type { JobSecrets, RunSpec, SimulatedRun } from "./simulated-run.ts";
import type { Simulation } from "./simulation.ts";
import { areOneRotation, cellsOf, keyOf } from "./world-secrets.ts";
import { isLive, tokenOf } from "./world-tokens.ts";
import type { StoredSecret, Token, World } from "./world.ts";

/**
 * Everything that the histories leave out or excuse, and why `previous-token`
 * cannot help: what nobody could know, or what is not the action's doing.
 */
export const EXCLUSIONS = {
  "overwritten within the fence":
    "A person who overwrites a secret within D after a minting looks like the run itself until the next rotation. `previous-token` tells it, and then nothing is excused; but one input reads one secret, and this is another one.",
  "pasted unread":
    "An old token of the rotation, or one that it took over, may be revoked where a person pastes it back by hand: nobody can read a secret's value. `previous-token` protects what the one secret held that it reads; this is another secret, or a run without it.",
  "pasted during a run":
    "A person who pastes such a token between a run's start and its last revocation may see it revoked. `previous-token` was read when the run was queued, before that.",
  "emergency beside a run":
    "An emergency revokes credentials younger than their fence; another run's write of one, still under way, cuts its consumers off until the next run. `previous-token` says what the secret held before either wrote. A rotation of its own admin token leaves the young ones, so nothing is excused there.",
  "asleep inside a write":
    "A machine that sleeps between deciding to send a write and its answer leaves that secret with a token that others have revoked meanwhile, until the next run past the fence. `previous-token` was read before it fell asleep.",
  "ended before it recorded its sleep":
    "A machine that sleeps inside a write, and whose run is stopped or cut off before it can record that, leaves that secret with its token until the next rotation, where another run has minted within the fence: the write looks like that one's. `previous-token` tells it, and then nothing is excused; but this is another secret.",
  "asleep inside a minting":
    "A token whose minting request was written before its machine fell asleep states the wrong time. When the run dies before it sees that, the token counts as copied: it is named in a warning and stays until a person removes it. No secret held it, so `previous-token` does not name it.",
  "one token by hand for two rotations":
    "A hand-made token in the secrets of two rotations is retired by the one that takes it over first. `previous-token` of one says nothing of the other's secret, and Astra's list does not tell who uses a token. Only the overlap is time to give each its own.",
  "copied within seconds":
    "A copy of a marker made while its run is still working cannot be told from the original once that run takes its credential back: `previous-token` names neither. Persons copy markers of finished runs only.",
  "copied at once":
    "A credential whose marker was copied within two minutes stays until a person removes the copy, which is named in a warning: once the original is gone the copy would pass for it, and `previous-token` does not name it. An emergency does not wait for that.",
  "revoked by hand":
    "A person who revokes a credential that a secret holds breaks its consumers; `previous-token` tells the next run, but not before. The world asks that one clean run heals it. A hand-made token that this credential alone remembered is forgotten: no secret holds it, so `previous-token` does not name it, and runs count it among those that nothing rotates.",
  "configured during a run":
    "A run knows the targets that it was started with; `previous-token` says nothing of others. Persons change the configuration only between runs.",
  "crossing sets of places":
    "Two rotations that write one secret, and sets of places under one `rotation-id` that overlap without one containing the other, or are disjoint, are errors of configuration; `previous-token` does not change them. The world asks that nobody is cut off, not that they come to rest; two rotations of the same places do, and one of them fails in every run.",
  "expired while no run came":
    "A rotation of its own key is locked out once the key expires before the next run: `previous-token` is that key. The world asks that runs in time replace it.",
  "full of credentials in use":
    "At the cap, convergence may have to wait until the overlap has passed since the last write there can have been: `previous-token` shows one token in use and proves none out of use.",
} as const;

export type Exclusion = keyof typeof EXCLUSIONS;

/** Notes that the end of a history need not converge in one clean run. */
export function excuse(
  { simulation, fingerprint }: Pick<History, "simulation" | "fingerprint">,
  exclusion: Exclusion,
): void {
  simulation.excuses.add(exclusion);
  fingerprint.add(exclusion);
}

/**
 * Notes what a run is told of the secrets that persons wrote: what its
 * `previous-token` does not read, it cannot know.
 */
export function noteWitness(
  history: History,
  spec: RunSpec,
  { previous }: JobSecrets,
): void {
  const { world, simulation } = history;
  if (previous !== undefined) world.named.add(previous);
  const cells = cellsOf(world, spec.workflow);
  const isRead = (cell: StoredSecret): boolean =>
    spec.witness === "first" && cell === cells[0] && cell.value === previous;
  for (const cell of simulation.doubtful) {
    if (cells.includes(cell) && !isRead(cell)) {
      excuse(history, "overwritten within the fence");
    }
  }
  for (const [cell, state] of simulation.pasted) {
    const maker = tokenOf(world, cell.value ?? "")?.mintedBy?.spec.workflow;
    const isConcerned =
      cells.includes(cell) ||
      (maker !== undefined && areOneRotation(world, maker, spec.workflow));
    if (state === "read" && isConcerned && !isRead(cell)) {
      noteUnread(simulation, cell, "pasted unread");
    }
  }
}

/** Notes that a pasted token may be revoked under its secret. */
export function noteUnread(
  { pasted, unreadPastes, excuses }: Simulation,
  cell: StoredSecret,
  exclusion: "pasted unread" | "pasted during a run",
): void {
  pasted.set(cell, "unread");
  if (cell.value !== undefined) unreadPastes.add(cell.value);
  excuses.add(exclusion);
}

/** Slack of stamps around a minting, within which a person's write may count as the run's (milliseconds). */
const STAMPS_MS = 4_000;

/** Whether a person who changes a secret now looks like a run that has minted. */
export function looksLikeARun({ world, longestFenceMs }: History): boolean {
  const apartMs = Math.abs(world.astraError - world.githubError);
  const earliest = world.now - longestFenceMs - apartMs - STAMPS_MS;
  return world.tokens.some(
    ({ maker, bornAt }) => maker === "rotation" && bornAt >= earliest,
  );
}

/** What a minting makes of secrets that persons wrote so shortly before, or while it was under way: they look like the run's own. */
export function noteMinting(
  { handWritten, doubtful, pasted, core, world }: Simulation,
  { askedAt, maker, description }: Token,
): void {
  if (maker !== "rotation") return;
  const named = core.parseMarker(description)?.named?.clientId;
  for (const [cell, state] of pasted) {
    const isTold = state === "read" && cell.value === named;
    if (isTold && world.listing.description === "kept") {
      pasted.set(cell, "remembered");
    }
  }
  for (const [cell, wroteAt] of handWritten) {
    if (wroteAt > askedAt - STAMPS_MS) doubtful.add(cell);
  }
}

/** Notes that the memory of a pasted token goes with the credential that its own run takes back. */
export function noteTakenBack(
  { pasted, handWritten, core, world }: Simulation,
  { description, mintedBy }: Token,
  by: SimulatedRun | undefined,
): void {
  const namedBy = (marker: string): string | undefined =>
    core.parseMarker(marker)?.named?.clientId;
  const named = namedBy(description);
  if (named === undefined || by !== mintedBy) return;
  for (const [cell, state] of pasted) {
    if (state !== "remembered" || cell.value !== named) continue;
    const pastedAt = handWritten.get(cell) ?? -Infinity;
    const isKept = world.tokens.some(
      (one) =>
        one.bornAt > pastedAt &&
        isLive(world, one) &&
        namedBy(one.description) === named,
    );
    if (!isKept) pasted.set(cell, "read");
  }
}

/** Whether a dead token in a secret is nothing that the action could have prevented; notes why. */
export function isExcusedDeath(
  simulation: Simulation,
  cell: StoredSecret,
  token: Token,
): boolean {
  const { excuses, handWritten, pasted, lateWrites, world } = simulation;
  const { revokedBy: by, diedAt = Infinity } = token;
  // Persons break what they revoke by hand themselves, and what they write dead.
  if (by === undefined) return true;
  if ((handWritten.get(cell) ?? -Infinity) >= diedAt) return true;
  if (pasted.get(cell) === "unread") return true;
  if (isNamedAsLeaked(by, cell, token)) return true;
  const exclusion = isCutOff(simulation, token)
    ? "emergency beside a run"
    : lateWrites.has(cell) && !isRecorded(token, by)
      ? "asleep inside a write"
      : isShared(world, cell, token, by)
        ? "one token by hand for two rotations"
        : undefined;
  if (exclusion === undefined) return false;
  excuses.add(exclusion);
  return true;
}

/** Whether the run that wrote it too late had ended by itself, and so had told of it, before the other one began. */
export function isRecorded({ mintedBy }: Token, by: SimulatedRun): boolean {
  return (
    mintedBy?.state === "ended" && (mintedBy.endedAt ?? Infinity) < by.startedAt
  );
}

/** Whether a person named it as leaked, wherever it is held. */
function isNamedAsLeaked(
  { spec, secrets, places }: SimulatedRun,
  cell: StoredSecret,
  { clientId }: Token,
): boolean {
  const { compromised } = spec.settings.policy;
  return (
    compromised && secrets.previous === clientId && !places.has(keyOf(cell))
  );
}

/** Whether it is a hand-made token that a person gave to several rotations. */
function isShared(
  { named }: World,
  cell: StoredSecret,
  { maker, clientId }: Token,
  by: SimulatedRun,
): boolean {
  return (
    maker === "person" && named.has(clientId) && !by.places.has(keyOf(cell))
  );
}

/**
 * Whether a dead token in a secret is an emergency's doing: an emergency revoked
 * it, and it was younger than its fence when that one began, so that the run that
 * minted it might still write it. When the revocation took effect does not
 * matter: the emergency may be over, or dead, by then.
 */
function isCutOff(
  { core }: Simulation,
  { bornAt, mintedBy, revokedBy }: Token,
): boolean {
  if (mintedBy === undefined || revokedBy === undefined) return false;
  const ageThen = revokedBy.startedAt - bornAt;
  return (
    mintedBy !== revokedBy &&
    revokedBy.spec.settings.policy.compromised &&
    !revokedBy.spec.rotatesAdmin &&
    ageThen < core.fenceOf(mintedBy.spec.runTimeoutMs)
  );
}

/** Whether a revoked copy had passed for its original since an emergency revoked that one. */
export function isLostDouble(
  { runs, excuses }: Simulation,
  { maker }: Token,
): boolean {
  return (
    maker === "copyist" &&
    excuses.has("copied at once") &&
    runs.some(({ spec }) => spec.settings.policy.compromised)
  );
}
