import type { History } from "./history.ts";
import type { RunSpec } from "./simulated-run.ts";
import type { Simulation } from "./simulation.ts";
import { configuredCells, type Token, type World } from "./world.ts";

/**
 * Everything that the histories leave out or excuse, and why. The first three
 * are the documented limits of the protocol; the others are what no protocol
 * over these two services could know, or what would not be the action's doing.
 */
export const EXCLUSIONS = {
  "overwritten within the fence":
    "A person who overwrites a secret within D after a minting looks like the run itself: the targets converge at the next rotation, not in one run, unless `previous-token` reads that secret.",
  "overwritten seconds before a minting":
    "The stamps have whole seconds. A token that a person wrote in the very seconds before a minting counts as replaced, and is retired if `previous-token` named it.",
  "emergency beside a run":
    "An emergency revokes credentials younger than their fence; another run's write of one, still under way, cuts its consumers off until the next run. Where that secret is the admin token's own, no run can heal it.",
  "pasted by hand":
    "A person who writes an old token of the rotation, or one that it took over, into a secret by hand may see it revoked: nobody can read a secret's value. No history does it.",
  "copied within seconds":
    "A copy of a marker made while its run is still working cannot be told from the original once that run takes its credential back. Persons copy markers of finished runs only.",
  "copied at once":
    "A credential whose marker was copied within two minutes stays until a person removes the copy, which is named in a warning: once the original is gone the copy would pass for it. An emergency does not wait for that.",
  "revoked by hand":
    "A person who revokes a credential that a secret holds breaks its consumers; that is not the action's doing. Persons revoke only tokens that nobody holds.",
  "configured during a run":
    "A run knows the targets that it was started with. Persons change the configuration only between runs.",
  "taken out of the configuration":
    "Nothing is promised to the consumers of a target that is no longer configured: no overlap is counted for what it held.",
  "marker not kept":
    "Where Astra keeps no description nothing can be remembered: a stopped run leaves a token that no later run knows. I2 is not asked for there.",
  "full of credentials in use":
    "At the cap, convergence may have to wait until the overlap has passed since the last write there can have been.",
} as const;

export type Exclusion = keyof typeof EXCLUSIONS;

/** Notes that the end of a history need not converge in one clean run. */
export function excuse(history: History, exclusion: Exclusion): void {
  history.simulation.excuses.add(exclusion);
  history.fingerprint.add(exclusion);
}

/**
 * Excuses what the next run cannot know: a secret that a person wrote within the
 * fence, unless it is the one that `previous-token` reads.
 */
export function excuseDoubts(
  history: History,
  { namesPrevious, rotatesAdmin }: RunSpec,
): void {
  const { doubtful } = history.simulation;
  const [first] = configuredCells(history.world);
  for (const cell of doubtful) {
    const isNamed = namesPrevious && !rotatesAdmin && cell === first;
    if (!isNamed) excuse(history, "overwritten within the fence");
  }
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

/**
 * What a minting makes of a person's last write: within seconds before it was
 * asked for the stamps cannot tell the two apart, and what was written until it
 * took effect, minutes later perhaps, was written within the fence.
 */
export function exclusionAtMinting(
  { personWroteAt }: World,
  { askedAt, maker }: Token,
): Exclusion | undefined {
  if (maker !== "rotation") return undefined;
  if (personWroteAt > askedAt) return "overwritten within the fence";
  return askedAt - personWroteAt < STAMPS_MS
    ? "overwritten seconds before a minting"
    : undefined;
}

/** Whether a person's own token was in a secret so shortly before a minting that it counts as replaced. */
export function isOverlooked(
  { excuses }: Simulation,
  { maker }: Token,
): boolean {
  return (
    maker === "person" && excuses.has("overwritten seconds before a minting")
  );
}

/**
 * Whether a dead token in a secret is an emergency's doing: an emergency revoked
 * it, and it was younger than its fence when that one began, so that the run that
 * minted it might still write it. When the revocation took effect does not
 * matter: the emergency may be over, or dead, by then.
 */
export function isCutOff(
  { core }: Simulation,
  { bornAt, mintedBy, revokedBy }: Token,
): boolean {
  if (mintedBy === undefined || revokedBy === undefined) return false;
  const ageThen = revokedBy.startedAt - bornAt;
  return (
    mintedBy !== revokedBy &&
    revokedBy.spec.settings.policy.compromised &&
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
