import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holdsToken, quote } from "../../../../src/action/inputs/quote.ts";
import { madeUpAstraToken } from "./parsed-inputs.ts";

/** Text with plenty of what runners, terminals and Markdown act upon. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "::",
        ":",
        "##[",
        "#",
        "[",
        "\n",
        "\r",
        "\u001b[31m",
        "\u202e",
        "\u2028",
        "<b>",
        "`",
        "|",
        "%0A",
        "AstraCS:",
        "ghp_",
      ),
      fc.string({ unit: "binary" }),
    ),
  )
  .map((parts) => parts.join(""));

describe("quote", () => {
  it.each([
    ["plain", "“plain”"],
    ["", "“”"],
    ["two\nlines\r\nand a tab\t", "“two?lines?and a tab?”"],
    ["::error::boo", "“:·error:·boo”"],
    ["::::", "“:·:·”"],
    ["##[group]", "“#·[group]”"],
    ["###[group]", "“##·[group]”"],
    ["<img src=x>`|", "“?img src=x???”"],
    ["\u202eevil\u200b", "“?evil?”"],
    ["Prüfung 生产 🚀", "“Prüfung 生产 🚀”"],
    ["x".repeat(60), `“${"x".repeat(60)}”`],
    ["x".repeat(61), `“${"x".repeat(60)}…”`],
    ["🚀".repeat(61), `“${"🚀".repeat(60)}…”`],
  ])("makes %j inert", (text, quoted) => {
    expect(quote(text)).toBe(quoted);
  });

  it("leaves nothing that a runner, a terminal or Markdown acts upon, whatever it is given (I10)", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const quoted = quote(text);
        expect(quoted).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029<>`|]|::|##\[/u);
        expect(Array.from(quoted).length).toBeLessThanOrEqual(63);
      }),
    );
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
