import { describe, expect, it } from "vitest";
import { field, startAcme } from "./test-github.ts";

const names = ["production", "eu/live 1", "100%", "größe-é", "a%2Fb"];

describe("an environment", () => {
  it.each(names)("is reached by its encoded name: %s", async (name) => {
    const { github, web, send, put, token } = await startAcme();
    if (name !== "production") github.addEnvironment(web, name);
    const path = `/environments/${encodeURIComponent(name)}`;
    const read = await send("GET", `/repos/acme/web${path}`, { token });
    expect([read.status, field(read.body, "name")]).toEqual([200, name]);
    const byName = `/repos/acme/web${path}/secrets`;
    expect((await put(byName, "A", "1", token)).status).toBe(201);
    const byId = `/repositories/${web.id}${path}/secrets`;
    expect((await put(byId, "A", "2", token)).status).toBe(204);
    const scope = {
      store: "actions",
      kind: "environment",
      owner: "acme",
      name: "web",
      environment: name,
    } as const;
    expect(github.secretValue(scope, "A")).toBe("2");
    expect(github.secrets()[0]?.path).toBe(`actions:acme/web/${name}#A`);
  });

  it("is not found by an unencoded slash", async () => {
    const { github, web, send, token } = await startAcme();
    github.addEnvironment(web, "eu/live");
    const read = await send("GET", "/repos/acme/web/environments/eu/live", {
      token,
    });
    expect(read.status).toBe(404);
  });

  it("is found in any case", async () => {
    const { send, token } = await startAcme();
    const path = "/repos/acme/web/environments/PRODUCTION";
    const read = await send("GET", path, { token });
    expect(read.body).toMatchObject({ name: "production" });
  });

  it("is not made by a secret PUT", async () => {
    const { send, put, token } = await startAcme();
    const path = "/repos/acme/web/environments/staging";
    const key = await put(`${path}/secrets`, "A", "1", token);
    const body = { encrypted_value: "AAAA", key_id: "1" };
    const write = await send("PUT", `${path}/secrets/A`, { token, body });
    expect([key.status, write.status]).toEqual([404, 404]);
  });

  it("takes its secrets and its key along when it is deleted", async () => {
    const { github, web, send, put, token } = await startAcme();
    const secrets = "/repos/acme/web/environments/production/secrets";
    await put(secrets, "A", "1", token);
    const before = await send("GET", `${secrets}/public-key`, { token });
    github.deleteEnvironment(web, "production");
    expect(github.secrets()).toEqual([]);
    const gone = await send("GET", `${secrets}/A`, { token });
    github.addEnvironment(web, "production");
    const after = await send("GET", `${secrets}/public-key`, { token });
    expect(gone.status).toBe(404);
    expect(field(after.body, "key")).not.toBe(field(before.body, "key"));
  });
});
