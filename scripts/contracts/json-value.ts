/** Any JSON value. */
export type JsonValue =
  string | number | boolean | null | JsonValue[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  [key: string]: JsonValue;
}

/** Reads JSON text; throws a SyntaxError for anything else. */
export function parseJson(text: string): JsonValue {
  const value: unknown = JSON.parse(text);
  return value as JsonValue;
}

/** Whether a value is an object (not an array, not null). */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as an object; throws with the given name when it is none. */
export function objectOf(
  value: JsonValue | undefined,
  name: string,
): JsonObject {
  if (!isObject(value)) throw new Error(`${name} is not an object`);
  return value;
}

/** The value as a string; throws with the given name when it is none. */
export function stringOf(value: JsonValue | undefined, name: string): string {
  if (typeof value !== "string") throw new Error(`${name} is not a string`);
  return value;
}
