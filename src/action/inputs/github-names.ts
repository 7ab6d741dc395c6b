import { holdsToken } from "./quote.ts";

/** The login of a user or an organization; those of managed users hold an underscore. */
const LOGIN = /^[A-Za-z0-9][A-Za-z0-9_-]{0,38}$/u;

const REPOSITORY = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/u;

export const LONGEST_ENVIRONMENT = 255;

export function isLogin(text: string): boolean {
  return LOGIN.test(text);
}

/** Whether a text can be a repository's name, without its owner. */
export function isRepositoryName(text: string): boolean {
  return REPOSITORY.test(text);
}

/** Splits `owner/name`; undefined when a text is no such pair. */
export function splitRepository(
  text: string,
): { readonly owner: string; readonly repository: string } | undefined {
  const [owner = "", repository = "", ...more] = text.split("/");
  return more.length === 0 && isLogin(owner) && isRepositoryName(repository)
    ? { owner, repository }
    : undefined;
}

/** Whether a text can be an environment's name, and a part of a URL's path that stays where it is. */
export function isEnvironment(text: string): boolean {
  return (
    text !== "" &&
    text.trim() === text &&
    text.length <= LONGEST_ENVIRONMENT &&
    !/[\p{Cc}\p{Cs}\u2028\u2029]|^\.{1,2}$/u.test(text) &&
    !holdsToken(text)
  );
}
