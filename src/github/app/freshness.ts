import { type GitHubAnswer, isFromApi } from "../provenance.ts";
import { refusalOf } from "../refusals.ts";

/**
 * How long after its creation an installation token may be unknown to some of
 * GitHub's servers, or without its permissions there, milliseconds. Seen: one
 * to three seconds.
 */
export const FRESH_MS = 30_000;

/** What an answer says of the token that it was asked with. */
export type Acceptance =
  /** The token is known; the answer is what it is. */
  | "accepted"
  /** The token is not, or not yet, known. */
  | "unknown"
  /** The token may not, or not yet, do this. */
  | "lacking"
  /** There is no such thing, or the token may not see it yet. */
  | "not-shown";

/** Reads off an answer what it says of its token. */
export function acceptanceOf(answer: GitHubAnswer): Acceptance {
  const { status, asked } = answer;
  if (status === 401) return isFromApi(answer) ? "unknown" : "accepted";
  if (status === 403) {
    return refusalOf(answer) === "integration-lacks-permission"
      ? "lacking"
      : "accepted";
  }
  if (status !== 404 || !isFromApi(answer)) return "accepted";
  // Servers without paths by id say so; the write by name that follows is
  // waited for.
  const isById = asked.path.includes("/repositories/");
  return isById ? "accepted" : "not-shown";
}

/** Whether a 404 is an everyday answer: a secret that is not there yet. */
export function mayBeAbsent({ asked }: GitHubAnswer): boolean {
  return (
    asked.method === "GET" &&
    /\/secrets\/(?!public-key$)[^/]+(?:\/repositories)?$/u.test(asked.path)
  );
}

/** Whether a success shows that the token has its permissions for secrets. */
export function showsPermission({ status, asked }: GitHubAnswer): boolean {
  return status < 300 && asked.path.includes("/secrets");
}
