import type { Decision } from "./decision.ts";
import type { Evidence } from "./evidence.ts";
import { nextDue } from "./next-due.ts";
import type { Observation, Policy } from "./observation.ts";
import type { CredentialEnd } from "./ports.ts";

/** How long before it the end of a credential is warned of, milliseconds. */
const NOTICE_MS = 14 * 86_400_000;

/**
 * The end of a credential that the run was given: `astra-token` (on Astra's
 * clock) or `github-token` (on GitHub's).
 */
export type OwnEnd =
  | { readonly kind: "admin-expires"; readonly expiresOn: number }
  | ({ readonly kind: "github-expires" } & CredentialEnd);

/** The input that a credential of the run's own is passed in. */
export function inputOf({ kind }: OwnEnd): "astra-token" | "github-token" {
  return kind === "admin-expires" ? "astra-token" : "github-token";
}

/**
 * Ends that are near; not those that mode `check` reports as a problem anyway.
 */
export function endWarnings(
  observation: Observation,
  decision: Decision,
  { adminClientId }: Policy,
): readonly OwnEnd[] {
  const { now } = observation.clocks;
  const { evidence } = decision;
  const told =
    decision.kind === "check" ? decision.findings.map(({ kind }) => kind) : [];
  return endsOf(observation, adminClientId, evidence).filter(
    (end) =>
      onGitHubsClock(end, observation) - now < NOTICE_MS &&
      !told.includes(end.kind),
  );
}

/**
 * Ends that come before the next planned rotation: the credential's due date,
 * or now where it is due or nothing says when it is, and as much later as a
 * rotation may be late.
 */
export function endFindings(
  observation: Observation,
  policy: Policy,
  evidence: Pick<Evidence, "newest" | "rotatesItself">,
): readonly OwnEnd[] {
  const { now, offset } = observation.clocks;
  const { newest } = evidence;
  const dueOn =
    newest === undefined ? -Infinity : nextDue(newest, policy) + offset;
  const plannedBy = Math.max(now, dueOn) + policy.toleranceMs;
  return endsOf(observation, policy.adminClientId, evidence).filter(
    (end) => onGitHubsClock(end, observation) <= plannedBy,
  );
}

/** What to do about an end, in sentences. */
export function renewalAdvice(end: OwnEnd): string {
  switch (end.kind) {
    case "admin-expires":
      return "Create a token with the same role in the Astra Portal (Settings › Tokens) and store it in the secret that `astra-token` reads.";
    case "github-expires":
      return `Create a token with the same access ${end.renewAt === undefined ? "on the same server (Settings → Developer settings → Personal access tokens)" : `at ${end.renewAt}`} and store it in the secret that \`github-token\` reads.`;
    default:
      return end satisfies never;
  }
}

/** An admin token that its own rotation replaces has no end to look out for. */
function endsOf(
  { tokens, githubEnd }: Observation,
  adminClientId: string,
  { rotatesItself }: Pick<Evidence, "rotatesItself">,
): readonly OwnEnd[] {
  const admin = rotatesItself
    ? undefined
    : tokens.find(({ clientId }) => clientId === adminClientId);
  const { expiresOn } = admin ?? {};
  return [
    ...(expiresOn === undefined
      ? []
      : [{ kind: "admin-expires", expiresOn } as const]),
    ...(githubEnd === undefined
      ? []
      : [{ kind: "github-expires", ...githubEnd } as const]),
  ];
}

function onGitHubsClock(
  { kind, expiresOn }: OwnEnd,
  { clocks }: Observation,
): number {
  return kind === "admin-expires" ? expiresOn + clocks.offset : expiresOn;
}
