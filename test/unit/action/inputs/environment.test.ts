import { describe, expect, it } from "vitest";
import {
  environmentProblems,
  readEnvironment,
} from "../../../../src/action/inputs/environment.ts";

const PROXY = "http://user:canary-word@one:1";

/** Reads an environment, and keeps what was masked. */
function reading(env: Record<string, string>) {
  const masked: string[] = [];
  const left = { ...env };
  const read = readEnvironment(left, (secret) => masked.push(secret));
  return { ...read, masked: masked.filter((text) => text !== ""), left };
}

describe("the environment of a run", () => {
  it("has its secrets masked, and no longer holds those of inputs (I5)", () => {
    const { masked, left } = reading({
      "INPUT_ASTRA-TOKEN": "one",
      "INPUT_GITHUB-TOKEN": "two",
      "INPUT_GITHUB-APP-PRIVATE-KEY": "three",
      "INPUT_PREVIOUS-TOKEN": "four",
      INPUT_ROLE: "a role",
      https_proxy: PROXY,
    });
    expect(masked).toEqual([
      ...["one", "two", "three", "four"],
      ...["canary-word", "canary-word", "canary-word"],
      Buffer.from("user:canary-word").toString("base64"),
    ]);
    expect(left).toEqual({ INPUT_ROLE: "a role", https_proxy: PROXY });
  });

  it("is refused with the problems of its inputs and its own, all at once", () => {
    const { parsed } = reading({
      INPUT_OVERLAP: "soon",
      ALL_PROXY: "http://user:canary@2024@one:1",
      NODE_TLS_REJECT_UNAUTHORIZED: "0",
    });
    const problems = parsed.ok ? [] : parsed.problems;
    expect(problems.map(({ input }) => input)).toEqual(
      expect.arrayContaining([
        ...["NODE_TLS_REJECT_UNAUTHORIZED", "ALL_PROXY", "overlap"],
      ]),
    );
    expect(JSON.stringify(problems)).not.toMatch(/canary|2024/u);
  });

  it("may name a proxy", () => {
    expect(environmentProblems({ https_proxy: PROXY })).toEqual([]);
  });
});
