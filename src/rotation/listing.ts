import { requireAlive } from "./alive.ts";
import { hasExpired, type ListedToken } from "./credential.ts";
import { RotationError } from "./errors.ts";
import type { Ports, Purpose } from "./ports.ts";
import type { Run } from "./run.ts";

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;

/** Whether a token list is whole: it shows the token that asked for it. */
export function isWhole(
  tokens: readonly ListedToken[],
  askedAs: string,
): boolean {
  return tokens.some(({ clientId }) => clientId === askedAs);
}

/**
 * Throws `list-not-whole` when a list lacks the token that asked for it:
 * nothing is decided by it.
 */
export function requireWhole(
  tokens: readonly ListedToken[],
  askedAs: string,
): void {
  if (isWhole(tokens, askedAs)) return;
  throw new RotationError({
    code: "list-not-whole",
    summary:
      "Astra's token list does not show `astra-token` itself, so the list is incomplete.",
    remedy:
      "Nothing was changed. Run again later; if it persists, please report it.",
    rerun: "safe",
  });
}

/**
 * The list as a run may trust it; undefined when it cannot be read or is not
 * whole.
 */
export async function listNow(
  { ports: { issuer }, record }: Pick<Run, "ports" | "record">,
  purpose: Purpose,
): Promise<readonly ListedToken[] | undefined> {
  const askedAs = record.successor ?? issuer.adminClientId;
  try {
    const { value: tokens } = await issuer.list(purpose);
    return isWhole(tokens, askedAs) ? tokens : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Tries, with growing pauses, until there is a result or the time is up; throws
 * once the run has to stop.
 */
export async function attempt<T>(
  ports: Ports,
  timeoutMs: number,
  tryOnce: (count: number) => Promise<T | undefined>,
): Promise<T | undefined> {
  return await patiently(ports, timeoutMs, async (count) => {
    requireAlive(ports);
    return await tryOnce(count);
  });
}

/** What the list confirms of revocations. */
export interface Confirmation {
  /** Client ids that are not confirmed to be gone. */
  readonly left: ReadonlySet<string>;
  /**
   * The live tokens of the last whole list; undefined when none could be read.
   */
  readonly shown: readonly ListedToken[] | undefined;
}

/**
 * The client ids of those that the list does not confirm to be gone, with the
 * same patience as for a fresh credential. A list that cannot be read, or is
 * not whole, confirms nothing. `hopeless` ones were not cleanly revoked and
 * are not waited for; a stopped run looks once.
 */
export async function unconfirmed(
  run: Run,
  clientIds: readonly string[],
  hopeless: ReadonlySet<string>,
  purpose: Purpose,
): Promise<Confirmation> {
  const { ports, settings, observation } = run;
  let left = new Set(clientIds);
  let shown: readonly ListedToken[] | undefined;
  await patiently(ports, settings.verifyTimeoutMs, async () => {
    const tokens = await listNow(run, purpose);
    if (tokens !== undefined) {
      const astraNow = observation.clocks.astraAt(ports.clock.elapsed());
      shown = tokens.filter((one) => !hasExpired(one, astraNow));
      const live = new Set(shown.map(({ clientId }) => clientId));
      left = new Set(clientIds.filter((clientId) => live.has(clientId)));
    }
    const isSettled =
      tokens !== undefined && [...left].every((one) => hopeless.has(one));
    return isSettled || ports.stopSignal.stopped() !== undefined || undefined;
  });
  return { left, shown };
}

async function patiently<T>(
  { clock }: Ports,
  timeoutMs: number,
  tryOnce: (count: number) => Promise<T | undefined>,
): Promise<T | undefined> {
  const end = clock.now() + timeoutMs;
  let pause = FIRST_PAUSE_MS;
  for (let count = 1; ; count += 1) {
    const result = await tryOnce(count);
    if (result !== undefined) return result;
    const left = end - clock.now();
    if (left <= 0) return undefined;
    await clock.sleep(Math.min(pause, left));
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}
