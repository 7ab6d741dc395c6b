import { createContract } from "./contract.ts";
import type { Contract } from "./contract.ts";
import type { KnownInaccuracy } from "./known-inaccuracies.ts";
import type { DescribedOperation, Schema } from "./operation.ts";

const clientId: Schema = { type: "string", pattern: "^[A-Za-z]{24}$" };
const instant: Schema = { type: "string", format: "date-time" };
const roleIds: Schema = { type: "array", items: { type: "string" } };
const organizationId: Schema = { type: "string", minLength: 1 };

/**
 * https://docs.datastax.com/en/astra/docs/db-devops-tokens.html: create a
 * token, the request.
 */
const newToken: Schema = {
  type: "object",
  required: ["roles"],
  additionalProperties: false,
  properties: {
    roles: { ...roleIds, minItems: 1 },
    description: { type: "string" },
    tokenExpiry: instant,
    orgId: organizationId,
  },
};

/**
 * https://docs.datastax.com/en/astra/docs/db-devops-tokens.html: create a
 * token, the answer.
 */
const createdToken: Schema = {
  type: "object",
  required: ["clientId", "secret", "orgId", "roles"],
  additionalProperties: false,
  properties: {
    clientId,
    secret: { type: "string", minLength: 1 },
    orgId: organizationId,
    roles: roleIds,
    token: {
      type: "string",
      pattern: "^AstraCS:[A-Za-z]{24}:[0-9a-f]{64}$",
    },
    generatedOn: instant,
    tokenExpiry: { ...instant, nullable: true },
    description: { type: "string", nullable: true },
  },
};

/**
 * https://docs.datastax.com/en/astra/docs/db-devops-tokens.html: list tokens;
 * never a secret among them.
 */
const tokenList: Schema = {
  type: "object",
  required: ["clients"],
  additionalProperties: false,
  properties: {
    clients: {
      type: "array",
      items: {
        type: "object",
        required: ["clientId", "roles"],
        additionalProperties: false,
        properties: {
          clientId,
          roles: roleIds,
          generatedOn: instant,
          description: { type: "string", nullable: true },
          tokenExpiry: { ...instant, nullable: true },
        },
      },
    },
  },
};

/**
 * https://docs.datastax.com/en/astra/astra-db-vector/api/devops-api.html:
 * getCurrentOrganization, the organization of the caller's token.
 */
const organization: Schema = {
  type: "object",
  required: ["id"],
  additionalProperties: false,
  properties: { id: organizationId },
};

const policy: Schema = {
  type: "object",
  required: ["description", "actions", "effect", "resources"],
  properties: {
    description: { type: "string" },
    actions: { type: "array", items: { type: "string" } },
    effect: { type: "string", enum: ["allow"] },
    resources: { type: "array", items: { type: "string" } },
  },
};

/**
 * https://docs.datastax.com/en/astra/docs/db-devops-roles.html: a role, in the
 * present and in the older spelling.
 */
const role: Schema = {
  anyOf: [
    {
      type: "object",
      required: ["id", "name"],
      properties: {
        id: { type: "string" },
        name: { type: "string" },
        policy: { anyOf: [policy, { type: "string" }] },
      },
    },
    {
      type: "object",
      required: ["ID", "Name"],
      properties: {
        ID: { type: "string" },
        Name: { type: "string" },
        Policy: { anyOf: [policy, { type: "string" }] },
      },
    },
  ],
};

/** The same page: all four fields of the policy are required. */
const newRole: Schema = {
  type: "object",
  required: ["name", "policy"],
  additionalProperties: false,
  properties: {
    name: { type: "string", minLength: 1 },
    policy: { ...policy, additionalProperties: false },
  },
};

const roleId = {
  name: "roleID",
  in: "path",
  required: true,
  schema: { type: "string", format: "uuid" },
};

const errors = (...statuses: readonly number[]) =>
  Object.fromEntries(statuses.map((status) => [String(status), {}]));

