/** What Astra's and GitHub's tokens begin with, and private keys. */
const TOKEN =
  /AstraCS:|github_pat_|gh[a-z]_[A-Za-z0-9]{16}|PRIVATE KEY|^MII[A-Za-z0-9+/]/u;

/** The longest piece of outside text that a sentence shows. */
const MAX_SHOWN = 60;

/**
 * Whether a token is part of a text, such as of an input that was given the
 * wrong secret. The runner masks whole values only, so no part may be shown.
 */
export function holdsToken(text: string): boolean {
  return TOKEN.test(text);
}

/**
 * Makes outside text inert for a log line and a summary cell: no control or
 * bidi characters, no runner command, no markup; cut to 60 characters. Text
 * that holds a token is not shown at all.
 */
export function quote(text: string): string {
  if (holdsToken(text)) return "a token, which is not shown here,";
  const inert = text
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]+/gu, "?")
    .replace(/::/gu, ":·")
    .replace(/##\[/gu, "#·[")
    .replace(/[<>`|]/gu, "?");
  const characters = Array.from(inert);
  const cut = characters.slice(0, MAX_SHOWN).join("");
  return `“${cut}${characters.length > MAX_SHOWN ? "…" : ""}”`;
}
