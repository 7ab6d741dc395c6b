import { describe, expect } from "vitest";
import { expectOneError, it, mutationsOf, run } from "../scenario.ts";
import type { World } from "../../kit/world.ts";

/** Runs over targets with a token that may do everything at acme, and gives the one error. */
async function refused(
  world: World,
  targets: string,
  inputs: Readonly<Record<string, string>> = {},
): Promise<string> {
  const token = world.github.issueToken({
    kind: "classic",
    scopes: ["repo", "admin:org"],
    owners: ["acme"],
  });
  const error = expectOneError(
    await run(world, {
      "github-token": token,
      repository: "",
      targets,
      ...inputs,
    }),
  );
  expect(mutationsOf(world)).toEqual([]);
  return error;
}

describe.concurrent("targets that cannot be used", () => {
  it("stop the run before anything is minted, all of them named at once", async ({
    world,
  }) => {
    const { github } = world;
    const add = (name: string) => github.addRepository({ owner: "acme", name });
    github.archive(add("old"));
    github.renameRepository(add("before"), { name: "after" });
    github.addOrganization("globex");
    github.renameRepository(add("gone"), { owner: "globex" });

    const error = await refused(
      world,
      `
- repository: acme/web
- repository: acme/old
- repository: acme/before
- repository: acme/none
- repository: acme/web
  environment: prodution
- repository: acme/web
  store: dependabot
- organization: nobody
- organization: acme
  visibility: selected
  repositories: [web, missing]
`,
    );

    for (const part of [
      "acme/old is archived",
      "acme/before was renamed or transferred: it is now acme/after",
      "does not show acme/none",
      "There is no environment “prodution” of acme/web",
      "does not show organization nobody",
      "does not show acme/missing",
    ]) {
      expect(error).toContain(part);
    }
  });

  it("are named with the permission that the token lacks, in words of its kind", async ({
    world,
  }) => {
    const { github } = world;
    const token = github.issueToken({
      kind: "fine-grained",
      owner: "acme",
      permissions: { secrets: "write" },
    });
    const error = await refused(
      world,
      `
- repository: acme/web
- repository: acme/web
  environment: production / eu
- repository: acme/web
  store: dependabot
- repository: acme/web
  store: codespaces
- repository: acme/web
  store: agents
- organization: acme
- organization: acme
  store: dependabot
- organization: acme
  store: codespaces
- organization: acme
  store: agents
`,
      { "github-token": token },
    );
    for (const permission of [
      "“Environments: read and write”",
      "“Dependabot secrets: read and write”",
      "“Codespaces secrets: read and write”",
      "“Agent secrets: read and write”",
      "“Secrets: read and write” of the organization",
      "“Organization dependabot secrets: read and write” of the organization",
      "“Organization codespaces secrets: read and write” of the organization",
      "“Agent secrets: read and write” of the organization",
    ]) {
      expect(error).toContain(permission);
    }
  });

  it("are an organization's secret that has no list to keep", async ({
    world,
  }) => {
    const targets = "- organization: acme\n  visibility: selected";
    const error = await refused(world, targets);
    expect(error).toContain("has no list of selected repositories");
  });

  it("are an organization's secret whose list does not show everything (I6)", async ({
    world,
  }) => {
    const { github, repository } = world;
    github.setSecretByHand(
      { store: "actions", kind: "organization", organization: "acme" },
      "ASTRA_DB_APPLICATION_TOKEN",
      "set by hand",
      { visibility: "selected", selected: [repository.id] },
    );
    world.setGate(({ operation }) =>
      operation === "github.actions.organization.list-repositories"
        ? {
            kind: "rewrite",
            rewrite: (answer) => ({
              ...answer,
              body: String(answer.body).replace(
                '"total_count":1',
                '"total_count":2',
              ),
            }),
          }
        : { kind: "pass" },
    );
    const error = await refused(world, "- organization: acme");
    expect(error).toContain("does not show all 2 repositories");
  });
});
