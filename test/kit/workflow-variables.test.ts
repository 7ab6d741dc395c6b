import { describe, expect, it, onTestFinished } from "vitest";
import { workflowVariables } from "./workflow-variables.ts";
import { startWorld } from "./world.ts";

describe("the variables that say where a workflow runs", () => {
  it("hold the number that the simulated GitHub has given the repository", async () => {
    const world = await startWorld();
    onTestFinished(() => world.close());
    const inputs = { "github-api-url": world.github.url };
    const { id } = world.repository;
    expect(workflowVariables(inputs)).toEqual({
      GITHUB_SERVER_URL: "https://github.com",
      GITHUB_REPOSITORY: "acme/web",
      GITHUB_REPOSITORY_ID: String(id),
    });
    world.github.renameRepository(world.repository, { name: "site" });
    const renamed = { GITHUB_REPOSITORY: "acme/site" };
    const variables = workflowVariables(inputs, renamed);
    expect(variables["GITHUB_REPOSITORY_ID"]).toBe(String(id));
  });

  it("hold one number of their own for a repository that no simulator has", () => {
    const idOf = (name: string) =>
      workflowVariables({}, { GITHUB_REPOSITORY: name })[
        "GITHUB_REPOSITORY_ID"
      ];
    expect(idOf("acme/ops")).toMatch(/^9\d{8}$/u);
    expect(idOf("acme/ops")).toBe(idOf("Acme/Ops"));
    expect(idOf("acme/ops")).not.toBe(idOf("acme/api"));
  });
});
