import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createAstraContract } from "./astra-contract.ts";

const contract = createAstraContract();
const json = { "content-type": "application/json; charset=UTF-8" };
const clientId = "abcdefghijklmnopqrstuvwx";
const secret = "s".repeat(128);
const hash = createHash("sha256").update(secret).digest("hex");
const token = ["AstraCS", clientId, hash].join(":");
const created = {
  clientId,
  secret,
  orgId: "dccb8c32-cc2a-4bea-bd95-47ab8eb20510",
  roles: ["r"],
  token,
  generatedOn: "2026-11-24T00:00:00.147847107Z",
};
const listed = {
  clientId,
  roles: ["r"],
  generatedOn: "2026-11-24T00:00:00.147Z",
  tokenExpiry: null,
};
const tokens = "/v2/clientIdSecrets";
const roles = "/v2/organizations/roles";

const id = "5cb1ce06-0b0f-4b9c-9a4d-2f0f7d3f9a11";
const newRole = {
  name: "n",
  policy: {
    description: "d",
    actions: ["db-cql"],
    effect: "allow",
    resources: ["drn:astra:org:o"],
  },
};

const create = (body: unknown) => ({
  method: "POST",
  path: tokens,
  headers: json,
  body: JSON.stringify(body),
});

const answer = (
  method: string,
  path: string,
  status: number,
  body: unknown,
) => ({
  method,
  path,
  status,
  headers: json,
  body: body === undefined ? "" : JSON.stringify(body),
});

describe("the contract with Astra, a request", () => {
  describe("when it follows the documentation", () => {
    it.each([
      create({ roles: ["r"] }),
      { ...create({ roles: ["r"] }), path: "/v2/tokens" },
      create({
        roles: ["r"],
        description: "d",
        tokenExpiry: "2026-12-31T21:29:00Z",
        orgId: "o",
      }),
      { method: "GET", path: tokens, headers: {}, body: "" },
      {
        method: "DELETE",
        path: `${tokens}/${clientId}`,
        headers: {},
        body: "",
      },
      { method: "GET", path: "/v2/currentOrg", headers: {}, body: "" },
      { method: "GET", path: roles, headers: {}, body: "" },
      { ...create(newRole), path: roles },
      { ...create(newRole), method: "PUT", path: `${roles}/${id}` },
      { method: "DELETE", path: `${roles}/${id}`, headers: {}, body: "" },
    ])("finds nothing: $method $path", (request) => {
      expect(contract.checkRequest(request)).toEqual([]);
    });
  });

  describe("when it departs from the documentation", () => {
    it.each([
      ["no roles", create({})],
      ["an empty list of roles", create({ roles: [] })],
      ["a key that does not exist", create({ roles: ["r"], name: "n" })],
      [
        "an expiry that is no date",
        create({ roles: ["r"], tokenExpiry: "30d" }),
      ],
      ["no body", { ...create({}), body: "" }],
      [
        "a role without a description",
        {
          ...create({
            ...newRole,
            policy: { ...newRole.policy, description: undefined },
          }),
          path: roles,
        },
      ],
      [
        "a role's id of another form",
        { method: "DELETE", path: `${roles}/n`, headers: {}, body: "" },
      ],
      [
        "a client id of another form",
        { method: "DELETE", path: `${tokens}/short`, headers: {}, body: "" },
      ],
      [
        "a wrong method",
        { method: "PUT", path: tokens, headers: {}, body: "" },
      ],
      [
        "a list at the newer path",
        { method: "GET", path: "/v2/tokens", headers: {}, body: "" },
      ],
      [
        "an unknown path",
        { method: "GET", path: "/v2/client", headers: {}, body: "" },
      ],
      [
        "a query",
        { method: "GET", path: `${tokens}?page=2`, headers: {}, body: "" },
      ],
    ])("tells %s", (_, request) => {
      expect(contract.checkRequest(request)).toHaveLength(1);
    });
  });
});

describe("the contract with Astra, an answer", () => {
  describe("when it follows the documentation", () => {
    it.each([
      answer("POST", tokens, 200, created),
      answer("GET", tokens, 200, { clients: [listed] }),
      answer("DELETE", `${tokens}/${clientId}`, 204, undefined),
      answer("DELETE", `${tokens}/${clientId}`, 200, undefined),
      answer("DELETE", `${tokens}/${clientId}`, 404, "no such client"),
      answer("GET", "/v2/currentOrg", 200, { id: created.orgId }),
      answer("GET", roles, 200, [
        { id: "r", name: "R/W Svc Acct" },
        { ID: "q", Name: "Q", Policy: "{}" },
      ]),
      answer("POST", roles, 201, { id, ...newRole }),
      answer("POST", roles, 201, { ID: id, Name: "n", Policy: "{}" }),
      answer("POST", roles, 409, "unable to create role"),
      answer("DELETE", `${roles}/${id}`, 204, undefined),
      answer("GET", tokens, 401, null),
    ])("finds nothing: $method $path $status", (given) => {
      expect(contract.checkAnswer(given)).toEqual([]);
    });
  });

  describe("when it departs from the documentation", () => {
    it.each([
      [
        "a created token without its secret",
        answer("POST", tokens, 200, { ...created, secret: undefined }),
      ],
      [
        "a token of another form",
        answer("POST", tokens, 200, { ...created, token: "AstraCS" }),
      ],
      [
        "a list that holds secrets",
        answer("GET", tokens, 200, { clients: [{ ...listed, secret }] }),
      ],
      ["a bare array of tokens", answer("GET", tokens, 200, [listed])],
      ["a wrong status", answer("POST", tokens, 202, created)],
      [
        "an organization without its id",
        answer("GET", "/v2/currentOrg", 200, {}),
      ],
      ["a created role without its id", answer("POST", roles, 201, newRole)],
      ["roles that are no array", answer("GET", roles, 200, { roles: [] })],
    ])("tells %s", (_, given) => {
      expect(contract.checkAnswer(given)).not.toEqual([]);
    });
  });
});
