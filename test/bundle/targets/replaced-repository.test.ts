import { describe, expect } from "vitest";
import { runVirtually } from "../../kit/virtual-run.ts";
import { it } from "./frozen-world.ts";

describe("a repository that was replaced under its name", () => {
  it.for([true, false])(
    "is not written to, on a server that serves paths by id: %s (I6)",
    async (servesPathsById, { world }) => {
      const { github, repository, astra } = world;
      github.setBehaviour({ servesPathsById });
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
