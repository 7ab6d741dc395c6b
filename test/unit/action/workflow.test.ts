import { describe, expect, it } from "vitest";
import { readWorkflow } from "../../../src/action/workflow.ts";

const ENV = {
  GITHUB_SERVER_URL: "https://github.com",
  GITHUB_REPOSITORY: "acme/web",
  GITHUB_REPOSITORY_ID: "12",
  GITHUB_REPOSITORY_OWNER: "acme",
  GITHUB_REPOSITORY_OWNER_ID: "34",
};

const PREPARE = "the action `prepare-role` of this action's repository";

describe("readWorkflow", () => {
  it("reads what the runner says", () => {
    expect(readWorkflow(ENV)).toEqual({
      server: "https://github.com",
      repository: ["acme", "web"],
      repositoryId: 12,
      account: { login: "acme", id: 34 },
      prepareRole: PREPARE,
      run: "0.0",
    });
  });

  it("knows nothing where the runner says nothing", () => {
    expect(readWorkflow({})).toEqual({
      server: undefined,
      repository: undefined,
      repositoryId: undefined,
      account: undefined,
      prepareRole: PREPARE,
      run: "0.0",
    });
  });

  it.each([
    ["https://GitHub.com/", "https://github.com"],
    ["https://github.com:443", "https://github.com"],
    ["https://ghes.example:8443/", "https://ghes.example"],
    ["http://127.0.0.1:8080", "http://127.0.0.1"],
    ["ftp://github.com", undefined],
    ["github.com", undefined],
    ["", undefined],
  ])("takes the server %s as %s", (url, server) => {
    expect(readWorkflow({ ...ENV, GITHUB_SERVER_URL: url }).server).toBe(
      server,
    );
  });

  it.each(["", "0", "-1", "1.5", "x12", "12 ", "1".repeat(16)])(
    "takes %j for no number",
    (number) => {
      const { repositoryId, account } = readWorkflow({
        ...ENV,
        GITHUB_REPOSITORY_ID: number,
        GITHUB_REPOSITORY_OWNER_ID: number,
      });
      expect([repositoryId, account]).toEqual([undefined, undefined]);
    },
  );

  it.each(["", "acme", "acme/", "/web", "acme/web/x"])(
    "takes %j for no repository",
    (name) => {
      expect(
        readWorkflow({ ...ENV, GITHUB_REPOSITORY: name }).repository,
      ).toBeUndefined();
    },
  );

  it("names the action that makes roles as a workflow uses it", () => {
    const named = (repository: string, ref: string) =>
      readWorkflow({
        GITHUB_ACTION_REPOSITORY: repository,
        GITHUB_ACTION_REF: ref,
      }).prepareRole;
    expect(named("acme/rotator", "v1")).toBe(
      "`uses: acme/rotator/prepare-role@v1`",
    );
    expect(named("acme/rotator\n", "v1")).toBe(PREPARE);
    expect(named("acme/rotator", "")).toBe(PREPARE);
  });
});

describe("the name of a run", () => {
  it.each([
    ["16020123456", "1", "7cxyudc.1"],
    [undefined, undefined, "0.0"],
    ["", "", "0.0"],
    ["12x", "-1", "0.0"],
    ["9".repeat(16), "99999", "2qgpckvng1s.55r"],
    ["9".repeat(17), "36", "0.10"],
  ])("is short: %s and %s give %s", (id, attempt, name) => {
    const { run } = readWorkflow({
      GITHUB_RUN_ID: id,
      GITHUB_RUN_ATTEMPT: attempt,
    });
    expect(run).toBe(name);
    expect(run).toMatch(/^[0-9a-z]{1,11}\.[0-9a-z]{1,3}$/u);
  });
});
