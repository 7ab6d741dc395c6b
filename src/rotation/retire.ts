import { requireAlive } from "./alive.ts";
import { drained } from "./drain.ts";
import { dueNow, inOrder, type Revocable } from "./due.ts";
import { RotationError } from "./errors.ts";
import { unconfirmed } from "./listing.ts";
import { requireStillListed } from "./lost.ts";
import type { RunRecord } from "./outcome.ts";
import type { Run } from "./run.ts";
import { shortIds } from "./short-id.ts";

/**
 * Whether this run has just confirmed a credential of its own in every secret.
 */
export type Stage = "before-publication" | "after-publication";

/**
 * Revokes what the frozen set, the overlap and the drain allow. The admin token
 * goes only after publication, and last. `witnesses` are all credentials that
 * are past their fence.
 */
export async function retireDue(
  run: Run,
  frozen: readonly Revocable[],
  stage: Stage,
  witnesses = frozen,
): Promise<void> {
  const { ports, record, observation } = run;
  const { adminClientId, overlapMs, compromised, drain } = run.settings.policy;
  const isRenewed = stage === "after-publication";
  const gone = new Set(record.revoked);
  const listed = observation.tokens.map((token) => token.clientId);
  const live = new Set(listed.filter((clientId) => !gone.has(clientId)));
  const rule = {
    now: observation.clocks.now,
    atOnce: isRenewed && (overlapMs === 0 || compromised),
    keep: isRenewed ? undefined : adminClientId,
  };
  const due = dueNow(frozen, live, rule, witnesses);
  const going =
    drain && !compromised ? await drained(run, due, witnesses, live) : due;
  const successor = record.minted?.credential;
  if (
    successor !== undefined &&
    going.some((one) => one.clientId === adminClientId)
  ) {
    // It has listed the tokens before it was published.
    ports.issuer.succeed(successor);
    record.successor = successor.clientId;
  }
  await retire(run, inOrder(going, adminClientId));
}

/**
 * Revokes in order and has the list, read again, confirm it. What is not
 * confirmed is recorded, and later runs try again. A credential whose marker
 * alone remembers a hand-made token goes only once that one is seen to be gone.
 */
async function retire(run: Run, due: readonly Revocable[]): Promise<void> {
  const going = new Set(due.map(({ clientId }) => clientId));
  const isNamer = ({ adopts }: Revocable): boolean =>
    adopts !== undefined && going.has(adopts);
  const others = due.filter((one) => !isNamer(one));
  const tried = await revokeAll(run, others);
  const { revoked } = run.record;
  const free = due.filter(
    (one) => isNamer(one) && revoked.includes(one.adopts ?? ""),
  );
  const more = await revokeAll(run, free);
  if (tried + more < due.length) requireAlive(run.ports);
}

/** Gives how many it came to before the run was stopped. */
async function revokeAll(run: Run, due: readonly Revocable[]): Promise<number> {
  const { issuer, stopSignal, clock } = run.ports;
  const tried: string[] = [];
  const failed = new Map<string, RotationError>();
  for (const { clientId } of due) {
    if (stopSignal.stopped() !== undefined) break;
    const answer = await issuer.revoke(clientId, "rotate");
    tried.push(clientId);
    if (clientId === run.settings.policy.previousClientId) {
      run.record.previousRevocation = { clientId, answeredAt: clock.now() };
    }
    if (answer.kind !== "done") failed.set(clientId, answer.error);
  }
  if (tried.length > 0) await confirm(run, tried, failed);
  return tried.length;
}

/**
 * Has the list confirm what was asked for, and records what it does not
 * confirm.
 */
async function confirm(
  run: Run,
  tried: readonly string[],
  failed: ReadonlyMap<string, RotationError>,
): Promise<void> {
  const { record } = run;
  const { report } = run.ports;
  const hopeless = new Set(failed.keys());
  const { left, shown } = await unconfirmed(run, tried, hopeless, "rotate");
  for (const clientId of tried) {
    if (!left.has(clientId)) {
      record.revoked.push(clientId);
      report({ kind: "revoked", clientId });
      continue;
    }
    record.unrevoked.push(clientId);
    const error = failed.get(clientId);
    if (error !== undefined) record.unrevokedBecause ??= error;
    report(
      error === undefined
        ? { kind: "revocation-unconfirmed", clientId }
        : { kind: "revocation-failed", clientId, error },
    );
  }
  const { minted } = record;
  if (minted?.state !== "published" || shown === undefined) return;
  const { credential } = minted;
  if (!shown.some(({ clientId }) => clientId === credential.clientId)) {
    await requireStillListed(run, credential);
  }
}

/** Throws `revoke-incomplete` when a due revocation could not be confirmed. */
export function requireRevoked({
  unrevoked,
  unrevokedBecause: reason,
}: RunRecord): void {
  if (unrevoked.length === 0) return;
  const isOne = unrevoked.length === 1;
  throw new RotationError({
    code: "revoke-incomplete",
    summary: `Astra's token list does not confirm that ${isOne ? "token" : "tokens"} ${shortIds(unrevoked)} ${isOne ? "is" : "are"} gone.${reason === undefined ? "" : ` ${reason.summary}`}`,
    remedy: `${reason?.remedy ?? "Run again."} Every run tries until it succeeds; you can also revoke ${isOne ? "it" : "them"} in the Astra Portal (Settings › Tokens).`,
    rerun: reason?.rerun ?? "safe",
    ...(reason === undefined ? {} : { cause: reason }),
  });
}
