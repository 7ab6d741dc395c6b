import { describe, expect, it } from "vitest";
import {
  assertionOf,
  field,
  startAcme,
  webSecrets,
  type Answer,
} from "./test-github.ts";

const told = ({ status, body }: Answer) => [status, field(body, "message")];

describe("an App", () => {
  it("that is not there, or has no key, is told so", async () => {
    const { github, send, clock } = await startAcme();
    const app = github.registerApp();
    const path = "/users/acme/installation";
    const read = async (id?: number) =>
      told(
        await send("GET", path, { token: await assertionOf(app, clock, id) }),
      );
    expect(await read(4711)).toEqual([404, "Integration not found"]);
    expect(await read()).toEqual([404, "Not Found"]);
    github.deleteAppKey(app);
    expect(await read()).toEqual([
      401,
      "Integration must generate a public key",
    ]);
  });
});

async function startWithInstallation() {
  const test = await startAcme();
  const { github, clock, send } = test;
  const app = github.registerApp();
  const installation = github.installApp(app, {
    owner: "acme",
    permissions: { secrets: "write" },
  });
  const create = async (body: unknown = {}) => {
    const path = `/app/installations/${installation.id}/access_tokens`;
    const token = await assertionOf(app, clock);
    return send("POST", path, { token, body });
  };
  const fresh = async () => String(field((await create()).body, "token"));
  return { ...test, installation, create, fresh };
}

describe("an installation token", () => {
  it("has all permissions of its installation when asked for none", async () => {
    const { create } = await startWithInstallation();
    const { body } = await create({ permissions: {} });
    expect(field(body, "permissions")).toEqual({
      metadata: "read",
      secrets: "write",
    });
  });

  it.each([
    ["unknown", 401, "Bad credentials"],
    ["without-permissions", 403, "Resource not accessible by integration"],
  ] as const)(
    "is %s for a while where asked to",
    async (appTokenLag, status, message) => {
      const { github, send, fresh, clock } = await startWithInstallation();
      github.setBehaviour({ appTokenLag, appTokenLagMs: 1_500 });
      const token = await fresh();
      clock.advance(1_499);
      const early = await send("GET", webSecrets, { token });
      expect(told(early)).toEqual([status, message]);
      clock.advance(1);
      expect((await send("GET", webSecrets, { token })).status).toBe(200);
    },
  );

  it("is refused once its installation is suspended", async () => {
    const { github, send, fresh, installation } = await startWithInstallation();
    const token = await fresh();
    github.suspendInstallation(installation);
    const read = await send("GET", webSecrets, { token });
    expect(told(read)).toEqual([403, "This installation has been suspended"]);
  });

  it("reads a public repository that its installation does not cover, and none of its secrets", async () => {
    const { github, clock, send } = await startAcme();
    github.addRepository({ owner: "acme", name: "docs", private: false });
    const app = github.registerApp();
    const { id } = github.installApp(app, {
      owner: "acme",
      permissions: { secrets: "write" },
      repositories: [],
    });
    const made = await send("POST", `/app/installations/${id}/access_tokens`, {
      token: await assertionOf(app, clock),
    });
    const token = String(field(made.body, "token"));
    const path = "/repos/acme/docs";
    expect((await send("GET", path, { token })).status).toBe(200);
    const secrets = await send("GET", `${path}/actions/secrets`, { token });
    expect(told(secrets)).toEqual([
      403,
      "Resource not accessible by integration",
    ]);
  });
});
