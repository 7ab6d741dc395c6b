import { describe, expect } from "vitest";
import { createWatch } from "../../contracts/watch.ts";
import {
  expectClean,
  it,
  mutationsOf,
  requestsOf,
  run,
  SECRET,
} from "../scenario.ts";
import type { World } from "../../kit/world.ts";
import type { Access } from "../../simulators/github/secret-store.ts";
import type { SecretScope } from "../../simulators/github/scopes.ts";

const TARGETS = `
- repository: acme/web
- repository: acme/web
  environment: production / eu
- repository: acme/web
  store: dependabot
- organization: acme
- repository: globex/api
  store: codespaces
- repository: globex/api
  environment: staging
- organization: globex
  store: dependabot
- repository: initech/app
  store: agents
- organization: initech
  store: codespaces
  visibility: selected
  repositories: [app, tool]
`;

const web = { owner: "acme", name: "web" } as const;
const api = { owner: "globex", name: "api" } as const;

const SCOPES: readonly SecretScope[] = [
  { store: "actions", kind: "repository", ...web },
  {
    store: "actions",
    kind: "environment",
    ...web,
    environment: "production / eu",
  },
  { store: "dependabot", kind: "repository", ...web },
  { store: "actions", kind: "organization", organization: "acme" },
  { store: "codespaces", kind: "repository", ...api },
  { store: "actions", kind: "environment", ...api, environment: "staging" },
  { store: "dependabot", kind: "organization", organization: "globex" },
  { store: "agents", kind: "repository", owner: "initech", name: "app" },
  { store: "codespaces", kind: "organization", organization: "initech" },
];

/** Three owners with what the nine targets need; two organizations have the secret already. */
function furnish({ github, repository }: World) {
  const globex = "globex";
  for (const login of [globex, "initech"]) github.addOrganization(login);
  const add = (owner: string, name: string) =>
    github.addRepository({ owner, name });
  github.addEnvironment(add(globex, "api"), "staging");
  const kept = [add("initech", "app"), add("initech", "tool")];
  const many = Array.from({ length: 120 }, (_, n) => add("acme", `r${n}`));
  const secret = (scope: SecretScope, access: Access) => {
    github.setSecretByHand(scope, SECRET, "set by hand", access);
  };
  const [, , , actions, , , dependabot] = SCOPES;
  if (actions === undefined || dependabot === undefined) throw new Error();
  secret(actions, {
    visibility: "selected",
    selected: [...many.map(({ id }) => id), repository.id],
  });
  secret(dependabot, { visibility: "all", selected: [] });
  return {
    selectedOf: (index: number) => accessOf(github, SCOPES[index]),
    kept: kept.map(({ id }) => id),
    token: github.issueToken({
      kind: "classic",
      scopes: ["repo", "admin:org"],
    }),
  };
}

function accessOf(
  github: World["github"],
  scope: SecretScope | undefined,
): Access | undefined {
  return scope && github.secretMetadata(scope, SECRET)?.access;
}

describe.concurrent("a rotation of nine targets of three owners", () => {
  it("delivers one live token to all of them, and widens and narrows nothing (I1, I6)", async ({
    world,
  }) => {
    const { token, selectedOf, kept } = furnish(world);
    const before = [selectedOf(3), selectedOf(6)];

    const inputs = { "github-token": token, repository: "", targets: TARGETS };
    expectClean(await run(world, inputs));

    const values = SCOPES.map((scope) =>
      world.github.secretValue(scope, SECRET),
    );
    const [value] = values;
    expect(new Set(values).size).toBe(1);
    const held = world.astra.find(value ?? "");
    expect(held && world.astra.isLive(held.clientId)).toBe(true);
    expect(JSON.stringify([selectedOf(3), selectedOf(6)])).toBe(
      JSON.stringify(before),
    );
    expect(selectedOf(8)).toEqual({ visibility: "selected", selected: kept });
    expect(mutationsOf(world)).toHaveLength(1 + SCOPES.length);
    expect(world.github.secrets()).toHaveLength(SCOPES.length);
  });

  it("makes a new secret of an organization private", async ({ world }) => {
    const targets = "- organization: acme";
    const { github } = world;
    const token = github.issueToken({
      kind: "fine-grained",
      owner: "acme",
      permissions: { organization_secrets: "write" },
    });
    expectClean(
      await run(world, { "github-token": token, repository: "", targets }),
    );
    expect(accessOf(github, SCOPES[3])).toEqual({
      visibility: "private",
      selected: [],
    });
  });

  it("reads every repository once", async ({ world }) => {
    const { token } = furnish(world);
    const inputs = { "github-token": token, repository: "", targets: TARGETS };
    expectClean(await run(world, { ...inputs, "dry-run": "true" }));
    const reads = requestsOf(world).filter((request) =>
      request.endsWith("github.repository.get"),
    );
    expect(reads).toHaveLength(4);
    expect(mutationsOf(world)).toEqual([]);
  });
});

describe.concurrent.each(["ghes-3.17", "ghes-3.18", "ghes-3.19"])(
  "a rotation of all that %s has",
  (description) => {
    it("sends what its description allows", async ({ world }) => {
      const { token } = furnish(world);
      const targets = TARGETS.split(/^(?=- )/mu)
        .filter((target) => !/codespaces|agents/u.test(target))
        .join("");
      const inputs = { "github-token": token, repository: "", targets };
      expectClean(await run(world, { ...inputs, drain: "true" }));
      expect(createWatch(description)(world.history)).toEqual([]);
    });
  },
);
