import { describe, expect } from "vitest";
import {
  expectClean,
  expectOneError,
  it as itOnBundle,
  run,
} from "../scenario.ts";
import { runVirtually } from "../../kit/virtual-run.ts";
import type { World } from "../../kit/world.ts";
import type { RegisteredApp } from "../../simulators/github/apps.ts";
import type { Permissions } from "../../simulators/github/tokens.ts";
import { it } from "./frozen-world.ts";
import { addRepositories, limitRefusals } from "./many-repositories.ts";

const OWNERS = ["acme", "globex", "initech"];

const TARGETS = `
- repository: acme/web
- repository: acme/web
  environment: production / eu
- organization: globex
- repository: globex/api
  store: dependabot
- repository: initech/app
`;

const PERMISSIONS: Readonly<Record<string, Permissions>> = {
  acme: { secrets: "write", environments: "write", issues: "write" },
  globex: { organization_secrets: "write", dependabot_secrets: "write" },
  initech: { secrets: "write", actions: "read" },
};

/** Three owners where an App is installed, and the inputs of a run as that App. */
function furnish({ github }: World) {
  for (const owner of OWNERS) github.addOrganization(owner);
  github.addRepository({ owner: "globex", name: "api" });
  github.addRepository({ owner: "initech", name: "app" });
  const app = github.registerApp();
  const install = (owner: string, permissions = PERMISSIONS[owner] ?? {}) =>
    github.installApp(app, { owner, permissions });
  return { app, install, inputs: asApp(app) };
}

function asApp({ id, privateKey }: RegisteredApp) {
  return {
    "github-token": "",
    "github-app-id": String(id),
    "github-app-private-key": privateKey,
    repository: "",
    targets: TARGETS,
  };
}

/** The bodies of the requests for installation tokens, in the order of the owners' names. */
function askedFor({ history }: World): readonly unknown[] {
  return history.events
    .flatMap((event) =>
      event.kind === "request" &&
      event.request.operation === "github.app.create-token"
        ? [event.body]
        : [],
    )
    .sort()
    .map((body) => JSON.parse(body) as unknown);
}

function statuses({ history }: World): readonly number[] {
  return history.events.flatMap((event) =>
    event.kind === "answer" ? [event.status] : [],
  );
}

describe("a run as a GitHub App", () => {
  it("asks for one token per owner with what its targets need, and leaves none behind", async ({
    world,
  }) => {
    const { install, inputs } = furnish(world);
    for (const owner of OWNERS) install(owner);

    const { outcome, masked } = await runVirtually(world, inputs);

    expect(outcome.error).toBeUndefined();
    expect(askedFor(world)).toEqual([
      {
        permissions: {
          organization_secrets: "write",
          dependabot_secrets: "write",
        },
      },
      {
        permissions: { secrets: "write", actions: "read" },
        repositories: ["app"],
      },
      {
        permissions: { secrets: "write", environments: "write" },
        repositories: ["web"],
      },
    ]);
    expect(world.github.secrets()).toHaveLength(5);
    expect(world.github.liveInstallationTokens()).toEqual([]);
    expect(masked.filter((text) => text.startsWith("ghs_"))).toHaveLength(3);
    expect(statuses(world)).not.toContain(401);
  });

  it("asks for the right to read runs when it has to drain", async ({
    world,
  }) => {
    const { install, inputs } = furnish(world);
    install("initech");
    const targets = "- repository: initech/app\n  store: dependabot";
    install("acme", { dependabot_secrets: "write", actions: "write" });
    await runVirtually(world, {
      ...inputs,
      targets: targets.replace("initech/app", "acme/web"),
      drain: "true",
    });
    expect(askedFor(world)).toEqual([
      {
        permissions: { dependabot_secrets: "write", actions: "read" },
        repositories: ["web"],
      },
    ]);
  });

  it("names every owner where it is not installed, and every permission that it lacks", async ({
    world,
  }) => {
    const { install, inputs } = furnish(world);
    install("acme", { secrets: "read" });
    const { github } = world;
    github.suspendInstallation(install("initech"));

    const { outcome } = await runVirtually(world, inputs);

    const { error } = outcome;
    const told = [error, ...(error?.also ?? [])].map((one) => one?.summary);
    expect(told).toHaveLength(3);
    expect(told).toEqual(
      expect.arrayContaining([
        expect.stringContaining(
          "at acme lacks “Secrets: read and write” and “Environments: read and write”",
        ),
        expect.stringContaining("not installed at globex"),
        expect.stringContaining("installation of the GitHub App at initech is"),
      ]),
    );
    expect(world.astra.liveTokens()).toHaveLength(1);
    expect(github.liveInstallationTokens()).toEqual([]);
  });

  it("names the repository that its installation does not cover", async ({
    world,
  }) => {
    const { app, inputs } = furnish(world);
    const { github } = world;
    const other = github.addRepository({ owner: "acme", name: "other" });
    github.installApp(app, {
      owner: "acme",
      permissions: { secrets: "write" },
      repositories: [other],
    });
    const targets = "- repository: acme/web\n- repository: acme/other";
    const { outcome } = await runVirtually(world, { ...inputs, targets });
    expect(outcome.error?.summary).toContain("does not show acme/web");
    expect(outcome.error?.also).toEqual([]);
    expect(github.liveInstallationTokens()).toEqual([]);
  });

  it("says so when the key is not the App's", async ({ world }) => {
    const { install, inputs } = furnish(world);
    install("acme");
    const { privateKey } = world.github.registerApp("other");
    const { outcome } = await runVirtually(world, {
      ...inputs,
      "github-app-private-key": privateKey,
    });
    expect(outcome.error?.code).toBe("github-unauthorized");
    expect(outcome.error?.summary).toContain("github-app-private-key");
  });

  it.for([-3_600_000, 3_600_000])(
    "goes by GitHub's clock when the runner's is %d ms off",
    async (runnerSkewMs, { world }) => {
      const { install, inputs } = furnish(world);
      for (const owner of OWNERS) install(owner);
      const { outcome } = await runVirtually(world, inputs, { runnerSkewMs });
      expect(outcome.error).toBeUndefined();
      expect(world.github.liveInstallationTokens()).toEqual([]);
    },
  );
});

