import { drained } from "./drain.ts";
import { dueNow, inOrder, type Revocable } from "./due.ts";
import { RotationError } from "./errors.ts";
import { requireAlive } from "./mint.ts";
import type { RunRecord } from "./outcome.ts";
import type { Ports } from "./ports.ts";
import type { Run } from "./run.ts";

/** How often, and how far apart in milliseconds, the list is read until it no longer shows what was revoked. */
const CONFIRM_LOOKS = 5;
const CONFIRM_PAUSE_MS = 1_000;

/** Whether this run has just confirmed a credential of its own in every secret. */
export type Stage = "before-publication" | "after-publication";

/**
 * Revokes what the frozen set, the overlap and the drain allow. The admin token
 * goes only after publication, and only once its successor has listed the
 * tokens. `witnesses` are all credentials that are past their fence.
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
    await ports.issuer.tryListing(successor);
    ports.issuer.succeed(successor);
  }
  await retire(ports, inOrder(going, adminClientId), record);
}

/**
 * Revokes in order and has the list, read again, confirm it. What is not
 * confirmed is recorded, and later runs try again; so does a credential whose
 * marker names a hand-made token that would not go.
 */
async function retire(
  ports: Ports,
  due: readonly Revocable[],
  record: RunRecord,
): Promise<void> {
  const { issuer, report, stopSignal: lifeline } = ports;
  const isStopped = (): boolean => lifeline.stopped() !== undefined;
  if (due.length === 0) return;
  const tried: string[] = [];
  const failed = new Set<string>();
  for (const { clientId, adopts } of due) {
    if (isStopped()) break;
    if (adopts !== undefined && failed.has(adopts)) continue;
    const answer = await issuer.revoke(clientId, "rotate");
    tried.push(clientId);
    if (answer.kind !== "done") {
      failed.add(clientId);
      record.unrevokedBecause ??= answer.error;
      report({
        kind: "revocation-failed",
        clientId,
        error: answer.error,
      });
    }
  }
  const shown =
    tried.length === 0 ? failed : await stillListed(ports, tried, failed);
  for (const clientId of tried) {
    if (shown.has(clientId)) record.unrevoked.push(clientId);
    else {
      record.revoked.push(clientId);
      report({ kind: "revoked", clientId });
    }
  }
  if (tried.length < due.length && isStopped()) requireAlive(ports);
}

/** Throws `revoke-incomplete` when a due revocation could not be confirmed. */
export function requireRevoked({
  unrevoked,
  unrevokedBecause: reason,
  decision,
}: RunRecord): void {
  const count = unrevoked.length;
  if (count === 0) return;
  const isUrgent =
    decision?.kind === "mint" && decision.reason === "compromised";
  const byHand = `in the Astra UI (Settings → Tokens); the job summary shows which, the output \`report\` their whole client ids`;
  throw new RotationError({
    code: "revoke-incomplete",
    summary: `${String(count)} ${count === 1 ? "token" : "tokens"} that should be gone ${count === 1 ? "is" : "are"} still listed by Astra.${reason === undefined ? "" : ` ${reason.summary}`}`,
    remedy: isUrgent
      ? `What has leaked may still work: revoke it now, by hand, ${byHand}. ${reason?.remedy ?? ""}`.trimEnd()
      : `${reason?.remedy ?? "Run again."} Every run tries until it succeeds; no consumer is affected. You may also revoke by hand, ${byHand}.`,
    rerun: reason?.rerun ?? "safe",
    ...(reason === undefined ? {} : { cause: reason }),
  });
}

/**
 * The client ids that the list still shows; one that was not cleanly revoked
 * gets no second look. Where the list cannot be read, the answers stand.
 */
async function stillListed(
  { issuer, clock, stopSignal: lifeline }: Ports,
  tried: readonly string[],
  failed: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  for (let look = 1; ; look += 1) {
    const listed = await listedIds(issuer);
    if (listed === undefined) return failed;
    const shown = tried.filter((clientId) => listed.has(clientId));
    const isSettled = shown.every((clientId) => failed.has(clientId));
    if (isSettled || look >= CONFIRM_LOOKS) return new Set(shown);
    if (lifeline.stopped() !== undefined) return new Set(shown);
    await clock.sleep(CONFIRM_PAUSE_MS);
  }
}

async function listedIds(
  issuer: Ports["issuer"],
): Promise<ReadonlySet<string> | undefined> {
  try {
    const { value: tokens } = await issuer.list("rotate");
    return new Set(tokens.map((token) => token.clientId));
  } catch {
    return undefined;
  }
}
