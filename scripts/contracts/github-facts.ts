import { isDeepStrictEqual } from "node:util";
import { MAIN_DESCRIPTION, OPERATIONS_IN_USE } from "./github-operations.ts";
import { isObject, objectOf, stringOf } from "./json-value.ts";
import { createSchemaStore } from "./schema-store.ts";
import type { JsonObject, JsonValue } from "./json-value.ts";
import type { SchemaStore } from "./schema-store.ts";

const METHODS = ["get", "put", "post", "patch", "delete"] as const;
const FIRST_ERROR_STATUS = 400;

/** Follows `{"$ref": "#/components/…"}` once; anything else is its own answer. */
function followed(value: JsonValue | undefined, root: JsonObject): JsonObject {
  const object = objectOf(value, "a part of the description");
  const reference = object["$ref"];
  if (typeof reference !== "string") return object;
  let at: JsonValue | undefined = root;
  for (const key of reference.slice("#/".length).split("/")) {
    at = objectOf(at, reference)[key];
  }
  return objectOf(at, reference);
}

function sortedByKey(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** The JSON schema of a request or response body; undefined when it has no JSON body. */
function jsonSchemaOf(body: JsonObject): JsonValue | undefined {
  const content = body["content"];
  if (!isObject(content) || Object.keys(content).length === 0) return undefined;
  const json = objectOf(
    content["application/json"],
    "the application/json content",
  );
  return json["schema"] ?? {};
}

/** A description that is being read: the whole of it, and how one of its schemas is taken over. */
interface Reading {
  readonly root: JsonObject;
  readonly take: (schema: JsonValue) => JsonValue;
}

function parameterFacts(
  listed: JsonValue,
  { root, take }: Reading,
): JsonObject {
  const parameter = followed(listed, root);
  return {
    name: stringOf(parameter["name"], "the name of a parameter"),
    in: stringOf(parameter["in"], "the place of a parameter"),
    required: parameter["required"] === true,
    schema: take(parameter["schema"] ?? {}),
  };
}

function bodyFacts(listed: JsonValue, { root, take }: Reading): JsonObject {
  const body = followed(listed, root);
  return {
    required: body["required"] === true,
    schema: take(jsonSchemaOf(body) ?? {}),
  };
}

function responseFacts(
  status: string,
  listed: JsonValue,
  { root, take }: Reading,
): JsonObject {
  const isError = Number(status) >= FIRST_ERROR_STATUS;
  const schema = isError ? undefined : jsonSchemaOf(followed(listed, root));
  return schema === undefined ? {} : { schema: take(schema) };
}

/** What one operation (of a path item, which may hold parameters for all its operations) asks and answers. */
function operationFacts(
  item: JsonObject,
  operation: JsonObject,
  reading: Reading,
): JsonObject {
  const parameters = [item["parameters"], operation["parameters"]].flatMap(
    (list) => (Array.isArray(list) ? list : []),
  );
  const body = operation["requestBody"];
  const responses = objectOf(operation["responses"], "responses");
  return {
    parameters: parameters.map((one) => parameterFacts(one, reading)),
    ...(body === undefined ? {} : { body: bodyFacts(body, reading) }),
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, one]) => [
        status,
        responseFacts(status, one, reading),
      ]),
    ),
  };
}

/** Takes the facts of the operations in use out of one description. */
function factsOfDescription(
  description: string,
  root: JsonObject,
  store: SchemaStore,
): JsonObject {
  const components = objectOf(root["components"], "components");
  const of = {
    description,
    schemas: objectOf(components["schemas"], "schemas"),
  };
  const reading: Reading = { root, take: (schema) => store.take(schema, of) };
  const found: JsonObject = {};
  for (const [path, listed] of Object.entries(
    objectOf(root["paths"], "paths"),
  )) {
    const item = objectOf(listed, path);
    for (const method of METHODS) {
      const operation = item[method];
      if (!isObject(operation)) continue;
      const id = stringOf(
        operation["operationId"],
        `the operationId of ${path}`,
      );
      if (!OPERATIONS_IN_USE.includes(id)) continue;
      found[id] = {
        method: method.toUpperCase(),
        path,
        ...operationFacts(item, operation, reading),
      };
    }
  }
  return sortedByKey(found);
}

/**
 * The facts that the project holds its requests and its simulator to, out of GitHub's own descriptions (by name).
 * An operation of a later description that equals the main one's is the string `api.github.com`. Throws when the main
 * description lacks an operation in use.
 */
export function githubFacts(
  source: { readonly package: string; readonly version: string },
  roots: ReadonlyMap<string, JsonObject>,
): JsonObject {
  const store = createSchemaStore();
  const main = factsOfDescription(
    MAIN_DESCRIPTION,
    objectOf(roots.get(MAIN_DESCRIPTION), MAIN_DESCRIPTION),
    store,
  );
  const missing = OPERATIONS_IN_USE.filter((id) => !Object.hasOwn(main, id));
  if (missing.length > 0)
    throw new Error(`${MAIN_DESCRIPTION} has no ${missing.join(", ")}`);
  const descriptions: JsonObject = { [MAIN_DESCRIPTION]: main };
  for (const [name, root] of roots) {
    if (name === MAIN_DESCRIPTION) continue;
    const facts = Object.entries(factsOfDescription(name, root, store));
    descriptions[name] = Object.fromEntries(
      facts.map(([id, operation]) => [
        id,
        isDeepStrictEqual(operation, main[id]) ? MAIN_DESCRIPTION : operation,
      ]),
    );
  }
  return {
    source: { ...source },
    descriptions,
    schemas: sortedByKey(store.schemas),
  };
}
