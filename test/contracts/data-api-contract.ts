import { createContract } from "./contract.ts";
import type { Contract } from "./contract.ts";
import type { DescribedOperation, Schema } from "./operation.ts";

/** On loopback the first part of the path stands for the host. */
const endpoint = {
  name: "endpoint",
  in: "path",
  required: true,
  schema: { type: "string", pattern: "^[0-9a-f-]{36}-[a-z0-9-]+$" },
};

const keyspace = {
  name: "keyspace",
  in: "path",
  required: true,
  schema: { type: "string", pattern: "^[A-Za-z0-9_]{1,48}$" },
};

const collection = { ...keyspace, name: "collection" };

/** A body is one command, an object by its name. */
const command = (...names: readonly string[]): Schema => ({
  type: "object",
  minProperties: 1,
  maxProperties: 1,
  additionalProperties: false,
  properties: Object.fromEntries(
    names.map((name) => [name, { type: "object" }]),
  ),
});

/** Errors, or what was asked for: both with the status 200. */
const answer: Schema = {
  type: "object",
  additionalProperties: false,
  minProperties: 1,
  properties: {
    status: { type: "object" },
    data: { type: "object" },
    errors: {
      type: "array",
      minItems: 1,
      items: {
        type: "object",
        required: ["message", "errorCode"],
        properties: {
          message: { type: "string" },
          errorCode: { type: "string", pattern: "^[A-Z_]+$" },
        },
      },
    },
  },
};

const described = (
  id: string,
  parameters: DescribedOperation["parameters"],
  schema: Schema,
): DescribedOperation => ({
  id,
  method: "POST",
  path: [
    "/{endpoint}/api/json/v1",
    ...parameters.map(({ name }) => `{${name}}`),
  ].join("/"),
  parameters: [endpoint, ...parameters],
  body: { required: true, schema },
  responses: { "200": { schema: answer } },
});

/**
 * The contract of the commands of the Data API that the action and its tests
 * use:
 * https://docs.datastax.com/en/astra-db-serverless/api-reference/overview.html
 */
export function createDataApiContract(): Contract {
  const operations = [
    described("databaseCommand", [], command("findKeyspaces")),
    described(
      "keyspaceCommand",
      [keyspace],
      command("findCollections", "createCollection", "deleteCollection"),
    ),
    described(
      "collectionCommand",
      [keyspace, collection],
      command("insertOne", "findOne", "find", "countDocuments", "deleteOne"),
    ),
  ];
  return createContract({ operations, schemas: {} });
}
