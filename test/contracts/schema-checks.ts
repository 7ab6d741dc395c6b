import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { closedSchema, toJsonSchema } from "./json-schema.ts";
import type { ErrorObject, ValidateFunction } from "ajv";
import type { Schema } from "./operation.ts";

/** Validates values; each check returns sentences that begin with the subject, none when the value is valid. */
export interface SchemaChecks {
  /** A JSON value, which may hold properties that the schema does not list. */
  open(subject: string, schema: Schema, value: unknown): string[];
  /** A JSON value that may hold no other properties than those listed, at any depth. */
  closed(subject: string, schema: Schema, value: unknown): string[];
  /** Text of a path or a query, read as the type that the schema asks for. */
  text(subject: string, schema: Schema, value: string): string[];
}

const ROOT = "https://contract.invalid/description";

/** Checks against schemas that may refer to the given ones as `#/schemas/{name}`. */
export function createSchemaChecks(
  schemas: Readonly<Record<string, Schema>>,
): SchemaChecks {
  const forBodies = createValidator(schemas, false);
  const forText = createValidator(schemas, true);
  const closedOnes = new Map<Schema, Schema>();

  function closed(schema: Schema): Schema {
    const known = closedOnes.get(schema) ?? closedSchema(schema, schemas);
    closedOnes.set(schema, known);
    return known;
  }

  return {
    open: (subject, schema, value) =>
      sentences(subject, forBodies(schema), value),
    closed: (subject, schema, value) =>
      sentences(subject, forBodies(closed(schema)), value),
    // The value is wrapped because ajv reads text as a number only inside an object.
    text: (subject, schema, value) =>
      sentences(
        subject,
        forText({ type: "object", properties: { value: schema } }, schema),
        { value },
      ),
  };
}

type Compile = (schema: Schema, key?: Schema) => ValidateFunction;

function createValidator(
  schemas: Readonly<Record<string, Schema>>,
  coerceTypes: boolean,
): Compile {
  const ajv = new Ajv({ allErrors: true, strict: false, coerceTypes });
  addFormats.default(ajv);
  ajv.addSchema(toJsonSchema({ $id: ROOT, schemas }));
  const compiled = new Map<Schema, ValidateFunction>();
  return (schema, key = schema) => {
    const known =
      compiled.get(key) ?? ajv.compile(absolute(toJsonSchema(schema)));
    compiled.set(key, known);
    return known;
  };
}

/** References of a schema that stands outside the root, made to lead into it. */
function absolute(schema: Schema): Schema {
  const text = JSON.stringify(schema, (key, value: unknown) =>
    key === "$ref" && typeof value === "string" ? ROOT + value : value,
  );
  return JSON.parse(text) as Schema;
}

function sentences(
  subject: string,
  validate: ValidateFunction,
  value: unknown,
): string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error) => sentence(subject, error));
}

function sentence(subject: string, error: ErrorObject): string {
  const at = error.instancePath === "" ? "" : ` at ${error.instancePath}`;
  return `${subject}${at} ${error.message ?? error.keyword}${detail(error)}`;
}

function detail(error: ErrorObject): string {
  const params: Readonly<Record<string, unknown>> = error.params;
  const additional = params["additionalProperty"];
  if (typeof additional === "string") return ` (${additional})`;
  const allowed = params["allowedValues"];
  return Array.isArray(allowed) ? ` (${allowed.map(String).join(", ")})` : "";
}
