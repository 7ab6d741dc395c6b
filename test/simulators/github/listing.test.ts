import { describe, expect, it } from "vitest";
import { field, startAcme, webSecrets } from "./test-github.ts";

function names(items: unknown): readonly string[] {
  return (items as readonly unknown[]).map((item) =>
    String(field(item, "name")),
  );
}

describe("the environments of a repository", () => {
  it("are listed to who may read Actions", async () => {
    const { github, web, send, token } = await startAcme();
    github.addEnvironment(web, "a / b");
    const path = "/repos/acme/web/environments";
    const listed = await send("GET", path, { token });
    expect(listed.body).toMatchObject({ total_count: 2 });
    expect(names(field(listed.body, "environments"))).toEqual([
      "production",
      "a / b",
    ]);
    const poor = github.issueToken({
      kind: "fine-grained",
      owner: "acme",
      permissions: { environments: "write" },
    });
    expect((await send("GET", path, { token: poor })).status).toBe(403);
  });
});

describe("an organization", () => {
  it("is known by its number to whoever asks, in any case of its name", async () => {
    const { github, send } = await startAcme();
    const token = github.issueToken({
      kind: "fine-grained",
      owner: "globex",
      permissions: {},
    });
    const read = (login: string) => send("GET", `/orgs/${login}`, { token });
    const acme = await read("acme");
    expect(acme.body).toMatchObject({ login: "acme", type: "Organization" });
    expect(field((await read("ACME")).body, "id")).toBe(field(acme.body, "id"));
    expect((await read("nobody")).status).toBe(404);
  });
});

describe("the repositories of an organization", () => {
  it("are listed by pages, of the type that was asked for, to who sees them", async () => {
    const { github, send } = await startAcme();
    for (let n = 0; n < 40; n += 1)
      github.addRepository({ owner: "acme", name: `p${n}`, private: false });
    const web = github.issueToken({
      kind: "workflow",
      repository: github.addRepository({ owner: "acme", name: "own" }),
    });
    const list = async (query: string, token: string) => {
      const answer = await send("GET", `/orgs/acme/repos${query}`, { token });
      return { names: names(answer.body), link: answer.headers.get("link") };
    };
    const first = await list("", web);
    expect(first.names).toHaveLength(30);
    expect(first.link).toContain('rel="next"');
    const second = await list("?page=2", web);
    expect(second.names.at(-1)).toBe("own");
    expect((await list("?type=private", web)).names).toEqual(["own"]);
  });
});

describe("the workflow runs of a repository", () => {
  it("are found by the instant of their creation", async () => {
    const { github, web, send, token, clock } = await startAcme();
    const start = clock.now();
    const iso = (offset: number) => new Date(start + offset).toISOString();
    github.addWorkflowRun(web);
    clock.advance(60_000);
    github.addWorkflowRun(web);
    const count = async (created: string) => {
      const query = new URLSearchParams({ created });
      const path = `/repos/acme/web/actions/runs?${query.toString()}`;
      const answer = await send("GET", path, { token });
      return field(answer.body, "total_count");
    };
    expect(await count(`<=${iso(0)}`)).toBe(1);
    expect(await count(`>=${iso(60_000)}`)).toBe(1);
    expect(await count(`${iso(1_000)}..${iso(59_000)}`)).toBe(0);
    expect(await count(`${iso(0)}..${iso(60_000)}`)).toBe(2);
    expect(await count(iso(0))).toBe(1);
  });
});

describe("a server without limits", () => {
  it("tells none and has none", async () => {
    const { github, send, token } = await startAcme();
    github.setBehaviour({ limited: false, pointsPerMinute: 1 });
    for (let n = 0; n < 3; n += 1) {
      const answer = await send("GET", webSecrets, { token });
      expect(answer.status).toBe(200);
      expect(answer.headers.get("x-ratelimit-limit")).toBeNull();
    }
  });
});