describe("a run as a GitHub App that lasts for hours", () => {
  it(
    "renews its tokens before they expire, and revokes them all",
    { timeout: 60_000 },
    async ({ world }) => {
      const { install, inputs } = furnish(world);
      for (const owner of OWNERS) install(owner);
      const { github } = world;
      github.setBehaviour({ contentCreationLimited: true });
      const many = addRepositories(world, 560);
      const targets = [
        many.targets,
        "- organization: globex",
        "- repository: initech/app",
      ].join("\n");

      const { outcome, elapsedMs } = await runVirtually(world, {
        ...inputs,
        targets,
        "run-timeout": "2h",
      });

      expect(outcome.error).toBeUndefined();
      expect(elapsedMs).toBeGreaterThan(3_600_000);
      expect(new Set(many.values()).size).toBe(1);
      expect(statuses(world)).not.toContain(401);
      expect(limitRefusals(world)).toEqual([]);
      expect(askedFor(world).length).toBeGreaterThan(3);
      expect(github.liveInstallationTokens()).toEqual([]);
    },
  );

  it("goes on with a new token when somebody revoked the old one", async ({
    world,
  }) => {
    const { install, inputs } = furnish(world);
    for (const owner of OWNERS) install(owner);
    const { github } = world;
    const { outcome } = await runVirtually(world, inputs, {
      onStep: ({ kind }) => {
        if (kind !== "minted") return;
        for (const token of github.liveInstallationTokens())
          github.revokeToken(token);
      },
    });
    expect(outcome.error).toBeUndefined();
    expect(github.secrets()).toHaveLength(5);
    expect(github.liveInstallationTokens()).toEqual([]);
  });
});

describe("a run as a GitHub App, on the shipped bundle", () => {
  itOnBundle("delivers to three owners", async ({ world }) => {
    const { install, inputs } = furnish(world);
    for (const owner of OWNERS) install(owner);
    expectClean(await run(world, inputs));
    expect(world.github.secrets()).toHaveLength(5);
    expect(world.github.liveInstallationTokens()).toEqual([]);
  });

  itOnBundle("ends with one error and no token", async ({ world }) => {
    const { install, inputs } = furnish(world);
    install("acme");
    const error = expectOneError(await run(world, inputs));
    expect(error).toContain("not installed at globex");
    expect(error).toContain("not installed at initech");
    expect(world.github.liveInstallationTokens()).toEqual([]);
  });
});
