import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { watchContracts } from "../../contracts/watch.ts";
import { field, startAcme } from "./test-github.ts";
import type { Level } from "./tokens.ts";

const ALERTS = "/repos/acme/web/secret-scanning/alerts";

const leakedValue = (): string =>
  `AstraCS:${"x".repeat(24)}:${randomBytes(32).toString("hex")}`;

async function startLeaking(level: Level = "write") {
  const test = await startAcme();
  const token = test.github.issueToken({
    kind: "fine-grained",
    owner: "acme",
    permissions: { secret_scanning_alerts: level },
  });
  return {
    ...test,
    list: (query = "", as = token) =>
      test.send("GET", `${ALERTS}${query}`, { token: as }),
    patch: (number: number, body: unknown) =>
      test.send("PATCH", `${ALERTS}/${String(number)}`, {
        token,
        body,
        headers: { "content-type": "application/json" },
      }),
  };
}

const numbersIn = (body: unknown): readonly unknown[] =>
  (body as readonly unknown[]).map((alert) => field(alert, "number"));

describe("the secret scanning alerts of a repository", () => {
  it("are listed by pages, newest first, of the type and state that was asked for", async () => {
    const { github, web, history, list, patch } = await startLeaking();
    for (let n = 0; n < 120; n += 1)
      github.leak(web, { secret: leakedValue() });
    github.leak(web, { secret: "another", secretType: "another_type" });
    const query = "?secret_type=datastax_astracs_token&state=open&per_page=100";
    const first = await list(query);
    expect(numbersIn(first.body).slice(0, 2)).toEqual([120, 119]);
    expect(first.headers.get("link")).toContain('rel="next"');
    expect(numbersIn((await list(`${query}&page=2`)).body)).toHaveLength(20);
    const oldest = await list(`${query}&direction=asc`);
    expect(numbersIn(oldest.body)[0]).toBe(1);
    await patch(1, { state: "resolved", resolution: "revoked" });
    expect(numbersIn((await list(`${query}&direction=asc`)).body)[0]).toBe(2);
    expect(watchContracts(history)).toEqual([]);
  });

  it("keep the value back on request", async () => {
    const { github, web, list } = await startLeaking("read");
    const secret = leakedValue();
    github.leak(web, { secret });
    expect((await list()).text).toContain(secret);
    expect((await list("?hide_secret=true")).text).not.toContain(secret);
  });

  it("are one for each value, wherever it is found again", async () => {
    const { github, web, list } = await startLeaking();
    const secret = leakedValue();
    github.leak(web, { secret });
    github.leak(web, { secret });
    expect(numbersIn((await list()).body)).toEqual([1]);
  });

  it("want a permission of their own", async () => {
    const { token, list } = await startLeaking();
    const refused = await list("", token);
    expect(refused.status).toBe(403);
    expect(refused.headers.get("x-accepted-github-permissions")).toBe(
      "secret_scanning_alerts=read",
    );
    const reader = await startLeaking("read");
    reader.github.leak(reader.web, { secret: leakedValue() });
    expect((await reader.list()).status).toBe(200);
    expect((await reader.patch(1, { validity: "active" })).status).toBe(403);
  });

  it("are not there while secret scanning is disabled", async () => {
    const { github, web, list } = await startLeaking();
    github.setSecretScanning(web, false);
    const refused = await list();
    expect(refused.status).toBe(404);
    expect(field(refused.body, "message")).toContain("disabled");
  });
});

describe("an alert", () => {
  it("takes state, resolution, comment and validity", async () => {
    const { github, web, history, patch } = await startLeaking();
    github.leak(web, { secret: leakedValue() });
    const active = await patch(1, { validity: "active" });
    expect(active.body).toMatchObject({ state: "open", validity: "active" });
    const closed = await patch(1, {
      state: "resolved",
      resolution: "revoked",
      resolution_comment: "gone",
      validity: "inactive",
    });
    expect(closed.body).toMatchObject({
      state: "resolved",
      resolution: "revoked",
      resolution_comment: "gone",
      validity: "inactive",
    });
    const reopened = await patch(1, { state: "open", validity: null });
    expect(reopened.body).toMatchObject({
      state: "open",
      resolution: null,
      validity: "unknown",
    });
    expect(watchContracts(history)).toEqual([]);
  });

  it.each([
    [422, { state: "resolved" }],
    [422, { state: "resolved", resolution: "over" }],
    [422, { state: "closed" }],
    [422, { resolution: "revoked" }],
    [422, { validity: "dead" }],
    [422, { valid: true, state: "open" }],
    [400, { state: "resolved", resolution: "revoked", resolution_comment: 1 }],
    [400, "{"],
  ])("answers %i to %j", async (status, body) => {
    const { github, web, patch } = await startLeaking();
    github.leak(web, { secret: leakedValue() });
    expect((await patch(1, body)).status).toBe(status);
    expect(github.alerts(web)[0]).toMatchObject({ state: "open" });
  });

  it("is closed once, and only if the repository has it", async () => {
    const { github, web, patch } = await startLeaking();
    github.leak(web, { secret: leakedValue() });
    const close = { state: "resolved", resolution: "revoked" };
    expect((await patch(1, close)).status).toBe(200);
    expect((await patch(1, close)).status).toBe(400);
    expect((await patch(2, close)).status).toBe(404);
  });

  it("keeps its validity where the server or the type has no override", async () => {
    const { github, web, patch } = await startLeaking();
    github.setBehaviour({ validityOverrides: false });
    github.leak(web, { secret: leakedValue() });
    expect((await patch(1, { validity: "active" })).status).toBe(422);
  });

  it("is not closed without a reviewer where that is the rule", async () => {
    const { github, web, patch } = await startLeaking();
    github.setBehaviour({ delegatedDismissal: true });
    github.leak(web, { secret: leakedValue() });
    const close = { state: "resolved", resolution: "revoked" };
    expect((await patch(1, close)).status).toBe(403);
    expect((await patch(1, { validity: "inactive" })).status).toBe(200);
  });
});
