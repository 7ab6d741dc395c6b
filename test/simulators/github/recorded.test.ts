import { describe, expect, it } from "vitest";
import { scopeRows, type ScopeRow } from "./scopes.ts";
import { field, sealFor, startAcme, webSecrets } from "./test-github.ts";

// What public recordings of GitHub show, from 2023 and 2024:
// https://github.com/octokit/octokit.rb, spec/cassettes; the permissions of an
// App token from https://github.com/PyGithub/PyGithub, tests/ReplayData.

const environmentSecrets = "/repos/acme/web/environments/production/secrets";

/** A path that was recorded: by name, or by id below the same base. */
const named = ({ store, kind }: ScopeRow): string =>
  kind === "environment"
    ? environmentSecrets
    : kind === "repository"
      ? `/repos/acme/web/${store}/secrets`
      : `/orgs/acme/${store}/secrets`;

const moreOf = ({ kind }: ScopeRow) =>
  kind === "organization" ? { visibility: "all" } : {};

async function startRecorded() {
  const test = await startAcme();
  const organizationId = async () => {
    const { token, send } = test;
    const { body } = await send("GET", "/repos/acme/web", { token });
    return String(field(field(body, "owner"), "id"));
  };
  return { ...test, organizationId: await organizationId() };
}

describe("the recorded answers", () => {
  describe.each(scopeRows)("of the $store secrets of a $kind", (row) => {
    it("are 201, 204, 200 and 204 to a life of a secret, and lists in links by id", async () => {
      const { put, send, token, web, organizationId, github } =
        await startRecorded();
      const base = named(row);
      const more = moreOf(row);
      expect((await put(base, "ONE", "a", token, more)).status).toBe(201);
      expect((await put(base, "ONE", "b", token, more)).status).toBe(204);
      expect((await put(base, "TWO", "c", token, more)).status).toBe(201);
      const read = await send("GET", `${base}/ONE`, { token });
      expect(read.status).toBe(200);
      const first = await send("GET", `${base}?per_page=1`, { token });
      const byId = base
        .replace("/repos/acme/web", `/repositories/${web.id}`)
        .replace("/orgs/acme", `/organizations/${organizationId}`);
      expect(first.headers.get("link")).toBe(
        `<${github.url}${byId}?page=2&per_page=1>; rel="next", <${github.url}${byId}?page=2&per_page=1>; rel="last"`,
      );
      const second = await send("GET", `${byId}?page=2&per_page=1`, { token });
      expect(second.body).toMatchObject({
        total_count: 2,
        secrets: [{ name: "TWO" }],
      });
      const deleted = await send("DELETE", `${base}/ONE`, { token });
      expect(deleted.status).toBe(204);
    });

    it("serve all of it by id, too", async () => {
      const { put, send, token, web, organizationId } = await startRecorded();
      const byId = named(row)
        .replace("/repos/acme/web", `/repositories/${web.id}`)
        .replace("/orgs/acme", `/organizations/${organizationId}`);
      const more = moreOf(row);
      expect((await put(byId, "ONE", "a", token, more)).status).toBe(201);
      expect((await put(byId, "ONE", "b", token, more)).status).toBe(204);
      const path = `${byId}/ONE`;
      expect((await send("GET", path, { token })).status).toBe(200);
      expect((await send("DELETE", path, { token })).status).toBe(204);
    });
  });

  it("have one key id for all scopes of a store, and a key for each", async () => {
    const { send, token } = await startRecorded();
    const ids = new Map<string, Set<unknown>>();
    const keys = new Set<unknown>();
    for (const row of scopeRows) {
      const { body } = await send("GET", `${named(row)}/public-key`, { token });
      const known = ids.get(row.store) ?? new Set();
      ids.set(row.store, known.add(field(body, "key_id")));
      keys.add(field(body, "key"));
    }
    expect([...ids.values()].map(({ size }) => size)).toEqual([1, 1, 1, 1]);
    expect(keys.size).toBe(scopeRows.length);
  });

  it("show a write in the second of its answer's date, or in the next", async () => {
    const { put, send, token, clock } = await startRecorded();
    const apart = new Set<number>();
    for (let n = 0; n < 4; n += 1) {
      const written = await put(webSecrets, "ONE", "a", token);
      const { body } = await send("GET", `${webSecrets}/ONE`, { token });
      const date = Date.parse(written.headers.get("date") ?? "");
      apart.add(Date.parse(String(field(body, "updated_at"))) - date);
      clock.advance(1_700);
    }
    expect([...apart].sort()).toEqual([0, 1_000]);
  });

  it.each([
    ["same", 0],
    ["next", 1_000],
  ] as const)(
    "show a write in the %s second where asked to",
    async (updatedAtSecond, later) => {
      const { put, send, token, github } = await startRecorded();
      github.setBehaviour({ updatedAtSecond });
      for (const value of ["a", "b"]) {
        const written = await put(webSecrets, "ONE", value, token);
        const { body } = await send("GET", `${webSecrets}/ONE`, { token });
        const date = Date.parse(written.headers.get("date") ?? "");
        const shown = Date.parse(String(field(body, "updated_at")));
        expect(shown - date).toBe(later);
      }
    },
  );

  it.each([
    ["utc", "2023-07-31 18:41:07 UTC"],
    ["offset", "2023-07-31 13:41:07 -0500"],
    ["absent", null],
  ] as const)(
    "tell the end of a fine-grained token (%s)",
    async (expiryHeader, shown) => {
      const { send, github, clock } = await startRecorded();
      clock.advance(Date.UTC(2023, 6, 1) - clock.now());
      const token = github.issueToken({
        kind: "fine-grained",
        owner: "acme",
        permissions: {},
        expiresAt: Date.UTC(2023, 6, 31, 18, 41, 7),
        expiryHeader,
      });
      const read = await send("GET", "/repos/acme/web", { token });
      const name = "github-authentication-token-expiration";
      expect(read.headers.get(name)).toBe(shown);
    },
  );

  it("hold a numeric key id on an old server, which takes exactly that one back", async () => {
    const { send, token, github } = await startRecorded();
    github.setBehaviour({ keyIdType: "number" });
    const key = await send("GET", `${webSecrets}/public-key`, { token });
    const id = /"key_id":(\d+),/u.exec(key.text)?.[1] ?? "";
    expect(Number.isSafeInteger(Number(id))).toBe(false);
    const { encrypted_value: box } = sealFor(key.body, "a");
    const path = `${webSecrets}/ONE`;
    const status = async (sent: string) => {
      const body = `{"encrypted_value":"${box}","key_id":${sent}}`;
      return (await send("PUT", path, { token, body })).status;
    };
    expect(await status(`"${id}"`)).toBe(201);
    expect(await status(id)).toBe(204);
    const next = String(BigInt(id) + 1n);
    expect(await status(`"${next}"`)).toBe(422);
  });
});

describe("a new key id", () => {
  it("is all scopes' of the store, and no other store's", async () => {
    const { send, token, github } = await startRecorded();
    const idOf = async (path: string) =>
      field(
        (await send("GET", `${path}/public-key`, { token })).body,
        "key_id",
      );
    const dependabot = "/repos/acme/web/dependabot/secrets";
    const before = [await idOf(environmentSecrets), await idOf(dependabot)];
    github.rotateKey({
      store: "actions",
      kind: "repository",
      owner: "acme",
      name: "web",
    });
    expect(await idOf(environmentSecrets)).toBe(await idOf(webSecrets));
    expect(await idOf(environmentSecrets)).not.toBe(before[0]);
    expect(await idOf(dependabot)).toBe(before[1]);
  });
});
