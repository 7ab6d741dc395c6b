import type { History } from "./history.ts";
import type { Simulation } from "./simulation.ts";
import type { Token, World } from "./world.ts";

/**
 * Everything that the histories leave out or excuse, and why. The first three
 * are the documented limits of the protocol; the others are what no protocol
 * over these two services could know, or what would not be the action's doing.
 */
export const EXCLUSIONS = {
  "overwritten within the fence":
    "A person who overwrites or removes a secret within D after a minting looks like the run itself: the targets converge at the next rotation, not in one run.",
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
  history.simulation.excuse ??= exclusion;
  history.fingerprint.add(exclusion);
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

/** Whether a person wrote a secret so shortly before a minting that the stamps cannot tell. */
export function isAmidStamps({ now, personWroteAt }: World): boolean {
  return now - personWroteAt < STAMPS_MS;
}

/** Whether a person's own token was in a secret so shortly before a minting that it counts as replaced. */
export function isOverlooked(
  { excuse: noted }: Simulation,
  { maker }: Token,
): boolean {
  return (
    maker === "person" &&
    noted === ("overwritten seconds before a minting" satisfies Exclusion)
  );
}

/** Whether a dead token in a secret is an emergency's doing: revoked before its fence had passed. */
export function isCutOff({ runs, world }: Simulation, token: Token): boolean {
  return runs.some(
    ({ spec, endedAt, startedAt, decision }) =>
      spec.settings.policy.compromised &&
      decision?.frozen.some(({ clientId }) => clientId === token.clientId) ===
        true &&
      (token.diedAt ?? 0) >= startedAt &&
      (token.diedAt ?? 0) <= (endedAt ?? world.now) &&
      (token.diedAt ?? 0) - token.bornAt < spec.settings.policy.fenceMs,
  );
}

/** Whether a revoked copy had passed for its original since an emergency revoked that one. */
export function isLostDouble(
  { runs, excuse: noted }: Simulation,
  { maker }: Token,
): boolean {
  return (
    maker === "copyist" &&
    noted === ("copied at once" satisfies Exclusion) &&
    runs.some(({ spec }) => spec.settings.policy.compromised)
  );
}
