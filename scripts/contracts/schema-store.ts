import { createHash } from "node:crypto";
import { bareSchema } from "./bare-schema.ts";
import { objectOf } from "./json-value.ts";
import type { JsonObject, JsonValue } from "./json-value.ts";

/** The schemas that several descriptions share, each stored once. */
export interface SchemaStore {
  readonly schemas: JsonObject;
  /** The bare form of a schema of a description; the schemas that it refers to join the store. */
  take(schema: JsonValue, of: DescribedSchemas): JsonValue;
}

/** The named schemas of one description. */
export interface DescribedSchemas {
  readonly description: string;
  readonly schemas: JsonObject;
}

const PREFIX = "#/components/schemas/";

function nameIn(reference: string): string {
  if (!reference.startsWith(PREFIX))
    throw new Error(`cannot follow the reference ${reference}`);
  return reference.slice(PREFIX.length);
}

/** Every schema that `name` leads to, itself included. */
function reachable(name: string, of: DescribedSchemas): JsonObject {
  const found: JsonObject = {};
  const waiting = [name];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (Object.hasOwn(found, next)) continue;
    const schema = objectOf(
      of.schemas[next],
      `the schema ${next} of ${of.description}`,
    );
    found[next] = bareSchema(schema, (reference) => {
      waiting.push(nameIn(reference));
      return reference;
    });
  }
  return found;
}

function fingerprint(name: string, of: DescribedSchemas): string {
  const parts = Object.entries(reachable(name, of)).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/**
 * An empty store. A schema keeps its name; when a later description has another schema of that name, or one that leads
 * to other schemas, it is stored as `name@description`.
 */
export function createSchemaStore(): SchemaStore {
  const schemas: JsonObject = {};
  const byFingerprint = new Map<string, string>();
  const known = new Map<string, string>();

  function storedName(name: string, of: DescribedSchemas): string {
    const local = `${of.description} ${name}`;
    const before = known.get(local);
    if (before !== undefined) return before;
    const print = `${name} ${fingerprint(name, of)}`;
    const same = byFingerprint.get(print);
    const stored =
      same ??
      (Object.hasOwn(schemas, name) ? `${name}@${of.description}` : name);
    known.set(local, stored);
    if (same === undefined) {
      byFingerprint.set(print, stored);
      // The place is taken first: a schema may lead back to itself.
      schemas[stored] = {};
      schemas[stored] = take(of.schemas[name] ?? {}, of);
    }
    return stored;
  }

  function take(schema: JsonValue, of: DescribedSchemas): JsonValue {
    return bareSchema(
      schema,
      (reference) => `#/schemas/${storedName(nameIn(reference), of)}`,
    );
  }

  return { schemas, take };
}
