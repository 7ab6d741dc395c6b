import type { Schema } from "./operation.ts";

/** Whether a value is an object (not an array, not null). */
export function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An OpenAPI 3.0 schema as JSON schema: `nullable: true` becomes a place for null in `type` and `enum`, or in `anyOf`. */
export function toJsonSchema(schema: Schema): Schema {
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, converted(value)]),
  );
  // A property may bear the name `nullable`: then it is a schema.
  if (typeof nullable !== "boolean") {
    return nullable === undefined ? rest : { ...rest, nullable };
  }
  if (!nullable) return rest;
  const plain = typeof rest["type"] === "string" && !hasCombination(rest);
  if (!plain) return { anyOf: [{ type: "null" }, rest] };
  const values = rest["enum"] as readonly unknown[] | undefined;
  const type = [rest["type"], "null"];
  return values === undefined
    ? { ...rest, type }
    : { ...rest, type, enum: [...new Set([...values, null])] };
}

function converted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(converted);
  return isSchema(value) ? toJsonSchema(value) : value;
}

function hasCombination(schema: Schema): boolean {
  return ["$ref", "allOf", "anyOf", "oneOf", "not"].some((key) =>
    Object.hasOwn(schema, key),
  );
}

/**
 * The schema with every object that lists its properties closed to others. References to `#/schemas/…` are written out,
 * so the schemas that they name stay open for everybody else; for schemas that do not lead back to themselves.
 */
export function closedSchema(
  schema: Schema,
  schemas: Readonly<Record<string, Schema>>,
): Schema {
  const reference = schema["$ref"];
  if (typeof reference === "string") {
    const named = schemas[reference.slice("#/schemas/".length)];
    if (named === undefined) throw new Error(`no schema ${reference}`);
    return closedSchema(named, schemas);
  }
  const inside = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inside);
    return isSchema(value) ? closedSchema(value, schemas) : value;
  };
  const properties = schema["properties"];
  const closed = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === "properties" && isSchema(value)
        ? Object.fromEntries(
            Object.entries(value).map(([name, one]) => [name, inside(one)]),
          )
        : inside(value),
    ]),
  );
  return isSchema(properties) && !Object.hasOwn(schema, "additionalProperties")
    ? { ...closed, additionalProperties: false }
    : closed;
}
