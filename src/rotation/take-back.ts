import { RotationError } from "./errors.ts";
import { listNow, unconfirmed } from "./listing.ts";
import { noteState, type Run } from "./run.ts";
import { shortId } from "./short-id.ts";

/**
 * Takes back the run's fresh credential, which no secret holds, and tells
 * whether it is gone.
 */
export async function takeBack(
  run: Run,
  clientId: string,
  wasListed: boolean,
): Promise<boolean> {
  const isGone = await revokeUnheld(run, clientId, wasListed);
  if (isGone) noteState(run, "withdrawn");
  return isGone;
}

/**
 * Revokes a credential of this run that no secret holds and has the list
 * confirm it. What is not confirmed is recorded; later runs find it by its
 * marker. `wasListed`: the list has shown it. Until it has, the absence from a
 * list that may lag proves nothing, however the revocation was answered.
 */
export async function revokeUnheld(
  run: Run,
  clientId: string,
  wasListed: boolean,
): Promise<boolean> {
  const { issuer, report } = run.ports;
  // Beside the revocation, which waits for nothing.
  const looking = wasListed ? undefined : listNow(run, "compensate");
  const answer = await issuer.revoke(clientId, "compensate");
  const before = await looking;
  const isSeen =
    wasListed || before?.some((one) => one.clientId === clientId) === true;
  const isClean = answer.kind === "done";
  const hopeless = new Set(isClean ? [] : [clientId]);
  const { left } = await unconfirmed(run, [clientId], hopeless, "compensate");
  const isGone = isSeen && !left.has(clientId);
  if (isGone) {
    report({ kind: "withdrawn", clientId });
    return true;
  }
  run.record.unrevoked.push(clientId);
  report(
    isClean
      ? { kind: "revocation-unconfirmed", clientId }
      : { kind: "revocation-failed", clientId, error: answer.error },
  );
  return false;
}

/**
 * The error that made a run take its credential back, with what became of that.
 */
export function withFate(
  error: RotationError,
  clientId: string,
  isGone: boolean,
): RotationError {
  const fate = isGone
    ? "The new token was revoked again, and no secret holds it."
    : `The new token ${shortId(clientId)} may still be alive, but no secret holds it: a later run revokes it.`;
  return withRemedy(error, `${fate} ${error.remedy}`);
}

/** The same error with another remedy. */
export function withRemedy(
  error: RotationError,
  remedy: string,
): RotationError {
  return new RotationError({
    code: error.code,
    summary: error.summary,
    remedy,
    rerun: error.rerun,
    ...(error.moment === undefined ? {} : { moment: error.moment }),
    ...(error.notBefore === undefined ? {} : { notBefore: error.notBefore }),
    also: error.also,
    cause: error,
  });
}
