import { describe, expect, it } from "vitest";
import { field, startAcme } from "./test-github.ts";

const secrets = "/orgs/acme/actions/secrets";
const scope = {
  store: "actions",
  kind: "organization",
  organization: "acme",
} as const;

describe("a secret of an organization", () => {
  it("needs a visibility with every PUT", async () => {
    const { put, token } = await startAcme();
    const none = await put(secrets, "A", "v", token);
    expect([none.status, field(none.body, "message")]).toEqual([
      422,
      `Invalid request.\n\n"visibility" wasn't supplied.`,
    ]);
    const odd = await put(secrets, "A", "v", token, { visibility: "public" });
    expect(odd.status).toBe(422);
  });

  it("is read with its visibility and, when selected, the address of its list", async () => {
    const { put, send, token, web, github } = await startAcme();
    await put(secrets, "A", "v", token, {
      visibility: "selected",
      selected_repository_ids: [web.id],
    });
    const read = await send("GET", `${secrets}/a`, { token });
    expect(read.body).toMatchObject({
      name: "A",
      visibility: "selected",
      selected_repositories_url: `${github.url}${secrets}/A/repositories`,
    });
    const list = await send("GET", `${secrets}/A/repositories`, { token });
    expect(list.body).toMatchObject({
      total_count: 1,
      repositories: [{ id: web.id, full_name: "acme/web" }],
    });
  });

  it("takes visibility and list from every PUT, whatever they were", async () => {
    const { put, token, web, github } = await startAcme();
    const access = { visibility: "selected", selected: [web.id] } as const;
    github.setSecretByHand(scope, "A", "v", access);
    await put(secrets, "A", "w", token, { visibility: "selected" });
    expect(github.secretMetadata(scope, "A")?.access).toEqual({
      visibility: "selected",
      selected: [],
    });
    await put(secrets, "A", "w", token, { visibility: "all" });
    expect(github.secretMetadata(scope, "A")?.access?.visibility).toBe("all");
  });

  it("keeps its value when a PUT has none", async () => {
    const { send, token, github } = await startAcme();
    const body = { visibility: "private" };
    const early = await send("PUT", `${secrets}/A`, { token, body });
    expect(early.status).toBe(422);
    github.setSecretByHand(scope, "A", "v");
    const put = await send("PUT", `${secrets}/A`, { token, body });
    expect(put.status).toBe(204);
    expect(github.secretMetadata(scope, "A")).toMatchObject({
      value: "v",
      access: { visibility: "private" },
    });
  });

  it("refuses repositories of others", async () => {
    const { put, token, github } = await startAcme();
    const other = github.addRepository({ owner: "other", name: "web" });
    const answer = await put(secrets, "A", "v", token, {
      visibility: "selected",
      selected_repository_ids: [other.id],
    });
    expect(answer.status).toBe(422);
  });

  it("takes ids as strings where the description does, and nowhere else", async () => {
    const { put, token, web } = await startAcme();
    const status = async (store: string) => {
      const path = `/orgs/acme/${store}/secrets`;
      const ids = [String(web.id)];
      const more = { visibility: "selected", selected_repository_ids: ids };
      return (await put(path, "A", "v", token, more)).status;
    };
    expect(await status("actions")).toBe(201);
    expect(await status("dependabot")).toBe(201);
    expect(await status("codespaces")).toBe(422);
    expect(await status("agents")).toBe(422);
  });

  it("may be one of 1,000", async () => {
    const { put, token, github } = await startAcme();
    for (let n = 0; n < 1_000; n += 1)
      github.setSecretByHand(scope, `S${n}`, "x");
    const more = { visibility: "all" };
    expect((await put(secrets, "A", "v", token, more)).status).toBe(422);
    expect((await put(secrets, "S1", "v", token, more)).status).toBe(204);
  });
});

describe("the list of selected repositories", () => {
  it("is replaced, added to and taken from", async () => {
    const { send, token, web, github } = await startAcme();
    const api = github.addRepository({ owner: "acme", name: "api" });
    const access = { visibility: "selected", selected: [web.id] } as const;
    github.setSecretByHand(scope, "A", "v", access);
    const selected = () => github.secretMetadata(scope, "A")?.access?.selected;
    const path = `${secrets}/A/repositories`;
    const body = { selected_repository_ids: [api.id] };
    expect((await send("PUT", path, { token, body })).status).toBe(204);
    expect(selected()).toEqual([api.id]);
    await send("PUT", `${path}/${web.id}`, { token });
    expect(selected()).toEqual([api.id, web.id]);
    await send("DELETE", `${path}/${api.id}`, { token });
    expect(selected()).toEqual([web.id]);
    expect(github.secretValue(scope, "A")).toBe("v");
  });

  it("comes in pages", async () => {
    const { send, token, github } = await startAcme();
    const names = Array.from({ length: 35 }, (_, n) => `r${n}`);
    const selected = names.map(
      (name) => github.addRepository({ owner: "acme", name }).id,
    );
    const access = { visibility: "selected", selected } as const;
    github.setSecretByHand(scope, "A", "v", access);
    const path = `${secrets}/A/repositories?page=2`;
    const { body } = await send("GET", path, { token });
    expect(body).toMatchObject({ total_count: 35 });
    expect(field(body, "repositories")).toHaveLength(5);
  });

  it("answers 409 to edits when the visibility is another", async () => {
    const { send, token, web, github } = await startAcme();
    github.setSecretByHand(scope, "A", "v");
    const path = `${secrets}/A/repositories`;
    const body = { selected_repository_ids: [] };
    expect((await send("PUT", path, { token, body })).status).toBe(409);
    const one = `${path}/${web.id}`;
    expect((await send("PUT", one, { token })).status).toBe(409);
    expect((await send("DELETE", one, { token })).status).toBe(409);
  });
});

describe("stores", () => {
  it("keep secrets of one name apart, each under its own key", async () => {
    const { put, send, token, github } = await startAcme();
    const keys = new Set<unknown>();
    for (const store of ["actions", "dependabot", "codespaces", "agents"])
      for (const owner of ["repos/acme/web", "orgs/acme"]) {
        const path = `/${owner}/${store}/secrets`;
        const more = owner.startsWith("orgs") ? { visibility: "all" } : {};
        await put(path, "A", path, token, more);
        const key = await send("GET", `${path}/public-key`, { token });
        keys.add(field(key.body, "key"));
      }
    expect(keys.size).toBe(8);
    expect(new Set(github.secrets().map(({ value }) => value)).size).toBe(8);
  });

  it("other than those of GitHub do not exist", async () => {
    const { send, token } = await startAcme();
    const path = "/repos/acme/web/packages/secrets";
    expect((await send("GET", path, { token })).status).toBe(404);
  });
});
