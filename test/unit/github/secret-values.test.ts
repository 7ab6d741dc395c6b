import { describe, expect, it } from "vitest";
import {
  secretValues,
  writtenNames,
} from "../../../src/github/secret-values.ts";
import { Secret } from "../../../src/rotation/secret.ts";

const CREDENTIAL = {
  clientId: "the-id",
  clientSecret: new Secret('the "secret"'),
  token: new Secret("the-token"),
  organization: "organization-1",
  roles: [],
  generatedOn: undefined,
  expiresOn: undefined,
};

const ALL = { token: "T", clientId: "I", clientSecret: "S", json: "J" };

describe("the secrets of a target", () => {
  it("are the names that are set, in a fixed order", () => {
    expect(writtenNames(ALL)).toEqual(["T", "I", "S", "J"]);
    expect(writtenNames({ json: "J" })).toEqual(["J"]);
    expect(writtenNames({})).toEqual([]);
  });

  it("hold the three strings, and all of them on one line", () => {
    const values = secretValues(ALL, CREDENTIAL).map(
      ([name, value]) => [name, value.expose()] as const,
    );
    expect(values).toEqual([
      ["T", "the-token"],
      ["I", "the-id"],
      ["S", 'the "secret"'],
      [
        "J",
        String.raw`{"clientId":"the-id","secret":"the \"secret\"","token":"the-token"}`,
      ],
    ]);
  });

  it("are none that is not named", () => {
    const names = secretValues({ clientId: "I" }, CREDENTIAL).map(
      ([name]) => name,
    );
    expect(names).toEqual(["I"]);
  });
});
