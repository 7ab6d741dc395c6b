import { describe, expect, it } from "vitest";
import { createGitHubContract, gitHubDescriptions } from "./github-contract.ts";

const json = { "content-type": "application/json; charset=utf-8" };
const value = Buffer.from("sealed").toString("base64");
const secretPath = "/repos/octo-org/data/actions/secrets/ASTRA_TOKEN";

const put = (body: unknown, path = secretPath) => ({
  method: "PUT",
  path,
  headers: json,
  body: JSON.stringify(body),
});

const get = (path: string) => ({ method: "GET", path, headers: {}, body: "" });

const answer = (path: string, status: number, body: unknown) => ({
  method: "GET",
  path,
  status,
  headers: json,
  body: body === undefined ? "" : JSON.stringify(body),
});

describe("the contract with GitHub, a request", () => {
  const contract = createGitHubContract();

  describe("when it follows the description", () => {
    it.each([
      put({ encrypted_value: value, key_id: "1" }),
      put({ encrypted_value: value, key_id: "1" }, `/api/v3${secretPath}`),
      get("/repos/octo-org/data/environments/eu%2Fprod/secrets/public-key"),
      get(
        "/repos/octo-org/data/actions/runs?status=queued&per_page=100&page=2",
      ),
      get(
        "/repos/octo-org/data/actions/runs?created=2026-01-01T00%3A00%3A00Z..2026-02-01T00%3A00%3A00Z",
      ),
      get("/repositories/710000007"),
      get("/repositories/710000007/actions/secrets/public-key"),
      get("/organizations/710000007/actions/secrets/public-key"),
      {
        method: "POST",
        path: "/app/installations/12/access_tokens",
        headers: json,
        body: JSON.stringify({ permissions: { secrets: "write" } }),
      },
    ])("finds nothing: $method $path", (request) => {
      expect(contract.checkRequest(request)).toEqual([]);
    });
  });

  describe("when its body departs from the schema", () => {
    it.each([
      ["lacks the key's id", { encrypted_value: value }, "key_id"],
      [
        "has a key that is not described",
        { encrypted_value: value, key_id: "1", keyId: "1" },
        "keyId",
      ],
      [
        "has a number for the key's id",
        { encrypted_value: value, key_id: 1 },
        "/key_id must be string",
      ],
      [
        "has a box in the URL-safe alphabet",
        { encrypted_value: "_-_-", key_id: "1" },
        "/encrypted_value must match pattern",
      ],
    ])("tells that it %s", (_, body, part) => {
      expect(contract.checkRequest(put(body)).join()).toContain(part);
    });

    it("knows the permissions that the description leaves out", () => {
      const mismatches = contract.checkRequest({
        method: "POST",
        path: "/app/installations/12/access_tokens",
        headers: json,
        body: JSON.stringify({
          permissions: { organization_dependabot_secrets: "write" },
        }),
      });
      expect(mismatches).toEqual([]);
    });

    it("tells an unknown key at depth, behind a reference", () => {
      const mismatches = contract.checkRequest({
        method: "POST",
        path: "/app/installations/12/access_tokens",
        headers: json,
        body: JSON.stringify({ permissions: { sekrets: "write" } }),
      });
      expect(mismatches.join()).toContain("sekrets");
    });

    it("tells an id list of strings where integers are wanted", () => {
      const path = "/orgs/octo-org/actions/secrets/ASTRA_TOKEN/repositories";
      expect(
        contract.checkRequest(put({ selected_repository_ids: ["7"] }, path)),
      ).toHaveLength(1);
    });
  });

  describe("when its body is no JSON body at all", () => {
    it("tells text that is not JSON", () => {
      const request = { ...put({}), body: "{" };
      expect(contract.checkRequest(request)).toEqual([
        "actions/create-or-update-repo-secret: the request body is not JSON",
      ]);
    });

    it("tells a body that is missing", () => {
      const request = { ...put({}), body: "" };
      expect(contract.checkRequest(request)).toHaveLength(1);
    });

    it("tells a body that the operation does not take", () => {
      const request = { ...get("/rate_limit"), headers: json, body: "{}" };
      expect(contract.checkRequest(request)).toHaveLength(1);
    });

    it("tells another media type", () => {
      const request = {
        ...put({ encrypted_value: value, key_id: "1" }),
        headers: { "Content-Type": "text/plain" },
      };
      expect(contract.checkRequest(request).join()).toContain("text/plain");
    });
  });

  describe("when its path or query departs from the description", () => {
    it.each([
      ["an unknown path", get("/repos/octo-org/data/secrets")],
      [
        "an environment's name that is not encoded",
        get("/repos/octo-org/data/environments/eu/prod/secrets/public-key"),
      ],
      ["an empty name", get("/repos//data")],
      ["a wrong method", { ...get(secretPath), method: "PATCH" }],
      [
        "an installation that is no number",
        { ...get("/app/installations/abc/access_tokens"), method: "POST" },
      ],
      ["a repository id that is no number", get("/repositories/abc")],
      [
        "an organization id that is no number",
        get("/organizations/acme/actions/secrets/public-key"),
      ],
      [
        "an unknown query parameter",
        get("/repos/octo-org/data/actions/runs?state=queued"),
      ],
      [
        "a query value of the wrong type",
        get("/repos/octo-org/data/actions/runs?page=two"),
      ],
      [
        "a query value that is not listed",
        get("/repos/octo-org/data/actions/runs?status=asleep"),
      ],
      ["percent signs that encode nothing", get("/repos/octo-org/%zz")],
    ])("tells %s", (_, request) => {
      expect(contract.checkRequest(request)).toHaveLength(1);
    });
  });
});

