import { describe, expect, it } from "vitest";
import type { GithubBehaviour } from "./behaviour.ts";
import {
  assertionOf,
  field,
  startAcme,
  webScope,
  webSecrets,
  type Answer,
} from "./test-github.ts";
import type { TokenGrant } from "./tokens.ts";

const told = ({ status, body }: Answer) => [status, field(body, "message")];

const CLASSIC: TokenGrant = { kind: "classic", scopes: ["repo"] };
const FINE_GRAINED: TokenGrant = {
  kind: "fine-grained",
  owner: "acme",
  permissions: { secrets: "write" },
};

const REFUSALS: readonly (readonly [
  string,
  Partial<GithubBehaviour>,
  TokenGrant,
  TokenGrant | undefined,
  string,
])[] = [
  [
    "an organization that forbids classic tokens",
    { classicForbiddenOrganizations: ["Acme"] },
    CLASSIC,
    FINE_GRAINED,
    "`acme` forbids access via a personal access token (classic). Please use a GitHub App, OAuth App, or a personal access token with fine-grained permissions.",
  ],
  [
    "an organization's policy on lifetimes",
    { lifetimePolicyOrganizations: ["acme"] },
    FINE_GRAINED,
    CLASSIC,
    "The 'acme' organization forbids access via a fine-grained personal access tokens if the token's lifetime is greater than 366 days. Please adjust your token's lifetime at the following URL: https://github.com/settings/personal-access-tokens/4711",
  ],
  [
    "a suspended user",
    { suspendedUsers: ["octocat"] },
    CLASSIC,
    { ...CLASSIC, user: "ann" },
    "Sorry. Your account was suspended",
  ],
  [
    "a managed user",
    { managedUsers: ["octocat"] },
    FINE_GRAINED,
    { ...FINE_GRAINED, user: "ann" },
    "As an Enterprise Managed User, you cannot access this content",
  ],
  [
    "too many failed logins",
    { loginsLockedOut: true },
    CLASSIC,
    undefined,
    "Maximum number of login attempts exceeded. Please try again later.",
  ],
];

describe("a refusal that is no matter of permissions", () => {
  it.each(REFUSALS)(
    "is told for %s, and to nobody else",
    async (_, change, refused, other, message) => {
      const { github, send } = await startAcme();
      github.setBehaviour(change);
      const read = async (grant: TokenGrant) =>
        send("GET", webSecrets, { token: github.issueToken(grant) });
      expect(told(await read(refused))).toEqual([403, message]);
      if (other !== undefined) expect((await read(other)).status).toBe(200);
    },
  );

  it.each([
    [403, "tos"],
    [451, "dmca"],
  ] as const)("is %d for a blocked repository (%s)", async (status, reason) => {
    const { github, send, token, web } = await startAcme();
    const api = github.addRepository({ owner: "acme", name: "api" });
    github.setBehaviour({
      blockedRepositories: [{ id: web.id, status, reason }],
    });
    for (const path of ["/repos/acme/web", webSecrets]) {
      const read = await send("GET", path, { token });
      expect(told(read)).toEqual([status, "Repository access blocked"]);
      expect(read.body).toMatchObject({ block: { reason } });
    }
    const other = `/repos/acme/${api.name}`;
    expect((await send("GET", other, { token })).status).toBe(200);
  });

  it("is 404 for secrets of an environment that the plan does not have", async () => {
    const { github, send, token } = await startAcme();
    github.setBehaviour({ ownersWithoutEnvironments: ["acme"] });
    const path = "/repos/acme/web/environments/production";
    expect((await send("GET", path, { token })).status).toBe(200);
    const key = await send("GET", `${path}/secrets/public-key`, { token });
    expect(told(key)).toEqual([404, "Not Found"]);
  });

  it("is 409 for as many writes as are to meet a conflict", async () => {
    const { github, put, token } = await startAcme();
    github.setBehaviour({ conflictsLeft: 1 });
    expect((await put(webSecrets, "A", "v", token)).status).toBe(409);
    expect((await put(webSecrets, "A", "v", token)).status).toBe(201);
  });

  it("has the old words for secondary limits where asked to", async () => {
    const { github, send, token } = await startAcme();
    github.setBehaviour({ limitWords: "old", pointsPerMinute: 0 });
    const read = await send("GET", webSecrets, { token });
    expect(told(read)).toEqual([
      403,
      "You have triggered an abuse detection mechanism. Please wait a few minutes before you try again.",
    ]);
  });
});

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

describe("a job", () => {
  const organization = {
    store: "actions",
    kind: "organization",
    organization: "acme",
  } as const;

  it("inherits its organization's secret, which the repository's and the environment's override", async () => {
    const { github, web } = await startAcme();
    const job = { repository: web };
    expect(github.secretInJob(job, "TOKEN")).toBeUndefined();
    github.setSecretByHand(organization, "TOKEN", "of acme");
    expect(github.secretInJob(job, "token")).toEqual({
      level: "organization",
      value: "of acme",
    });
    github.setSecretByHand(webScope, "TOKEN", "of web");
    expect(github.secretInJob(job, "TOKEN")?.level).toBe("repository");
    github.setSecretByHand(
      { ...webScope, kind: "environment", environment: "production" },
      "TOKEN",
      "of production",
    );
    expect(github.secretInJob(job, "TOKEN")?.level).toBe("repository");
    const deploying = { ...job, environment: "Production" };
    expect(github.secretInJob(deploying, "TOKEN")).toEqual({
      level: "environment",
      value: "of production",
    });
  });

  it("reads a secret of its organization only where the secret is visible", async () => {
    const { github, web } = await startAcme();
    const docs = github.addRepository({
      owner: "acme",
      name: "docs",
      private: false,
    });
    const readers = (
      visibility: "private" | "selected",
      selected: readonly number[],
    ) => {
      const access = { visibility, selected };
      github.setSecretByHand(organization, "TOKEN", "v", access);
      return [web, docs].map(
        (repository) =>
          github.secretInJob({ repository }, "TOKEN") !== undefined,
      );
    };
    expect(readers("private", [])).toEqual([true, false]);
    expect(readers("selected", [docs.id])).toEqual([false, true]);
  });
});
