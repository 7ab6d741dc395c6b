import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inert } from "../../../src/rotation/inert.ts";

/** Text with much that runners, terminals and Markdown act upon. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...["::", ":", "##[", "#", "[", "\n", "\r", "\u001b[31m"],
        ...["\u202e", "\u2028", "\ud800", "<b>", "`", "|", "%0A"],
      ),
      fc.string({ unit: "binary" }),
    ),
  )
  .map((parts) => parts.join(""));

describe("inert text", () => {
  it.each([
    "plain",
    "",
    "customer%2Fproduction",
    "prod (eu) #1",
    "<img src=x>`|",
    "a:b #[c] \\n",
    "Prüfung 生产 🚀",
    "x".repeat(60),
  ])("is what was written: %j", (text) => {
    expect(inert(text, 60)).toBe(text);
  });

  it.each([
    ["two\nlines\r\nand a tab\t", "two\\nlines\\r\\nand a tab\\t"],
    ["\u202eevil\u200b", "\\u{202e}evil\\u{200b}"],
    ["\u0000\u001b[1m\u2028\u2029", "\\u{0}\\u{1b}[1m\\u{2028}\\u{2029}"],
    ["a\ud800b", "a\\u{d800}b"],
    ["::error::boo", ":·:error:·:boo"],
    [":::", ":·:·:"],
    ["##[group]", "##·[group]"],
    ["###[group]", "###·[group]"],
  ])("is printable and no command: %j", (text, shown) => {
    expect(inert(text, 60)).toBe(shown);
  });

  it.each([
    ["x".repeat(61), `${"x".repeat(60)}…`],
    ["🚀".repeat(31), `${"🚀".repeat(30)}…`],
    [`${"x".repeat(59)}🚀`, `${"x".repeat(59)}…`],
    [`${"x".repeat(59)}\n`, `${"x".repeat(59)}…`],
    [`${"x".repeat(58)}\n`, `${"x".repeat(58)}\\n`],
  ])("is cut between characters: %j", (text, shown) => {
    expect(inert(text, 60)).toBe(shown);
  });

  it("has nothing that a runner or a terminal acts upon, whatever it is made of (I10)", () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 80 }), (text, length) => {
        const shown = inert(text, length);
        expect(shown).not.toMatch(/[\p{C}\u2028\u2029]|::|##\[/u);
        expect(shown.length).toBeLessThanOrEqual(length + 1);
      }),
    );
  });
});
