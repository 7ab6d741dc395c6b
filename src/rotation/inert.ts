/** Characters that are invisible, reorder text, or have no meaning. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/u;

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
};

/**
 * Outside text, safe to print: unprintable characters are escaped (`\n`,
 * `\u{202e}`), and `::` and `##[`, which begin runner commands, are split. All
 * other characters stay as written. The result has at most `maxLength`
 * characters and an ellipsis.
 */
export function inert(text: string, maxLength: number): string {
  const split = text
    .slice(0, maxLength + 1)
    .replace(/:(?=:)/gu, ":·")
    .replace(/##(?=\[)/gu, "##·");
  let shown = "";
  for (const character of split) {
    const piece = printable(character);
    if (shown.length + piece.length > maxLength) return `${shown}…`;
    shown += piece;
  }
  return shown;
}

function printable(character: string): string {
  if (!UNPRINTABLE.test(character)) return character;
  const codePoint = character.codePointAt(0) ?? 0;
  return SHORT_ESCAPES[character] ?? `\\u{${codePoint.toString(16)}}`;
}
