import { describe, expect } from "vitest";
import { runVirtually } from "../../kit/virtual-run.ts";
import { REPOSITORY_SCOPE } from "../../kit/world.ts";
import { SECRET } from "../scenario.ts";
import { it } from "./frozen-world.ts";

const RENAMED_SCOPE = {
  store: "actions",
  kind: "repository",
  owner: "acme",
  name: "site",
} as const;

describe("a repository that was replaced under its name", () => {
  it.for([
    { servesPathsById: true, acceptUnopenableBoxes: false },
    { servesPathsById: true, acceptUnopenableBoxes: true },
    { servesPathsById: false, acceptUnopenableBoxes: false },
    { servesPathsById: false, acceptUnopenableBoxes: true },
  ])(
    "is not written to, whatever the server accepts: %o (I6)",
    async (behaviour, { world }) => {
      const { github, repository, astra } = world;
      github.setBehaviour(behaviour);
      const { outcome } = await runVirtually(
        world,
        {},
        {
          onStep: ({ kind }) => {
            if (kind !== "minted") return;
            github.deleteRepository(repository);
            github.addRepository({ owner: "acme", name: "web" });
          },
        },
      );
      expect(outcome.error?.code).toBe("target-missing");
      expect(github.secrets()).toEqual([]);
      expect(astra.liveTokens()).toHaveLength(1);
    },
  );

  it.for([true, false])(
    "is not mistaken for one whose key has changed, with paths by id: %s",
    async (servesPathsById, { world }) => {
      const { github } = world;
      github.setBehaviour({ servesPathsById });
      const { outcome } = await runVirtually(
        world,
        {},
        {
          onStep: ({ kind }) => {
            if (kind === "minted") github.rotateKey(REPOSITORY_SCOPE);
          },
        },
      );
      expect(outcome.error).toBeUndefined();
      expect(github.secretValue(REPOSITORY_SCOPE, SECRET)).toMatch(
        /^AstraCS:/u,
      );
    },
  );

  it("is told from one that was only renamed, which is written to by id, with its changed key", async ({
    world,
  }) => {
    const { github, repository } = world;
    const { outcome } = await runVirtually(
      world,
      {},
      {
        onStep: ({ kind }) => {
          if (kind !== "minted") return;
          github.renameRepository(repository, { name: "site" });
          github.rotateKey(RENAMED_SCOPE);
        },
      },
    );
    expect(outcome.error).toBeUndefined();
    expect(github.secretValue(RENAMED_SCOPE, SECRET)).toMatch(/^AstraCS:/u);
  });

  it("is not mistaken for a server that serves no paths by id", async ({
    world,
  }) => {
    const { github } = world;
    github.setBehaviour({ servesPathsById: false });
    const { outcome } = await runVirtually(world, {});
    expect(outcome.error).toBeUndefined();
    expect(github.secrets()).toHaveLength(1);
  });
});
