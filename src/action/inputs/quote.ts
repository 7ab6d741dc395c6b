import { inert } from "../../rotation/inert.ts";

/** How tokens of Astra and GitHub, and private keys, begin. */
const TOKEN =
  /AstraCS:|github_pat_|gh[a-z]_[A-Za-z0-9]{16}|PRIVATE KEY|^MII[A-Za-z0-9+/]/u;

/** How much of an outside text a sentence shows, in UTF-16 code units. */
const MAX_SHOWN = 60;

/**
 * Whether a text contains a token, such as an input that was given the wrong
 * secret. The runner masks only whole values, so no part may be shown.
 */
export function holdsToken(text: string): boolean {
  return TOKEN.test(text);
}

/**
 * Outside text in quotation marks, safe to print and cut to 60 characters. Text
 * that contains a token is not shown at all.
 */
export function quote(text: string): string {
  if (holdsToken(text)) return "a token, which is not shown here,";
  return `“${inert(text, MAX_SHOWN)}”`;
}
