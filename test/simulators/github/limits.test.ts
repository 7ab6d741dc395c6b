import { describe, expect, it } from "vitest";
import { field, startAcme, webSecrets } from "./test-github.ts";

const repository = "/repos/acme/web";

async function startWithUser() {
  const test = await startAcme();
  const issue = (user: string) =>
    test.github.issueToken({ kind: "classic", scopes: ["repo"], user });
  const token = issue("ann");
  const read = (used = token) => test.send("GET", repository, { token: used });
  return { ...test, token, issue, read };
}

describe("the primary limit", () => {
  it("is told with every answer and read for free", async () => {
    const { read, send, token, clock } = await startWithUser();
    const reset = Math.ceil(clock.now() / 1_000) + 3_600;
    await read();
    const second = await read();
    expect(Object.fromEntries(second.headers)).toMatchObject({
      "x-ratelimit-limit": "5000",
      "x-ratelimit-remaining": "4998",
      "x-ratelimit-used": "2",
      "x-ratelimit-reset": String(reset),
      "x-ratelimit-resource": "core",
    });
    const own = await send("GET", "/rate_limit", { token });
    const core = { limit: 5_000, remaining: 4_998, reset, used: 2 };
    expect(own.body).toMatchObject({ resources: { core }, rate: core });
  });

  it("is shared by the tokens of one user, and by nobody else", async () => {
    const { read, issue, github } = await startWithUser();
    github.setBehaviour({ primaryLimit: 2 });
    await read();
    await read(issue("ann"));
    expect((await read()).status).toBe(403);
    expect((await read(issue("bob"))).status).toBe(200);
  });

  it.each([403, 429] as const)(
    "answers %d until the hour is over",
    async (limitStatus) => {
      const { read, github, clock } = await startWithUser();
      github.setBehaviour({ primaryLimit: 1, limitStatus });
      await read();
      const refused = await read();
      expect(refused.status).toBe(limitStatus);
      expect(field(refused.body, "message")).toMatch(
        /^API rate limit exceeded for /,
      );
      expect(refused.headers.get("x-ratelimit-remaining")).toBe("0");
      clock.advance(3_600_000);
      expect((await read()).status).toBe(200);
    },
  );

  it("is 1,000 for the token of a workflow", async () => {
    const { github, web, read } = await startWithUser();
    const token = github.issueToken({ kind: "workflow", repository: web });
    const answer = await read(token);
    expect(answer.headers.get("x-ratelimit-limit")).toBe("1000");
  });
});

describe("the secondary limits", () => {
  it("count a read as one point and a write as five, per minute", async () => {
    const { read, send, token, github, clock } = await startWithUser();
    github.setBehaviour({ pointsPerMinute: 7 });
    await read();
    await send("DELETE", `${webSecrets}/A`, { token });
    clock.advance(20_000);
    await read();
    const refused = await read();
    expect(refused.status).toBe(403);
    expect(field(refused.body, "message")).toMatch(
      /^You have exceeded a secondary rate limit/,
    );
    expect(refused.headers.get("retry-after")).toBe("40");
    clock.advance(40_000);
    expect((await read()).status).toBe(200);
  });

  it("may answer 429, and without retry-after", async () => {
    const { read, github } = await startWithUser();
    github.setBehaviour({
      pointsPerMinute: 0,
      limitStatus: 429,
      limitRetryAfter: false,
    });
    const refused = await read();
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBeNull();
  });

  it("refuse one request too many under way at once", async () => {
    const { read, github } = await startWithUser();
    github.setBehaviour({ concurrentRequests: 2 });
    const waiting = new Set<number>();
    let release = (): void => undefined;
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    github.setGate(({ sequence }) => {
      waiting.add(sequence);
      if (waiting.size === 3) release();
      return { kind: "hold", when: "before", until };
    });
    const answers = await Promise.all([read(), read(), read()]);
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 200, 403]);
  });

  it("can count secret PUTs as content: 80 a minute", async () => {
    const { put, send, token, github, clock } = await startWithUser();
    github.setBehaviour({
      contentCreationLimited: true,
      pointsPerMinute: 9_000,
    });
    for (let n = 0; n < 80; n += 1)
      await send("PUT", `${webSecrets}/A`, { token, body: {} });
    const refused = await put(webSecrets, "A", "v", token);
    expect(field(refused.body, "message")).toContain(
      "temporarily blocked from content creation",
    );
    clock.advance(60_000);
    expect((await put(webSecrets, "A", "v", token)).status).toBe(201);
  });

  it("can count secret PUTs as content: 500 an hour", async () => {
    const { put, send, token, github, clock } = await startWithUser();
    github.setBehaviour({ contentCreationLimited: true });
    for (let n = 0; n < 500; n += 1) {
      await send("PUT", `${webSecrets}/A`, { token, body: {} });
      clock.advance(1_000);
    }
    const refused = await put(webSecrets, "A", "v", token);
    expect(refused.headers.get("retry-after")).toBe("3100");
    clock.advance(3_100_000);
    expect((await put(webSecrets, "A", "v", token)).status).toBe(201);
  });
});
