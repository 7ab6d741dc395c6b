/**
 * The first of some texts in a row, `most` at most, and how many more there
 * are: `a, b and 3 more`.
 */
export function firstFew(texts: readonly string[], most = 5): string {
  const more = texts.length - most;
  const shown = texts.slice(0, most).join(", ");
  return more > 0 ? `${shown} and ${String(more)} more` : shown;
}