/**
 * The operations of the DevOps API v2 in use:
 * https://docs.datastax.com/en/astra/astra-db-vector/api/devops-api.html
 */
const operations: readonly DescribedOperation[] = [
  {
    id: "generateTokenForClient",
    method: "POST",
    path: "/v2/clientIdSecrets",
    parameters: [],
    body: { required: true, schema: newToken },
    responses: {
      "200": { schema: createdToken },
      ...errors(400, 401, 403, 500),
    },
  },
  {
    // Newer than the path above; the one operation of it that clients use.
    id: "createToken",
    method: "POST",
    path: "/v2/tokens",
    parameters: [],
    body: { required: true, schema: newToken },
    responses: {
      "200": { schema: createdToken },
      ...errors(400, 401, 403, 500),
    },
  },
  {
    id: "getClientsForOrg",
    method: "GET",
    path: "/v2/clientIdSecrets",
    parameters: [],
    responses: { "200": { schema: tokenList }, ...errors(400, 401, 403, 500) },
  },
  {
    // Described with 200; the service's other clients meet 204. Neither has a
    // body.
    id: "deleteTokenForClient",
    method: "DELETE",
    path: "/v2/clientIdSecrets/{clientId}",
    parameters: [
      { name: "clientId", in: "path", required: true, schema: clientId },
    ],
    responses: { "200": {}, "204": {}, ...errors(400, 401, 403, 500) },
  },
  {
    id: "getCurrentOrganization",
    method: "GET",
    path: "/v2/currentOrg",
    parameters: [],
    responses: {
      "200": { schema: organization },
      ...errors(400, 401, 403, 404, 500),
    },
  },
  {
    id: "getOrganizationRoles",
    method: "GET",
    path: "/v2/organizations/roles",
    parameters: [],
    responses: {
      "200": { schema: { type: "array", items: role } },
      ...errors(401, 403, 404, 500),
    },
  },
  {
    id: "addOrganizationRole",
    method: "POST",
    path: "/v2/organizations/roles",
    parameters: [],
    body: { required: true, schema: newRole },
    responses: {
      "201": { schema: role },
      ...errors(400, 401, 403, 404, 409, 500),
    },
  },
  {
    id: "updateRole",
    method: "PUT",
    path: "/v2/organizations/roles/{roleID}",
    parameters: [roleId],
    body: { required: true, schema: newRole },
    responses: { "200": {}, ...errors(400, 401, 403, 404, 500) },
  },
  {
    id: "deleteOrganizationRole",
    method: "DELETE",
    path: "/v2/organizations/roles/{roleID}",
    parameters: [roleId],
    responses: { "204": {}, ...errors(400, 401, 404, 500) },
  },
];

const seenOn = "2026-11-24";

const knownAstraInaccuracies: readonly KnownInaccuracy[] = [
  {
    operation: "generateTokenForClient",
    what: { kind: "status", statuses: [201] },
    seenOn,
    why: "Several clients of the vendor take any success for a creation; nobody has published which one it is everywhere.",
  },
  {
    operation: "deleteTokenForClient",
    what: { kind: "status", statuses: [404] },
    seenOn,
    why: "The description has no answer for a client id that does not exist; clients of the vendor stand a 404.",
  },
  {
    operation: "addOrganizationRole",
    what: { kind: "status", statuses: [200] },
    seenOn,
    why: "As for tokens: clients of the vendor take any success for a creation.",
  },
  {
    operation: "*",
    what: { kind: "status", statuses: [404, 429, 502, 503, 504] },
    seenOn,
    why: "The gateway in front of the service answers for itself: limits, outages, and 404 for what it does not route.",
  },
];

/**
 * The contract of the Astra DevOps API, transcribed from its documentation; the
 * addresses stand with the shapes.
 */
export function createAstraContract(): Contract {
  return createContract({ operations, schemas: {} }, knownAstraInaccuracies);
}
