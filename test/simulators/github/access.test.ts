import { describe, expect, it } from "vitest";
import { scopeRows, type ScopeRow } from "./scopes.ts";
import { field, startAcme, webSecrets, type Answer } from "./test-github.ts";

const environmentSecrets = "/repos/acme/web/environments/production/secrets";

const outcome = (answer: Answer) => [
  answer.status,
  answer.body === undefined ? undefined : field(answer.body, "message"),
];

function basePath({ store, kind }: ScopeRow): string {
  if (kind === "environment") return environmentSecrets;
  const owner = kind === "repository" ? "repos/acme/web" : "orgs/acme";
  return `/${owner}/${store}/secrets`;
}

describe("a credential", () => {
  it("is bad when it is unknown, revoked or expired", async () => {
    const { send, github, clock, token } = await startAcme();
    const bad = [401, "Bad credentials"];
    const read = async (used: string) =>
      outcome(await send("GET", "/repos/acme/web", { token: used }));
    expect(await read("ghs_nobody")).toEqual(bad);
    const other = github.issueToken({ kind: "classic", scopes: ["repo"] });
    github.revokeToken(other);
    expect(await read(other)).toEqual(bad);
    clock.advance(3_599_999);
    expect((await send("GET", "/repos/acme/web", { token })).status).toBe(200);
    clock.advance(1);
    expect(await read(token)).toEqual(bad);
  });

  it("is required", async () => {
    const { send } = await startAcme();
    const read = await send("GET", "/repos/acme/web");
    expect(outcome(read)).toEqual([401, "Requires authentication"]);
  });

  it("differs in length from one to the next, and keeps its prefix", async () => {
    const { github, web } = await startAcme();
    const values = Array.from({ length: 40 }, () =>
      github.issueToken({ kind: "workflow", repository: web }),
    );
    expect(new Set(values.map(({ length }) => length)).size).toBeGreaterThan(1);
    expect(values.every((value) => value.startsWith("ghs_"))).toBe(true);
    const jwt = github.issueToken({
      kind: "installation",
      owner: "acme",
      permissions: {},
      form: "jwt",
    });
    expect(jwt).toMatch(/^ghs_\d+_[\w-]+\.[\w-]+\.[\w-]+$/);
  });
});

describe("a request header", () => {
  it("must name the user agent", async () => {
    const { send, token } = await startAcme();
    const read = await send("GET", "/repos/acme/web", {
      token,
      headers: { "user-agent": "" },
    });
    expect(read.status).toBe(403);
    expect(read.text).toContain("User-Agent");
  });

  it("may ask for a known API version only", async () => {
    const { send, github, token } = await startAcme();
    github.setBehaviour({ retiredApiVersions: ["2022-11-28"] });
    const status = async (version: string) => {
      const headers = { "x-github-api-version": version };
      return (await send("GET", "/repos/acme/web", { token, headers })).status;
    };
    expect(await status("2026-03-10")).toBe(200);
    expect(await status("2020-01-01")).toBe(400);
    expect(await status("2022-11-28")).toBe(410);
  });
});

describe.each(scopeRows)("the $store secrets of a $kind", (row) => {
  const { permission, readLevel } = row;

  it(`give an App with ${permission} write access all it asks for`, async () => {
    const { github, put, send } = await startAcme();
    const permissions = { [permission]: "write" } as const;
    const token = github.issueToken({
      kind: "installation",
      owner: "acme",
      permissions,
    });
    const more =
      row.kind === "organization" ? { visibility: "private" } : undefined;
    const base = basePath(row);
    expect((await put(base, "A", "v", token, more)).status).toBe(201);
    expect((await send("GET", `${base}/A`, { token })).status).toBe(200);
    expect((await send("DELETE", `${base}/A`, { token })).status).toBe(204);
  });

  it(`ask for ${readLevel} access to be read, for write access to be written`, async () => {
    const { github, send } = await startAcme();
    const token = github.issueToken({
      kind: "fine-grained",
      owner: "acme",
      permissions: readLevel === "write" ? { [permission]: "read" } : {},
    });
    const read = await send("GET", `${basePath(row)}/public-key`, { token });
    expect(outcome(read)).toEqual([
      403,
      "Resource not accessible by personal access token",
    ]);
    expect(read.headers.get("x-accepted-github-permissions")).toBe(
      `${permission}=${readLevel}`,
    );
    const reader = github.issueToken({
      kind: "installation",
      owner: "acme",
      permissions: { [permission]: "read" },
    });
    const write = await send("DELETE", `${basePath(row)}/A`, { token: reader });
    expect(outcome(write)).toEqual([
      403,
      "Resource not accessible by integration",
    ]);
    expect(write.headers.get("x-accepted-github-permissions")).toBe(
      `${permission}=write`,
    );
  });

  it(`ask a classic token for ${row.classicScope}`, async () => {
    const { github, send } = await startAcme();
    const token = github.issueToken({
      kind: "classic",
      scopes: [row.classicScope],
    });
    const path = `${basePath(row)}/public-key`;
    expect((await send("GET", path, { token })).status).toBe(200);
    const other = github.issueToken({ kind: "classic", scopes: ["gist"] });
    const refused = await send("GET", path, { token: other });
    expect([403, 404]).toContain(refused.status);
  });

  it("are closed to the token of a workflow", async () => {
    const { github, web, send } = await startAcme();
    const token = github.issueToken({ kind: "workflow", repository: web });
    const read = await send("GET", `${basePath(row)}/public-key`, { token });
    expect(outcome(read)).toEqual([
      403,
      "Resource not accessible by integration",
    ]);
  });
});

