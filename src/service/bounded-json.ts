import * as v from "valibot";

/**
 * No real answer comes near, yet a million values fit into two megabytes, and
 * each takes up to fifty times its length in memory.
 */
const MAX_VALUES = 100_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const BRACKET = 0x5b;
const BRACE = 0x7b;

/**
 * Reads a body by a shape; undefined when it is no JSON, holds more than
 * `maxValues` values, or does not fit.
 */
export function readBody<T>(
  schema: v.GenericSchema<unknown, T>,
  body: string,
  maxValues = MAX_VALUES,
): T | undefined {
  const parsed = v.safeParse(schema, parseBoundedJson(body, maxValues));
  return parsed.success ? parsed.output : undefined;
}

/** As `parseJson`; also undefined for more than `maxValues` values. */
export function parseBoundedJson(
  text: string,
  maxValues = MAX_VALUES,
): unknown {
  return valuesIn(text) > maxValues ? undefined : parseJson(text);
}

/** About: each value but the first stands behind a bracket or a comma. */
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

/**
 * The value of a JSON text; undefined when it is none. The platform's message
 * would quote the text, so it is dropped.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
