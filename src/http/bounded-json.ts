import { parseJson } from "./json.ts";

/**
 * The most values that a JSON text may hold. No real answer comes near, yet a million fits into one
 * of two megabytes, and each takes up to fifty times its length in memory.
 */
const MAX_VALUES = 100_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const BRACKET = 0x5b;
const BRACE = 0x7b;

/** As `parseJson`; also undefined for a text of more than `maxValues` values. */
export function parseBoundedJson(
  text: string,
  maxValues = MAX_VALUES,
): unknown {
  return valuesIn(text) > maxValues ? undefined : parseJson(text);
}

/** How many values a text holds, about: each but the first stands behind a bracket or a comma. */
function valuesIn(text: string): number {
  let values = 1;
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) isQuoted = !isQuoted;
    else if (isQuoted) at += code === BACKSLASH ? 1 : 0;
    else if (code === COMMA || code === BRACKET || code === BRACE) values += 1;
  }
  return values;
}
