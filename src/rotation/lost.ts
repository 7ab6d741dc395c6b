import { type Credential, hasExpired } from "./credential.ts";
import { RotationError } from "./errors.ts";
import { CLOCK_MARGIN_MS } from "./fence.ts";
import { listNow } from "./listing.ts";
import { markerOf } from "./order.ts";
import { formatMarker } from "./marker.ts";
import { isOfItsTime } from "./lineage.ts";
import { noteState, type Run } from "./run.ts";
import { revokeUnheld } from "./take-back.ts";

/**
 * How long, in milliseconds, a run waits for a list to show again what it has
 * published.
 */
const PAUSE_MS = 2_000;

/**
 * What a run looks at to see whether it was suspended: when it minted, on the
 * clock that has gone furthest.
 */
export interface MintedAt {
  readonly elapsed: number;
}

/**
 * Ends a run that was suspended. A write that was answered later than its fence
 * may have brought back a credential that another run has revoked meanwhile;
 * and a published credential that the list no longer shows is dead. The run
 * mints one more whose marker records that, and publishes nothing: every secret
 * certainly lacks it, so that the next run heals. Throws `suspended`.
 */
export async function requireNotLate(
  run: Run,
  credential: Credential,
  mintedAt: MintedAt,
): Promise<void> {
  const { ports, settings } = run;
  const since = ports.clock.elapsed() - mintedAt.elapsed;
  if (since < settings.policy.fenceMs - CLOCK_MARGIN_MS) return;
  await endSuspended(
    run,
    credential,
    "This run was suspended while it was writing, and its token may have been revoked in the meantime.",
  );
}

/**
 * Throws `suspended` when the list, read with patience, no longer shows what
 * this run has published everywhere.
 */
export async function requireStillListed(
  run: Run,
  credential: Credential,
): Promise<void> {
  const { ports, settings } = run;
  const { clientId } = credential;
  const end = ports.clock.now() + settings.verifyTimeoutMs;
  for (;;) {
    const tokens = await listNow(run, "rotate");
    const astraNow = run.observation.clocks.astraAt(ports.clock.elapsed());
    const isLive = tokens?.some(
      (one) => one.clientId === clientId && !hasExpired(one, astraNow),
    );
    if (isLive === true) return;
    const isStopped = ports.stopSignal.stopped() !== undefined;
    if (isStopped || ports.clock.now() >= end) {
      if (tokens === undefined) return;
      break;
    }
    await ports.clock.sleep(PAUSE_MS);
  }
  await endSuspended(
    run,
    credential,
    "Astra's token list no longer shows the token that this run published: it may have been revoked or have expired.",
  );
}

async function endSuspended(
  run: Run,
  credential: Credential,
  summary: string,
): Promise<never> {
  noteState(run, "partly-published");
  const isRecorded = await record(run, credential);
  throw new RotationError({
    code: "suspended",
    summary,
    remedy: isRecorded
      ? "The secrets may hold a dead token. Run again at once: that replaces it."
      : "The secrets may hold a dead token. Run again at once with `compromised: true`, or with `previous-token` set: that replaces it.",
    rerun: "safe",
  });
}

/**
 * Mints the record; it may come after the run's deadline, but not after a
 * signal.
 */
async function record(run: Run, credential: Credential): Promise<boolean> {
  const { ports, observation, settings } = run;
  if (ports.stopSignal.stopped() === "cancelled") return false;
  const written = run.record.targets.flatMap(({ secrets }) =>
    secrets.flatMap(({ answer }) =>
      answer.kind === "done" ? [answer.writtenAt ?? 0] : [],
    ),
  );
  const { clock } = ports;
  const marker = markerOf(run, {
    cause: "record",
    lowWater: {
      generatedBefore: undefined,
      lastWrite: Math.max(
        ...written,
        observation.clocks.now + clock.elapsed() - run.observedAt,
      ),
    },
    named: { clientId: credential.clientId, as: "witnessed" },
  });
  const order = {
    organization: observation.organization,
    roles: observation.roles,
    // Two credentials of one attempt would be taken for a copy.
    description: formatMarker(
      { ...marker, attempt: otherId(marker.attempt) },
      settings.words,
    ),
    expiresOn:
      settings.tokenLifetimeMs === undefined
        ? undefined
        : marker.mintedAt + settings.tokenLifetimeMs,
  };
  let answer = await ports.issuer.mint(order, "compensate");
  const { decision } = run.record;
  if (answer.kind === "refused" && decision?.evidence.rotatesItself === true) {
    // The key that this run began with may have been replaced meanwhile.
    ports.issuer.succeed(credential);
    run.record.successor = credential.clientId;
    answer = await ports.issuer.mint(order, "compensate");
  }
  if (answer.kind !== "minted") return false;
  const { clientId, generatedOn } = answer.credential;
  ports.report({ kind: "recorded", clientId });
  if (generatedOn === undefined || isOfItsTime({ generatedOn, marker })) {
    return true;
  }
  // A clock was wrong: later runs would take this one for a copy.
  await revokeUnheld(run, clientId, false);
  return false;
}

/** Another id as random as the first. */
function otherId(attempt: string): string {
  const half = attempt.length / 2;
  return `${attempt.slice(half)}${attempt.slice(0, half)}`;
}
