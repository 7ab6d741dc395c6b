import { describe, expect, it } from "vitest";
import { assertionOf, field, startTestGithub } from "./test-github.ts";

const HOUR_MS = 3_600_000;

async function startWithApp() {
  const test = await startTestGithub();
  const { github, clock } = test;
  github.addOrganization("acme");
  const web = github.addRepository({ owner: "acme", name: "web" });
  const api = github.addRepository({ owner: "acme", name: "api" });
  const app = github.registerApp();
  const installation = github.installApp(app, {
    owner: "acme",
    permissions: { secrets: "write", environments: "read" },
  });
  const assertion = async (secondsOff = 0, id: number | string = app.id) =>
    assertionOf(app, clock, id, secondsOff);
  const tokens = `/app/installations/${installation.id}/access_tokens`;
  const create = async (body: unknown = {}) =>
    test.send("POST", tokens, { token: await assertion(), body });
  return { ...test, web, api, app, installation, assertion, create };
}

describe("a GitHub App", () => {
  it("finds its installation by repository, organization and account", async () => {
    const { send, assertion, installation } = await startWithApp();
    for (const path of [
      "/repos/acme/web/installation",
      "/orgs/acme/installation",
      "/users/acme/installation",
    ]) {
      const answer = await send("GET", path, { token: await assertion() });
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({
        id: installation.id,
        permissions: { secrets: "write", metadata: "read" },
      });
    }
  });

  it("authenticates by its client id, too", async () => {
    const { send, assertion, app } = await startWithApp();
    const token = await assertion(0, app.clientId);
    const answer = await send("GET", "/orgs/acme/installation", { token });
    expect(answer.status).toBe(200);
  });

  it.each([
    ["is not installed at an owner", "/orgs/globex/installation"],
    ["does not cover a repository", "/repos/acme/none/installation"],
  ])("answers 404 where it %s", async (_, path) => {
    const { send, assertion, github } = await startWithApp();
    github.addOrganization("globex");
    const answer = await send("GET", path, { token: await assertion() });
    expect(answer.status).toBe(404);
  });

  it.each([
    ["has ended", -3_600, /Expiration time/],
    ["is too far ahead", 3_600, /too far in the future/],
    ["was made in the future", 65, /too far in the future|Issued at/],
  ])("is refused when its assertion %s", async (_, off, message) => {
    const { send, assertion } = await startWithApp();
    const token = await assertion(off);
    const answer = await send("GET", "/orgs/acme/installation", { token });
    expect(answer.status).toBe(401);
    expect(field(answer.body, "message")).toMatch(message);
  });

  it("is refused when somebody else signed for it", async () => {
    const { send, github, app, clock } = await startWithApp();
    const other = github.registerApp("other");
    const token = await assertionOf(other, clock, app.id);
    const answer = await send("GET", "/orgs/acme/installation", { token });
    expect(answer.status).toBe(401);
  });
});

describe("an installation token", () => {
  it("has what was asked for and lives for an hour", async () => {
    const { create, send, clock } = await startWithApp();
    const made = await create({
      permissions: { environments: "read" },
      repositories: ["web"],
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      permissions: { environments: "read" },
      repository_selection: "selected",
    });
    const token = String(field(made.body, "token"));
    const read = (path: string) => send("GET", path, { token });
    expect((await read("/repos/acme/web")).status).toBe(200);
    expect((await read("/repos/acme/api")).status).toBe(404);
    expect((await read("/repos/acme/web/actions/secrets")).status).toBe(403);
    clock.advance(HOUR_MS);
    expect((await read("/repos/acme/web")).status).toBe(401);
  });

  it.each([
    ["more than the installation has", { permissions: { actions: "read" } }],
    ["a higher level", { permissions: { environments: "write" } }],
    ["a repository that is not there", { repositories: ["web", "none"] }],
  ])("is refused with 422 for %s", async (_, body) => {
    const { create } = await startWithApp();
    expect((await create(body)).status).toBe(422);
  });

  it("is refused while the installation is suspended", async () => {
    const { create, github, installation } = await startWithApp();
    github.suspendInstallation(installation);
    expect((await create()).status).toBe(403);
  });

  it("ends itself", async () => {
    const { create, send, github } = await startWithApp();
    const token = String(field((await create()).body, "token"));
    expect(github.liveInstallationTokens()).toEqual([token]);
    const ended = await send("DELETE", "/installation/token", { token });
    expect(ended.status).toBe(204);
    expect(github.liveInstallationTokens()).toEqual([]);
    const again = await send("DELETE", "/installation/token", { token });
    expect(again.status).toBe(401);
  });
});
