import type { Credential, ListedToken } from "./credential.ts";
import { asRotationError, RotationError } from "./errors.ts";
import { generatedBefore, type LineageName, lineageOf } from "./lineage.ts";
import { attempt, listNow } from "./listing.ts";
import type { Observation } from "./observation.ts";
import type { Ports } from "./ports.ts";
import type { Run } from "./run.ts";

/**
 * Probes a fresh credential until the service accepts it and names the same
 * organization. Answers that do not tell are asked again until the time is up;
 * then the token list decides. Throws `not-accepted` after `timeoutMs`.
 */
export async function verify(
  ports: Ports,
  credential: Credential,
  organization: string,
  listed: Promise<unknown>,
  timeoutMs: number,
): Promise<void> {
  const last = { probes: 0, isUnclear: false };
  const accepted = await attempt(ports, timeoutMs, async (count) => {
    const answer = await ports.issuer.probe(credential);
    last.probes = count;
    last.isUnclear = answer.kind === "unclear";
    if (answer.kind !== "accepted") return undefined;
    if (answer.organization !== organization) {
      throw notAccepted(
        "Astra reports another organization for the new token.",
      );
    }
    return answer;
  });
  if (accepted === undefined) {
    if (!last.isUnclear) {
      throw notAccepted(
        `Astra did not accept the new token within ${seconds(timeoutMs)}.`,
      );
    }
    await listed;
  }
  const by = accepted === undefined ? "listed" : "accepted";
  ports.report({ kind: "verified", probes: last.probes, by });
}

/**
 * Waits until a whole token list shows the fresh credential and returns its
 * entry with the list. Throws `not-accepted` after `timeoutMs`.
 */
export async function awaitListing(
  run: Run,
  clientId: string,
  timeoutMs: number,
): Promise<{ entry: ListedToken; tokens: readonly ListedToken[] }> {
  const listing = await attempt(run.ports, timeoutMs, async () => {
    const tokens = await listNow(run, "rotate");
    if (tokens === undefined) return undefined;
    const entry = tokens.find((token) => token.clientId === clientId);
    return entry === undefined ? undefined : { entry, tokens };
  });
  if (listing !== undefined) return listing;
  throw notAccepted(
    `No complete token list showed the new token within ${seconds(timeoutMs)}.`,
  );
}

/**
 * Asks as the fresh credential for the token list until it is given: what is to
 * take the place of `astra-token` has to have done that before it is published.
 * Throws `not-accepted` after `timeoutMs`.
 */
export async function requireListing(
  ports: Ports,
  credential: Credential,
  timeoutMs: number,
): Promise<void> {
  let last: RotationError | undefined;
  const listed = await attempt(ports, timeoutMs, async () => {
    try {
      await ports.issuer.tryListing(credential);
      return true;
    } catch (thrown) {
      last = asRotationError(thrown);
      return undefined;
    }
  });
  if (listed === true) return;
  throw new RotationError({
    code: "not-accepted",
    summary: `The new token, which may replace \`astra-token\`, could not list the tokens within ${seconds(timeoutMs)}.${last === undefined ? "" : ` ${last.summary}`}`,
    remedy:
      "`astra-token` was not changed. What replaces it needs the permissions org-token-read and org-token-write: name a role with them in `role`, or run again later if the new token's role has them.",
    rerun: "safe",
    cause: last,
  });
}

/**
 * Throws `rival-run` when the list that confirms the marker shows a credential
 * of the lineage that the observation lacked and that was generated before
 * mine.
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
      !known.has(member.clientId) &&
      generatedBefore(member, own),
  );
  if (rival === undefined) return;
  throw new RotationError({
    code: "rival-run",
    summary: "Another run is rotating the same secrets at this moment.",
    remedy:
      "This run stopped and published nothing. Give the workflow a `concurrency` group so that its runs wait for each other.",
    rerun: "safe",
  });
}

function seconds(milliseconds: number): string {
  return `${String(milliseconds / 1000)} seconds`;
}

function notAccepted(summary: string): RotationError {
  return new RotationError({
    code: "not-accepted",
    summary,
    remedy:
      "Nothing was published. Run again later, or raise `verify-timeout`.",
    rerun: "safe",
  });
}
