import { createAppAuth } from "@octokit/auth-app";
import { throttling } from "@octokit/plugin-throttling";
import { Octokit } from "@octokit/rest";
import { describe, expect, it } from "vitest";
import { sealFor, startAcme, webScope } from "./test-github.ts";

const ThrottledOctokit = Octokit.plugin(throttling);

const PERMISSIONS = {
  secrets: "write",
  environments: "write",
  organization_secrets: "write",
  dependabot_secrets: "write",
  organization_dependabot_secrets: "write",
  codespaces_secrets: "write",
  actions: "read",
} as const;

const HOUR_MS = 3_600_000;
const WEB = { owner: "acme", repo: "web" } as const;

const silent = () => undefined;
const LOG = { debug: silent, info: silent, warn: silent, error: silent };

/** A world with an App that is installed at acme, and Octokit as that App. */
async function startWithOctokit({
  prefix = "",
}: { prefix?: "" | "/api/v3" } = {}) {
  const test = await startAcme();
  const { github, clock } = test;
  github.setBehaviour({ pathPrefix: prefix });
  // Octokit signs with the machine's clock.
  clock.advance(Date.now() - clock.now());
  const app = github.registerApp();
  const installation = github.installApp(app, {
    owner: "acme",
    permissions: PERMISSIONS,
  });
  const limits: string[] = [];
  const hitLimit =
    (kind: string) =>
    (seconds: number): boolean => {
      limits.push(kind);
      clock.advance(seconds * 1_000);
      return true;
    };
  const common = {
    baseUrl: `${github.url}${prefix}`,
    log: LOG,
    throttle: {
      id: github.url,
      // Seconds of the world pass in the handlers.
      retryAfterBaseValue: 1,
      onRateLimit: hitLimit("primary"),
      onSecondaryRateLimit: hitLimit("secondary"),
    },
  };
  const octokitAs = (installationId?: number) =>
    new ThrottledOctokit({
      ...common,
      authStrategy: createAppAuth,
      auth: {
        appId: app.id,
        privateKey: app.privateKey,
        ...(installationId === undefined ? {} : { installationId }),
      },
    });
  const octokitWith = (auth: string) =>
    new ThrottledOctokit({ ...common, auth });
  const octokit = octokitAs(installation.id);
  return {
    ...test,
    installation,
    octokitAs,
    octokitWith,
    octokit,
    limits,
  };
}

describe("Octokit with its App authentication and its throttling, unmodified", () => {
  it("finds the installation, and asks for a token of it", async () => {
    const { octokitAs, octokit, installation } = await startWithOctokit();
    const found = await octokitAs().rest.apps.getRepoInstallation(WEB);
    expect(found.data.id).toBe(installation.id);
    const read = await octokit.rest.repos.get(WEB);
    expect(read.data.full_name).toBe("acme/web");
  });

  it("signs again when the clocks are apart", async () => {
    const { octokitAs, clock, installation } = await startWithOctokit();
    clock.advance(HOUR_MS);
    const found = await octokitAs().rest.apps.getRepoInstallation(WEB);
    expect(found.data.id).toBe(installation.id);
  });

  it("waits until a fresh installation token is known", async () => {
    const { github, clock, octokit } = await startWithOctokit();
    github.setBehaviour({ appTokenLag: "unknown", appTokenLagMs: 1_000 });
    let refused = 0;
    github.setGate(({ operation }) => {
      if (operation !== "github.repository.get") return { kind: "pass" };
      refused += 1;
      if (refused > 1) clock.advance(1_000);
      return { kind: "pass" };
    });
    expect((await octokit.rest.repos.get(WEB)).status).toBe(200);
    expect(refused).toBe(2);
  });

  it("writes and reads the secrets of every store that it knows", async () => {
    const { github, octokit } = await startWithOctokit();
    const { actions, dependabot, codespaces } = octokit.rest;
    const environment = { ...WEB, environment_name: "production" } as const;
    const organization = { org: "acme" } as const;
    const name = { secret_name: "TOKEN" } as const;
    const own = { visibility: "private" } as const;
    const written = [
      await actions.createOrUpdateRepoSecret({
        ...WEB,
        ...name,
        ...sealFor((await actions.getRepoPublicKey(WEB)).data, "1"),
      }),
      await actions.createOrUpdateEnvironmentSecret({
        ...environment,
        ...name,
        ...sealFor(
          (await actions.getEnvironmentPublicKey(environment)).data,
          "2",
        ),
      }),
      await actions.createOrUpdateOrgSecret({
        ...organization,
        ...name,
        ...own,
        ...sealFor((await actions.getOrgPublicKey(organization)).data, "3"),
      }),
      await dependabot.createOrUpdateRepoSecret({
        ...WEB,
        ...name,
        ...sealFor((await dependabot.getRepoPublicKey(WEB)).data, "4"),
      }),
      await codespaces.createOrUpdateRepoSecret({
        ...WEB,
        ...name,
        ...sealFor((await codespaces.getRepoPublicKey(WEB)).data, "5"),
      }),
    ];
    expect(written.map(({ status }) => status)).toEqual(written.map(() => 201));
    const values = github.secrets().map(({ value }) => value);
    expect(values.sort()).toEqual(["1", "2", "3", "4", "5"]);
    const read = await actions.getRepoSecret({ ...WEB, ...name });
    expect(read.data.name).toBe("TOKEN");
  });

  it.each(["", "/api/v3"] as const)(
    "follows the links of a list and the redirect of a new name (prefix “%s”)",
    async (prefix) => {
      const { github, web, octokit } = await startWithOctokit({ prefix });
      for (const name of ["A", "B", "C"])
        github.setSecretByHand(webScope, name, "x");
      github.renameRepository(web, { name: "site" });
      const secrets = await octokit.paginate(
        octokit.rest.actions.listRepoSecrets,
        { ...WEB, per_page: 1 },
      );
      expect(secrets.map(({ name }) => name)).toEqual(["A", "B", "C"]);
      const key = await octokit.rest.actions.getRepoPublicKey(WEB);
      const put = await octokit.rest.actions.createOrUpdateRepoSecret({
        ...WEB,
        secret_name: "A",
        ...sealFor(key.data, "y"),
      });
      expect(put.status).toBe(204);
      expect(github.secretInJob({ repository: web }, "A")?.value).toBe("y");
    },
  );

  it.each([
    ["primary", { primaryLimit: 1 }],
    ["secondary", { pointsPerMinute: 1 }],
    ["secondary", { pointsPerMinute: 1, limitStatus: 429 }],
  ] as const)("takes a %s limit for one, with %j", async (kind, change) => {
    const { github, octokitWith, limits } = await startWithOctokit();
    github.setBehaviour(change);
    // An App's token would end within the hour that a primary limit lasts.
    const octokit = octokitWith(
      github.issueToken({ kind: "classic", scopes: ["repo"] }),
    );
    await octokit.rest.repos.get(WEB);
    expect((await octokit.rest.repos.get(WEB)).status).toBe(200);
    expect(limits).toEqual([kind]);
  });

  it("is told what it may not do", async () => {
    const { octokit } = await startWithOctokit();
    await expect(
      octokit.rest.codespaces.listOrgSecrets({ org: "acme" }),
    ).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining(
        "Resource not accessible by integration",
      ) as unknown,
    });
  });
});
