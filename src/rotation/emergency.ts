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
import { type Dated, dated } from "./usage.ts";

/**
 * GitHub stamps a write with the second of its answer or with the next one,
 * milliseconds.
 */
const STAMP_LAG_MS = 1_000;

/** A live token of the rotation, as an emergency looks at it. */
interface OwnToken extends Dated {
  readonly isCovered: boolean;
  /**
   * It is the token that the run authenticates with, and was taken over: only
   * a run that uses another one revokes it.
   */
  readonly isOwnKey: boolean;
  readonly adopts: string | undefined;
}

/**
 * What an emergency revokes: every other covered credential of the lineage
 * whatever its age, and the one that `previous-token` names if it is of the
 * lineage, covered or not. A rotation that holds its own admin token leaves
 * what is younger than its fence: a rival run may be living on it.
 */
export function compromisedOf(
  policy: Policy,
  evidence: Evidence,
): readonly Revocable[] {
  const { rotatesItself, isPastFence } = evidence;
  const isNamed = (clientId: string): boolean =>
    clientId === policy.previousClientId;
  return ownTokens(policy, evidence)
    .filter((token) => !token.isOwnKey)
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

/** The live tokens of the rotation, those that it took over first. */
export function ownTokens(
  { adminClientId }: Policy,
  { lineage, adoption, coverage }: Evidence,
): readonly OwnToken[] {
  return [
    ...adoption.tokens.map((token) => ({
      ...token,
      isOwnKey: token.clientId === adminClientId,
      adopts: undefined,
    })),
    ...lineage.members.map((member) => ({
      ...dated(member),
      isCovered: coverage.covers(member.marker),
      isOwnKey: false,
      adopts: adoptedBy(member.marker),
    })),
  ];
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
  { decision, revoked }: Readonly<RunRecord>,
  previousClientId: string | undefined,
): readonly string[] | undefined {
  if (decision === undefined) {
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
  const [first, ...others] = overwritten;
  if (first === undefined) return;
  throw new RotationError({
    code: "overwritten",
    summary: `${nameOf(first, others)} may have been written by another run during the emergency rotation.`,
    remedy:
      "It may hold a token that was just revoked. Run again at once, with nothing else rotating these secrets.",
    rerun: "safe",
  });
}

/** The first of some secrets by its name, and how many more there are. */
export function nameOf(
  first: SecretState,
  others: readonly SecretState[],
): string {
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
