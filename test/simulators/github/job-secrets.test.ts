import { describe, expect, it } from "vitest";
import { startAcme, webScope } from "./test-github.ts";

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
