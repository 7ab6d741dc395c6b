import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputReader } from "../../../../src/action/inputs/reader.ts";
import { readSecretNames } from "../../../../src/action/inputs/secret-names.ts";
import type { Given } from "./parsed-inputs.ts";

function read(given: Given) {
  const reader = new InputReader((name) => given[name]);
  return { names: readSecretNames(reader), problems: reader.problems };
}

describe("the names of the secrets", () => {
  it("are told what is allowed", () => {
    const allowed =
      "letters, digits and underscores, not starting with a digit or GITHUB_, at most 255 characters; case-insensitive.";
    const bad = read({
      "secret-name": "1",
      "secret-name-client-id": "GITHUB_A",
      "secret-name-client-secret": "S",
      "secret-name-json": "s",
    });
    expect(bad.problems).toEqual([
      {
        input: "secret-name",
        problem: "“1” is not a valid secret name.",
        allowed,
      },
      {
        input: "secret-name-client-id",
        problem: "“GITHUB_A” starts with GITHUB_.",
        allowed,
      },
      {
        input: "secret-name-json",
        problem: "“s” is the same secret as secret-name-client-secret.",
        allowed: "a different name for each.",
      },
    ]);
  });

  it("are at least one", () => {
    expect(read({ "secret-name": "" }).problems).toEqual([
      {
        input: "secret-name",
        problem:
          "no secret name is set, so the token would be written nowhere.",
        allowed:
          "a name in at least one of secret-name, secret-name-client-id, secret-name-client-secret, secret-name-json.",
      },
    ]);
  });

  it("are the documented one when nothing is set", () => {
    expect(read({})).toEqual({
      names: { token: "ASTRA_DB_APPLICATION_TOKEN" },
      problems: [],
    });
  });

  it("are kept in upper case, as GitHub does", () => {
    expect(
      read({
        "secret-name": "token",
        "secret-name-client-id": " Client_Id ",
        "secret-name-client-secret": "_secret",
        "secret-name-json": "J1",
      }),
    ).toEqual({
      names: {
        token: "TOKEN",
        clientId: "CLIENT_ID",
        clientSecret: "_SECRET",
        json: "J1",
      },
      problems: [],
    });
  });

  it("leave the token out where its name is blank on purpose", () => {
    expect(read({ "secret-name": " ", "secret-name-json": "J" })).toEqual({
      names: { json: "J" },
      problems: [],
    });
  });

  it.each([
    ["1ST", "is not a valid secret name."],
    ["A-B", "is not a valid secret name."],
    ["A B", "is not a valid secret name."],
    ["Ä", "is not a valid secret name."],
    // Letters that only turn into ASCII ones when put in upper case.
    ["ſecret", "is not a valid secret name."],
    ["ıd", "is not a valid secret name."],
    ["straße", "is not a valid secret name."],
    ["A".repeat(256), "is not a valid secret name."],
    ["../A", "is not a valid secret name."],
    ["GITHUB_X", "starts with GITHUB_."],
    ["github_x", "starts with GITHUB_."],
    [`ghp_${"a1".repeat(20)}`, "is not a valid secret name."],
  ])("are refused when one is %j", (name, problem) => {
    for (const input of [
      "secret-name",
      "secret-name-client-id",
      "secret-name-client-secret",
      "secret-name-json",
    ]) {
      const { problems } = read({ [input]: name });
      expect(problems.map((one) => one.input)).toEqual([input]);
      expect(problems[0]?.problem).toContain(problem);
    }
  });

  it("are allowed at their limits", () => {
    for (const name of ["A", "_", "A".repeat(255), "GITHUB", "GITHUBX_"]) {
      expect(read({ "secret-name": name }).problems).toEqual([]);
    }
  });

  it("are refused when two are the same, letter case ignored, with both inputs named", () => {
    const { problems } = read({
      "secret-name-client-id": "Same",
      "secret-name-json": "sAME",
    });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ input: "secret-name-json" });
    expect(problems[0]?.problem).toContain("secret-name-client-id");
  });

  it("are refused when there is none at all", () => {
    expect(read({ "secret-name": "" }).problems).toHaveLength(1);
  });

  it("are either names that GitHub takes, all different, or a problem", () => {
    const name = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,5}$/u),
    );
    fc.assert(
      fc.property(name, name, (one, other) => {
        const { names, problems } = read({
          "secret-name": one,
          "secret-name-json": other,
        });
        if (problems.length > 0) return;
        const all = Object.values(names) as string[];
        expect(all.length).toBeGreaterThan(0);
        expect(new Set(all).size).toBe(all.length);
        for (const kept of all) {
          expect(kept).toMatch(/^(?!GITHUB_)[A-Z_][A-Z0-9_]{0,254}$/u);
        }
      }),
    );
  });
});