describe("the contract with GitHub, an answer", () => {
  const contract = createGitHubContract();
  const keyPath = "/repos/octo-org/data/actions/secrets/public-key";
  const at = "2026-11-24T00:00:00Z";

  describe("when it follows the description", () => {
    it.each([
      answer(keyPath, 200, { key_id: "1", key: value }),
      answer(secretPath, 200, { name: "A", created_at: at, updated_at: at }),
      { ...answer(secretPath, 201, {}), method: "PUT" },
      { ...answer(secretPath, 204, undefined), method: "PUT" },
      answer(secretPath, 404, { message: "Not Found" }),
      answer(keyPath, 301, { message: "Moved Permanently" }),
    ])("finds nothing: $method $path $status", (given) => {
      expect(contract.checkAnswer(given)).toEqual([]);
    });
  });

  describe("when it departs from the description", () => {
    it.each([
      [
        "a required property that is missing",
        answer(keyPath, 200, { key: value }),
        "key_id",
      ],
      [
        "a property of the wrong type",
        answer(keyPath, 200, { key_id: 1, key: value }),
        "/key_id must be string",
      ],
      [
        "a date that is none",
        answer(secretPath, 200, {
          name: "A",
          created_at: "today",
          updated_at: at,
        }),
        "date-time",
      ],
      [
        "a success that is not described",
        answer(keyPath, 202, {}),
        "status 202",
      ],
      ["an error that nobody knows", answer(keyPath, 418, {}), "status 418"],
      [
        "a body beside 204",
        { ...answer(secretPath, 204, {}), method: "PUT" },
        "has a body",
      ],
      ["a body that is missing", answer(keyPath, 200, undefined), "not JSON"],
      ["an unknown path", answer("/nowhere", 200, {}), "/nowhere"],
      [
        "a repository that lacks most of itself",
        answer("/repositories/7", 200, { id: 7 }),
        "full_name",
      ],
      [
        "another media type",
        { ...answer(keyPath, 200, { key_id: "1", key: value }), headers: {} },
        "(none)",
      ],
    ])("tells %s", (_, given, part) => {
      expect(contract.checkAnswer(given).join()).toContain(part);
    });
  });

  describe("when a property may be null", () => {
    const installation = (body: object) =>
      contract
        .checkAnswer({ ...answer("/orgs/octo-org/installation", 200, body) })
        .filter((one) => one.includes("suspended_"));

    it("takes null where the description says so, for a reference too", () => {
      expect(installation({ suspended_at: null, suspended_by: null })).toEqual(
        [],
      );
    });

    it("tells another type", () => {
      expect(installation({ suspended_at: 7, suspended_by: null })).not.toEqual(
        [],
      );
    });
  });
});

describe("the descriptions of GitHub", () => {
  it("are those of GitHub.com and of versions of GitHub Enterprise Server", () => {
    expect(gitHubDescriptions()).toContain("api.github.com");
    expect(
      gitHubDescriptions().filter((one) => one.startsWith("ghes-3.")),
    ).not.toEqual([]);
  });

  describe.each(gitHubDescriptions())("when the one of %s is taken", (name) => {
    const contract = createGitHubContract(name);

    it("judges the body of a secret", () => {
      expect(
        contract.checkRequest(put({ encrypted_value: value, key_id: "1" })),
      ).toEqual([]);
      expect(
        contract.checkRequest(put({ encrypted_value: value })),
      ).toHaveLength(1);
    });

    it("judges the answer for a repository", () => {
      expect(
        contract.checkAnswer(answer("/repos/octo-org/data", 200, {})),
      ).not.toEqual([]);
    });
  });

  describe("when the server has no such store", () => {
    it("tells that the path is unknown", () => {
      const path = "/repos/octo-org/data/agents/secrets/public-key";
      expect(createGitHubContract().checkRequest(get(path))).toEqual([]);
      expect(
        createGitHubContract("ghes-3.17").checkRequest(get(path)),
      ).toHaveLength(1);
    });
  });

  describe("when it is not recorded", () => {
    it("throws", () => {
      expect(() => createGitHubContract("ghes-2.0")).toThrow("ghes-2.0");
    });
  });
});
