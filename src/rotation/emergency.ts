import type { Decision } from "./decision.ts";
import type { Revocable } from "./due.ts";
import { RotationError } from "./errors.ts";
import type { Evidence } from "./evidence.ts";
import { adoptedBy } from "./marker.ts";
import type { Policy, SecretState } from "./observation.ts";
import { everyOne } from "./observe.ts";
import type { RunRecord } from "./outcome.ts";
import type { Run } from "./run.ts";
import { shortIds } from "./short-id.ts";
import { dated } from "./usage.ts";

/**
 * GitHub stamps a write with the second of its answer or with the next one,
 * milliseconds.
 */
const STAMP_LAG_MS = 1_000;

/**
 * What an emergency revokes: every other covered credential of the lineage
 * whatever its age, and the one that `previous-token` names if it is of the
 * lineage, covered or not. A rotation that holds its own admin token leaves
 * what is younger than its fence: a rival run may be living on it.
 */
export function compromisedOf(
  { adminClientId, previousClientId }: Policy,
  evidence: Evidence,
): readonly Revocable[] {
  const { lineage, adoption, coverage, rotatesItself, isPastFence } = evidence;
  const isNamed = (clientId: string): boolean => clientId === previousClientId;
  const tokens = [
    ...adoption.tokens
      .filter(({ clientId }) => clientId !== adminClientId)
      .map((token) => ({ ...token, adopts: undefined })),
    ...lineage.members.map((member) => ({
      ...dated(member),
      isCovered: coverage.covers(member.marker),
      adopts: adoptedBy(member.marker),
    })),
  ];
  return tokens
    .filter(({ isCovered, clientId }) => isCovered || isNamed(clientId))
    .filter((token) => !rotatesItself || isPastFence(token))
    .map(({ clientId, adopts }) => ({
      clientId,
      outOfUseSince: undefined,
      revocableFrom: 0,
      adopts,
      isNamed: isNamed(clientId),
    }));
}

/** What an emergency does not revoke although it may have leaked. */
export function sparedInEmergency({
  evidence,
  frozen,
}: Pick<Decision, "evidence" | "frozen">): readonly string[] {
  const going = new Set(frozen.map(({ clientId }) => clientId));
  const { lineage, adoption, witness } = evidence;
  const named =
    witness === undefined || witness.is === "dead" ? [] : [witness.clientId];
  const related = [
    ...named,
    ...lineage.members.map(({ clientId }) => clientId),
    ...adoption.tokens.map(({ clientId }) => clientId),
  ];
  return [...new Set(related)].filter((clientId) => !going.has(clientId));
}

/**
 * Throws `emergency-incomplete` when an emergency that has done all it may
 * leaves something alive that may have leaked.
 */
export function requireNothingSpared(
  { settings: { policy } }: Run,
  decision: Pick<Decision, "evidence" | "frozen">,
): void {
  const spared = sparedInEmergency(decision);
  const { drifted, witness } = decision.evidence;
  // What such a secret held is of no rotation, and nobody has named it.
  const isUnknown = drifted.length > 0 && witness === undefined;
  if (spared.length === 0 && !isUnknown) return;
  throw new RotationError({
    code: "emergency-incomplete",
    summary:
      spared.length > 0
        ? "The emergency rotation was completed, but it could not revoke every token that may have leaked."
        : `What ${nameOf(drifted)} held before is not a token of this rotation, and this run cannot identify it.`,
    remedy: reasonOf(decision.evidence, policy, spared),
    rerun: "fix-first",
  });
}

function reasonOf(
  { witness, rotatesItself, uncovered }: Evidence,
  { previousClientId }: Policy,
  spared: readonly string[],
): string {
  if (spared.length === 0) {
    return "If it may have leaked, revoke it in the Astra Portal (Settings › Tokens), or run again and pass the leaked value as `previous-token`.";
  }
  if (previousClientId !== undefined && spared.includes(previousClientId)) {
    return witness?.hasStanding === true
      ? "`previous-token` is not a token of this rotation."
      : "No secret of this rotation can hold `previous-token`: it is another secret's value, and its consumers would lose access. Name its place in `repository`, `environment` or `targets`.";
  }
  return rotatesItself && uncovered.length === 0
    ? "Another job may be using a token that was minted in the last minutes: run again later with `compromised: true`."
    : "Secrets that this run does not know may hold them. Revoke them in the Astra Portal (Settings › Tokens) when nothing uses them.";
}

/**
 * The error of an emergency, led by what may still be alive and that a person
 * can revoke it by hand at once.
 */
export function withAlive(
  error: RotationError,
  record: Readonly<RunRecord>,
  { previousClientId }: Policy,
): RotationError {
  const alive = aliveAfter(record, previousClientId);
  if (alive?.length === 0) return error;
  const subject =
    alive === undefined
      ? "Every token of this rotation"
      : `${alive.length === 1 ? "Token" : "Tokens"} ${shortIds(alive)}`;
  return new RotationError({
    code: error.code,
    summary: `${subject} may have leaked and may still be alive: you can revoke ${alive?.length === 1 ? "it" : "them"} now in the Astra Portal (Settings › Tokens). ${error.summary}`,
    remedy: error.remedy,
    rerun: error.rerun,
    ...(error.moment === undefined ? {} : { moment: error.moment }),
    ...(error.notBefore === undefined ? {} : { notBefore: error.notBefore }),
    also: error.also,
    cause: error,
  });
}

/**
 * Client ids of what may have leaked and was not seen to be gone; undefined
 * when the run saw too little to say.
 */
function aliveAfter(
  { observation, decision, revoked }: Readonly<RunRecord>,
  previousClientId: string | undefined,
): readonly string[] | undefined {
  if (observation === undefined || decision === undefined) {
    return previousClientId === undefined ? undefined : [previousClientId];
  }
  const spared = sparedInEmergency(decision);
  const frozen = decision.frozen.map(({ clientId }) => clientId);
  return [...new Set([...frozen, ...spared])].filter(
    (clientId) => !revoked.includes(clientId),
  );
}

/**
 * After an emergency a rival may have written what was just revoked. Reads the
 * targets once more; throws `overwritten` when a secret may be younger than
 * this run's own write of it.
 */
export async function requireUntouched({ ports, record }: Run): Promise<void> {
  const reread = await everyOne(ports.targets.map((store) => store.reread()));
  const overwritten = reread
    .flat()
    .filter((cell) => !isOwnWrite(cell, record.targets));
  if (overwritten.length === 0) return;
  throw new RotationError({
    code: "overwritten",
    summary: `${nameOf(overwritten)} may have been written by another run during the emergency rotation.`,
    remedy:
      "It may hold a token that was just revoked. Run again at once, with nothing else rotating these secrets.",
    rerun: "safe",
  });
}

function nameOf([first, ...others]: readonly SecretState[]): string {
  if (first === undefined) return "A secret";
  const more = others.length === 0 ? "" : ` and ${String(others.length)} more`;
  return `${first.secretName} in ${first.target}${more}`;
}

function isOwnWrite(
  { target, secretName, updatedAt }: SecretState,
  results: RunRecord["targets"],
): boolean {
  const answer = results
    .find((result) => result.target === target)
    ?.secrets.find((cell) => cell.secretName === secretName)?.answer;
  return (
    answer?.kind === "done" &&
    answer.writtenAt !== undefined &&
    updatedAt !== undefined &&
    updatedAt <= answer.writtenAt + STAMP_LAG_MS
  );
}
