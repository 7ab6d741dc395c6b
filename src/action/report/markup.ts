/**
 * Everything in a text that Markdown, GitHub or HTML could act upon: markup,
 * links, mentions, formulas, emoji.
 */
const ACTIVE =
  /[\\*{}[\]<>|&#~!`@$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|:(?=[^\s\d])|(?<=www)\./giu;

/** Text without markup; line breaks become spaces. */
export function escaped(text: string): string {
  return text
    .replace(/[\r\n\u2028\u2029]+/gu, " ")
    .replace(ACTIVE, (character) => `&#${String(character.codePointAt(0))};`);
}

/**
 * A sentence of the project's own, whose backticks mark code; the rest is
 * without markup.
 */
export function prose(sentence: string): string {
  return sentence
    .split("`")
    .map((part, index) => (index % 2 === 0 ? escaped(part) : code(part)))
    .join("");
}

/** Text as code. */
export function code(text: string): string {
  return `<code>${escaped(text)}</code>`;
}

/** A table; nothing when it has no rows. Cells are Markdown already. */
export function table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  if (rows.length === 0) return [];
  return [heads, heads.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .concat("");
}

/** Something to unfold. */
export function folded(
  title: string,
  lines: readonly string[],
): readonly string[] {
  if (lines.length === 0) return [];
  return [
    "<details>",
    `<summary>${escaped(title)}</summary>`,
    "",
    ...lines,
    "</details>",
    "",
  ];
}
