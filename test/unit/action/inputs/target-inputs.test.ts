import { describe, expect, it } from "vitest";
import { InputReader } from "../../../../src/action/inputs/reader.ts";
import { readTargets } from "../../../../src/action/inputs/target-inputs.ts";
import type { Given } from "./parsed-inputs.ts";

function read(given: Given, own?: string) {
  const reader = new InputReader((name) => given[name]);
  const targets = readTargets(reader, own);
  return { targets, problems: reader.problems };
}

const repository = (owner: string, name: string) => ({
  kind: "repository",
  store: "actions",
  owner,
  repository: name,
});

const NOWHERE = repository("", "");

describe("the target", () => {
  it("is the workflow's own repository unless told", () => {
    expect(read({}, "acme/ops")).toEqual({
      targets: [repository("acme", "ops")],
      problems: [],
    });
    expect(read({ repository: "acme/web" }, "acme/ops")).toEqual({
      targets: [repository("acme", "web")],
      problems: [],
    });
  });

  it("may be an environment of it", () => {
    const given = { repository: "acme/web", environment: "production / eu" };
    expect(read(given)).toEqual({
      targets: [
        {
          kind: "environment",
          store: "actions",
          owner: "acme",
          repository: "web",
          environment: "production / eu",
        },
      ],
      problems: [],
    });
  });

  it("has to be somewhere", () => {
    expect(read({})).toEqual({
      targets: [NOWHERE],
      problems: [
        {
          input: "repository",
          problem: "is empty.",
          allowed: "owner/name, not a URL.",
        },
      ],
    });
  });

  it("is told what is wrong with its names", () => {
    const given = { repository: "web", environment: ".." };
    const { problems } = read(given);
    expect(problems).toEqual([
      {
        input: "repository",
        problem: "“web” is not a valid repository.",
        allowed: "owner/name, not a URL.",
      },
      {
        input: "environment",
        problem: "“..” is not a valid environment.",
        allowed: "the name of an existing environment, at most 255 characters.",
      },
    ]);
  });
});

describe("several targets", () => {
  it("come in the order in which they are listed", () => {
    const targets = "- repository: acme/web\n- repository: acme/api";
    expect(read({ targets }, "acme/ops")).toEqual({
      targets: [repository("acme", "web"), repository("acme", "api")],
      problems: [],
    });
  });

  it("are not said twice", () => {
    const targets = "- repository: acme/web";
    const given = { targets, repository: "acme/web", environment: "x" };
    const { problems } = read(given);
    const both = {
      problem: "cannot be combined with targets.",
      allowed: "either targets, or repository and environment.",
    };
    expect(problems).toEqual([
      { input: "repository", ...both },
      { input: "environment", ...both },
    ]);
  });

  it("are told what is wrong with them, in the line and column as written", () => {
    const { targets, problems } = read({
      targets: "\n\n  - repository: web\n",
    });
    expect(targets).toEqual([NOWHERE]);
    expect(problems).toEqual([
      {
        input: "targets",
        problem: "line 3, column 17: “web” is not a valid repository.",
        allowed: "owner/name, not a URL.",
      },
    ]);
  });

  it("are told 50 problems at most", () => {
    const { problems } = read({
      targets: "- repository: web\n".repeat(60),
    });
    expect(problems).toHaveLength(50);
  });
});
