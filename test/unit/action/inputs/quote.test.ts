import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holdsToken, quote } from "../../../../src/action/inputs/quote.ts";
import { madeUpAstraToken } from "./parsed-inputs.ts";

describe("quote", () => {
  it.each([
    ["plain", "“plain”"],
    ["", "“”"],
    ["customer%2Fproduction", "“customer%2Fproduction”"],
    ["prod (eu) #1 <b> `a|b`", "“prod (eu) #1 <b> `a|b`”"],
    ["::error::\n", "“:·:error:·:\\n”"],
    ["x".repeat(61), `“${"x".repeat(60)}…”`],
  ])("shows %j as %s", (text, quoted) => {
    expect(quote(text)).toBe(quoted);
  });

  it("says that there is a token in place of showing it (I5)", () => {
    expect(quote(madeUpAstraToken())).toBe("a token, which is not shown here,");
  });

  it.each([
    ["AstraCS:", true],
    ["astracs:", false],
    ["github_pat_", true],
    [`gho_${"a1B2".repeat(4)}`, true],
    [`gho_${"a1B".repeat(5)}`, false],
    [`gh1_${"a1B2".repeat(4)}`, false],
    [`gho_${"a-B2".repeat(4)}`, false],
    ["-----BEGIN RSA PRIVATE KEY-----", true],
    ["MIIE", true],
    ["MII+", true],
    ["MII/", true],
    ["MII9", true],
    ["MII", false],
    ["MII!", false],
    ["xMIIE", false],
  ])("knows by its form whether %s is one: %s", (text, isToken) => {
    expect(holdsToken(text)).toBe(isToken);
  });

  it("shows no part of a token, wherever it stands (I5)", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom(
          madeUpAstraToken(),
          "github_pat_11ABCDEFG",
          `ghs_${"a1B2".repeat(9)}`,
          `gho_${"a1B2".repeat(9)}`,
        ),
        fc.string(),
        (before, token, after) => {
          const text = `${before}${token}${after}`;
          expect(holdsToken(text)).toBe(true);
          expect(quote(text)).toBe(quote(token));
          expect(quote(text)).not.toContain(token.slice(4, 12));
        },
      ),
    );
  });
});
