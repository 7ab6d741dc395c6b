import { classicScopeFor } from "./permissions.ts";
import type { ApiAnswer } from "./provenance.ts";
import type { Store, TargetSpec } from "./target-spec.ts";

/**
 * What a token's form tells of it; `app` is one that the action made for
 * itself. The workflow's own token is an installation token, too.
 */
export type TokenKind =
  "app" | "workflow" | "installation" | "fine-grained" | "classic" | "unknown";

/** What the action was doing at GitHub, and with what kind of token. */
export interface GitHubTask {
  /** A verb phrase: `read …`, `write …`. */
  readonly what: string;
  /** The target as people read it. */
  readonly target: string;
  /** The whole phrase, where “`what` of `target`” does not read right. */
  readonly phrase?: string;
  /** The permission that is needed, as GitHub's settings pages name it. */
  readonly permission: string;
  readonly token: TokenKind;
  /**
   * Where the secrets are that the task is about; undefined for other tasks.
   */
  readonly place?: TargetSpec["kind"];
  readonly store?: Store;
}

const STORE_WORDS: Readonly<Record<Store, string>> = {
  actions: "",
  dependabot: "Dependabot ",
  codespaces: "Codespaces ",
  agents: "agent ",
};

/** A task as a verb phrase, such as “read the repository acme/web”. */
export function phraseOf(task: GitHubTask): string {
  const { what, phrase, store = "actions" } = task;
  if (phrase !== undefined) return phrase;
  const target = task.target
    .replace(/^(?:Dependabot|Codespaces|Agents) secrets of /u, "")
    .replace(/^organization /u, "the organization ")
    .replace(/^(environment “.*”) of /u, "$1 in ");
  if (/\bthe (?:repository|organization)$/u.test(what))
    return `${what} ${target}`;
  const worded = what.replace(/\bsecret/u, `${STORE_WORDS[store]}secret`);
  return `${worded} of ${target}`;
}

/** The credential as people know it. */
export function credentialWords(token: TokenKind): string {
  return token === "app" ? "the GitHub App" : "`github-token`";
}

/** The status of an answer, and who gave it: “HTTP 403 from api.github.com”. */
export function statusWords({ status, api }: ApiAnswer): string {
  const from = api === undefined ? "" : ` from ${api.host}`;
  return `HTTP ${String(status)}${from}`;
}

/** The server that answered. */
export function serverWords({ api }: ApiAnswer): string {
  return api === undefined ? "the server" : api.host;
}

/**
 * Whether a classic token is shown to have the scope for such a place;
 * undefined where the answer does not tell.
 */
export function hasScope(
  answer: ApiAnswer,
  place: GitHubTask["place"],
): boolean | undefined {
  const scopes = answer.header("x-oauth-scopes");
  return scopes
    ?.split(",")
    .map((scope) => scope.trim())
    .includes(classicScopeFor(place));
}
