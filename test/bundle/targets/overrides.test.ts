import { describe, expect } from "vitest";
import {
  expectClean,
  HOUR_MS,
  it,
  requestsOf,
  run,
  SECRET,
} from "../scenario.ts";
import { ENVIRONMENT, ENVIRONMENT_SCOPE, type World } from "../../kit/world.ts";

/** A token that may also list environments. */
function curiousToken({ github }: World): string {
  return github.issueToken({
    kind: "fine-grained",
    owner: "acme",
    permissions: {
      secrets: "write",
      environments: "write",
      organization_secrets: "write",
      actions: "read",
    },
  });
}

/** How often environments were listed. */
function looksOf(world: World): number {
  return requestsOf(world).filter((request) =>
    request.endsWith("github.environments.list"),
  ).length;
}

describe.concurrent("an overriding secret", () => {
  it("is reported when it is an environment's", async ({ world }) => {
    world.github.setSecretByHand(ENVIRONMENT_SCOPE, SECRET, "old");
    const rotation = await run(world, { "github-token": curiousToken(world) });
    expect(rotation.exitCode).toBe(0);
    expect(rotation.warnings).toEqual([
      expect.stringContaining(
        `environment “${ENVIRONMENT}” of acme/web overrides acme/web`,
      ),
    ]);
  });

  it("is reported when it is a repository's and its organization is the target", async ({
    world,
  }) => {
    const { github } = world;
    const scope = { store: "actions", kind: "repository" } as const;
    github.setSecretByHand(
      { ...scope, owner: "acme", name: "web" },
      SECRET,
      "old",
    );
    const rotation = await run(world, {
      "github-token": curiousToken(world),
      repository: "",
      targets: "- organization: acme",
    });
    expect(rotation.warnings).toEqual([
      expect.stringContaining("acme/web overrides organization acme"),
    ]);
  });

  it.for<[string, Readonly<Record<string, string>>]>([
    ["nothing is due", { "rotate-after": "30d" }],
    ["the run only retires", { mode: "retire" }],
    ["the run only checks", { mode: "check", "rotate-after": "30d" }],
  ])("is not looked for when %s", async ([, inputs], { world }) => {
    world.github.setSecretByHand(ENVIRONMENT_SCOPE, SECRET, "old");
    const token = { "github-token": curiousToken(world) };
    await run(world, token);
    const looks = looksOf(world);
    expect(looks).toBeGreaterThan(0);
    world.clock.advance(HOUR_MS);
    const ended = await run(world, { ...token, ...inputs });
    expect(ended.errors).toEqual([]);
    expect(ended.warnings).toEqual([]);
    expect(looksOf(world)).toBe(looks);
  });

  it("is no override when its place is a target, too", async ({ world }) => {
    world.github.setSecretByHand(ENVIRONMENT_SCOPE, SECRET, "old");
    const targets = `
- repository: acme/web
- repository: acme/web
  environment: ${ENVIRONMENT.toUpperCase()}
- organization: acme
`;
    expectClean(
      await run(world, {
        "github-token": curiousToken(world),
        repository: "",
        targets,
      }),
    );
  });

  it("fails nothing when it may not be looked for, and is looked for once", async ({
    world,
  }) => {
    world.github.setSecretByHand(ENVIRONMENT_SCOPE, SECRET, "old");
    expectClean(await run(world));
    expect(looksOf(world)).toBe(1);
  });
});
