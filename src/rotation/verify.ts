import type { Credential, ListedToken } from "./credential.ts";
import { RotationError } from "./errors.ts";
import { generatedBefore, type LineageName, lineageOf } from "./lineage.ts";
import { requireAlive } from "./mint.ts";
import type { Observation } from "./observation.ts";
import type { Ports } from "./ports.ts";

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;

/**
 * Probes a fresh credential until the service accepts it and names the same
 * organization. An answer that does not tell counts as yes once the token list
 * shows the credential. Throws `not-accepted` after `timeoutMs`.
 */
export async function verify(
  ports: Ports,
  credential: Credential,
  organization: string,
  listed: Promise<unknown>,
  timeoutMs: number,
): Promise<void> {
  const accepted = await attempt(ports, timeoutMs, async (probes) => {
    const answer = await ports.issuer.probe(credential);
    if (answer.kind === "not-yet") return undefined;
    if (answer.kind === "unclear") await listed;
    if (answer.kind === "accepted" && answer.organization !== organization) {
      throw notAccepted(
        "The fresh token says that it belongs to another organization.",
      );
    }
    return probes;
  });
  if (accepted !== undefined) {
    ports.report({ kind: "verified", probes: accepted, by: "accepted" });
    return;
  }
  throw notAccepted(
    `Astra did not accept the fresh token within ${String(timeoutMs / 1000)} seconds.`,
  );
}

/**
 * Waits until the token list shows the fresh credential and returns its entry
 * with the whole list. Throws `not-accepted` after `timeoutMs`.
 */
export async function awaitListing(
  ports: Ports,
  clientId: string,
  timeoutMs: number,
): Promise<{ entry: ListedToken; tokens: readonly ListedToken[] }> {
  const listing = await attempt(ports, timeoutMs, async () => {
    const { value: tokens } = await ports.issuer.list("rotate");
    const entry = tokens.find((token) => token.clientId === clientId);
    return entry === undefined ? undefined : { entry, tokens };
  });
  if (listing !== undefined) return listing;
  throw notAccepted(
    `Astra's token list did not show the fresh token within ${String(timeoutMs / 1000)} seconds.`,
  );
}

/**
 * Throws `rival-run` when the list that confirms the marker shows a credential
 * of the lineage that the observation lacked and that was generated before mine.
 */
export function requireNoRival(
  tokens: readonly ListedToken[],
  mine: string,
  lineage: LineageName,
  observation: Observation,
): void {
  const { members } = lineageOf(tokens, lineage);
  const own = members.find((member) => member.clientId === mine);
  const known = new Set(observation.tokens.map((token) => token.clientId));
  const rival = members.find(
    (member) =>
      own !== undefined &&
      member !== own &&
      !known.has(member.clientId) &&
      generatedBefore(member, own),
  );
  if (rival === undefined) return;
  throw new RotationError({
    code: "rival-run",
    summary: "Another run is rotating the same secrets at this moment.",
    remedy:
      "This run gave way: its token was revoked and nothing was published. Give the workflow a `concurrency` group so that its runs wait for each other.",
    rerun: "safe",
  });
}

/** Tries, with growing pauses, until there is a result or the time is up. */
async function attempt<T>(
  ports: Ports,
  timeoutMs: number,
  tryOnce: (count: number) => Promise<T | undefined>,
): Promise<T | undefined> {
  const end = ports.clock.now() + timeoutMs;
  let pause = FIRST_PAUSE_MS;
  for (let count = 1; ; count += 1) {
    requireAlive(ports);
    const result = await tryOnce(count);
    if (result !== undefined) return result;
    const left = end - ports.clock.now();
    if (left <= 0) return undefined;
    await ports.clock.sleep(Math.min(pause, left));
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}

function notAccepted(summary: string): RotationError {
  return new RotationError({
    code: "not-accepted",
    summary,
    remedy:
      "It was revoked and nothing was published: every secret still holds what it held. Run again later, or raise `verify-timeout`.",
    rerun: "safe",
  });
}
