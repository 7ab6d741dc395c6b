import { isDeepStrictEqual } from "node:util";
import { isObject } from "./json-value.ts";
import type { JsonValue } from "./json-value.ts";

const LONGEST_SHOWN = 120;

function shown(value: JsonValue | undefined): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > LONGEST_SHOWN
    ? `${text.slice(0, LONGEST_SHOWN)}…`
    : text;
}

/** Where two JSON values differ, one line for each place; the order of keys does not count. */
export function jsonDifference(
  recorded: JsonValue | undefined,
  fresh: JsonValue | undefined,
  place = "",
): string[] {
  if (isObject(recorded) && isObject(fresh)) {
    const keys = new Set([...Object.keys(recorded), ...Object.keys(fresh)]);
    return [...keys].flatMap((key) =>
      jsonDifference(recorded[key], fresh[key], `${place} > ${key}`),
    );
  }
  if (
    Array.isArray(recorded) &&
    Array.isArray(fresh) &&
    recorded.length === fresh.length
  ) {
    return recorded.flatMap((item, index) =>
      jsonDifference(item, fresh[index], `${place} > ${String(index)}`),
    );
  }
  if (isDeepStrictEqual(recorded, fresh)) return [];
  return [
    `${place.slice(" > ".length)}: recorded ${shown(recorded)}, described ${shown(fresh)}`,
  ];
}
