/** The longest piece of outside text that a sentence shows. */
const MAX_SHOWN = 60;

/**
 * Makes outside text inert for a log line and a summary cell: no control or
 * bidi characters, no runner command, no markup; cut to 60 characters.
 */
export function quote(text: string): string {
  const inert = text
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]+/gu, "?")
    .replace(/::/gu, ":·")
    .replace(/##\[/gu, "#·[")
    .replace(/[<>`|]/gu, "?");
  const characters = Array.from(inert);
  const cut = characters.slice(0, MAX_SHOWN).join("");
  return `“${cut}${characters.length > MAX_SHOWN ? "…" : ""}”`;
}
