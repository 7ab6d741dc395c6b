import { isObject } from "./json-value.ts";
import type { JsonObject, JsonValue } from "./json-value.ts";

const PROSE = new Set([
  "description",
  "summary",
  "title",
  "example",
  "examples",
  "externalDocs",
  "deprecated",
]);
const MAPS_OF_SCHEMAS = new Set(["properties", "patternProperties"]);
const VALUES = new Set(["enum", "required", "default", "const"]);

/**
 * An OpenAPI schema without its prose (descriptions, titles, examples, extensions). Every `$ref` is passed to `rename`
 * and replaced by its answer. Properties that are named like a prose keyword stay.
 */
export function bareSchema(
  schema: JsonValue,
  rename: (reference: string) => string,
): JsonValue {
  if (Array.isArray(schema))
    return schema.map((item) => bareSchema(item, rename));
  if (!isObject(schema)) return schema;
  const bare: JsonObject = {};
  for (const [key, value] of Object.entries(schema)) {
    if (PROSE.has(key) || key.startsWith("x-")) continue;
    if (VALUES.has(key)) bare[key] = value;
    else if (key === "$ref" && typeof value === "string")
      bare[key] = rename(value);
    else if (MAPS_OF_SCHEMAS.has(key) && isObject(value)) {
      bare[key] = Object.fromEntries(
        Object.entries(value).map(([name, one]) => [
          name,
          bareSchema(one, rename),
        ]),
      );
    } else bare[key] = bareSchema(value, rename);
  }
  return bare;
}