describe("the token of a workflow", () => {
  it("cannot be granted secrets", async () => {
    const { github, web } = await startAcme();
    expect(() =>
      github.issueToken({
        kind: "workflow",
        repository: web,
        permissions: { secrets: "read" },
      }),
    ).toThrow("cannot be granted secrets");
  });

  it("lists runs with actions: read", async () => {
    const { github, web, send } = await startAcme();
    const read = async (permissions: Readonly<Record<string, "read">>) => {
      const token = github.issueToken({
        kind: "workflow",
        repository: web,
        permissions,
      });
      return send("GET", "/repos/acme/web/actions/runs", { token });
    };
    expect((await read({})).status).toBe(403);
    expect((await read({ actions: "read" })).status).toBe(200);
  });
});

describe("an environment", () => {
  it("is readable with actions: read; its key is not", async () => {
    const { github, send } = await startAcme();
    const token = github.issueToken({
      kind: "fine-grained",
      owner: "acme",
      permissions: { secrets: "write", actions: "read" },
    });
    const path = "/repos/acme/web/environments/production";
    expect((await send("GET", path, { token })).status).toBe(200);
    const key = await send("GET", `${path}/secrets/public-key`, { token });
    expect(key.headers.get("x-accepted-github-permissions")).toBe(
      "environments=read",
    );
  });
});

describe("a private repository", () => {
  it("does not exist for tokens that do not cover it", async () => {
    const { github, send } = await startAcme();
    const api = github.addRepository({ owner: "acme", name: "api" });
    const permissions = { secrets: "write" } as const;
    const tokens = [
      github.issueToken({
        kind: "installation",
        owner: "acme",
        permissions,
        repositories: [api],
      }),
      github.issueToken({ kind: "fine-grained", owner: "other", permissions }),
      github.issueToken({
        kind: "fine-grained",
        owner: "acme",
        permissions,
        pending: true,
      }),
      github.issueToken({ kind: "workflow", repository: api }),
      github.issueToken({ kind: "classic", scopes: ["public_repo"] }),
      github.issueToken({
        kind: "classic",
        scopes: ["repo"],
        owners: ["other"],
      }),
    ];
    for (const token of tokens)
      for (const path of ["/repos/acme/web", `${webSecrets}/public-key`]) {
        const read = await send("GET", path, { token });
        expect(outcome(read)).toEqual([404, "Not Found"]);
      }
  });
});

describe("a public repository", () => {
  it("is seen by all, and keeps its secrets from strangers", async () => {
    const { github, send } = await startAcme();
    github.addRepository({ owner: "acme", name: "docs", private: false });
    const token = github.issueToken({
      kind: "installation",
      owner: "other",
      permissions: { secrets: "write" },
    });
    const read = await send("GET", "/repos/acme/docs", { token });
    expect(read.body).toMatchObject({ visibility: "public" });
    const secrets = "/repos/acme/docs/actions/secrets";
    const key = await send("GET", `${secrets}/public-key`, { token });
    expect(key.status).toBe(403);
  });

  it("gives its public key to any classic token, and writes to none without the scope", async () => {
    const { github, put } = await startAcme();
    github.addRepository({ owner: "acme", name: "docs", private: false });
    const token = github.issueToken({ kind: "classic", scopes: [] });
    const secrets = "/repos/acme/docs/actions/secrets";
    const write = await put(secrets, "A", "v", token);
    expect(outcome(write)).toEqual([
      403,
      "Must have admin rights to Repository.",
    ]);
  });
});

describe("the role of a classic token's user", () => {
  it("must be write for Actions secrets and admin for Codespaces secrets", async () => {
    const { github, send } = await startAcme();
    const status = async (role: "read" | "write", store: string) => {
      const token = github.issueToken({
        kind: "classic",
        scopes: ["repo"],
        role,
      });
      const path = `/repos/acme/web/${store}/secrets`;
      return (await send("GET", path, { token })).status;
    };
    expect(await status("read", "actions")).toBe(403);
    expect(await status("write", "actions")).toBe(200);
    expect(await status("write", "codespaces")).toBe(403);
  });
});

describe("an organization's policy", () => {
  it("keeps out classic tokens that single sign-on has not authorised", async () => {
    const { github, send } = await startAcme();
    github.setBehaviour({ samlOrganizations: ["Acme"] });
    const issue = (ssoOrganizations: readonly string[]) =>
      github.issueToken({
        kind: "classic",
        scopes: ["repo"],
        ssoOrganizations,
      });
    const read = await send("GET", webSecrets, { token: issue([]) });
    expect(outcome(read)).toEqual([
      403,
      "Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.",
    ]);
    expect(read.headers.get("x-github-sso")).toContain("required; url=");
    const allowed = await send("GET", webSecrets, { token: issue(["acme"]) });
    expect(allowed.status).toBe(200);
  });

  it("keeps out every token whose address is not on the IP allow list", async () => {
    const { github, send, token } = await startAcme();
    github.setBehaviour({ ipAllowListOrganizations: ["acme"] });
    const read = await send("GET", webSecrets, { token });
    expect(outcome(read)).toEqual([
      403,
      "Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.",
    ]);
  });

  it("can close Codespaces to Apps", async () => {
    const { github, send, token } = await startAcme();
    github.setBehaviour({ appsMayUseCodespaces: false });
    const path = "/repos/acme/web/codespaces/secrets";
    expect((await send("GET", path, { token })).status).toBe(403);
  });
});
