import { holdsToken } from "./quote.ts";

// The published JSON Schema contains these patterns, so they have no flags.

/** The login of an account; only those of managed users have an underscore. */
export const LOGIN = /^[A-Za-z0-9][A-Za-z0-9_-]{0,38}$/;

/** The name of a repository without its owner. */
export const REPOSITORY_NAME = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;

/** `owner/name`. */
export const REPOSITORY =
  /^[A-Za-z0-9][A-Za-z0-9_-]{0,38}\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;

/** The name of an environment; see also `isEnvironment`. */
export const ENVIRONMENT =
  /^(?!\.{1,2}$)(?!\s)[^\u0000-\u001f\u007f-\u009f\u2028\u2029]{1,255}(?<!\s)$/;

/** What the problem with a repository says is allowed. */
export const REPOSITORY_FORM = "owner/name, not a URL.";

/** What the problem with an environment says is allowed. */
export const ENVIRONMENT_FORM =
  "the name of an existing environment, at most 255 characters.";

/** Splits a text of the form `REPOSITORY`. */
export function splitRepository(text: string): {
  readonly owner: string;
  readonly repository: string;
} {
  const [owner = "", repository = ""] = text.split("/");
  return { owner, repository };
}

/** Whether a text can name an environment and stay one segment of a path. */
export function isEnvironment(text: string): boolean {
  return ENVIRONMENT.test(text) && !/\p{Cs}/u.test(text) && !holdsToken(text);
}
