import { describe, expect, it } from "vitest";
import {
  code,
  escaped,
  folded,
  prose,
  table,
} from "../../../../src/action/report/markup.ts";

/** Characters that Markdown, GitHub or HTML act upon wherever they stand. */
const ACTIVE = Array.from("\\*{}[]<>|&#~!`@$");

const entity = (character: string): string =>
  `&#${String(character.codePointAt(0))};`;

describe("text without markup (I10)", () => {
  it.each(ACTIVE)("has no %s of its own", (character) => {
    expect(escaped(`a${character}b`)).toBe(`a${entity(character)}b`);
  });

  it("keeps every other character as it is", () => {
    const text = `AZaz09 .,;-+=()"'/?%^ Prüfung 生产 🚀`;
    expect(escaped(text)).toBe(text);
  });

  it.each([
    ["_emphasis_", "&#95;emphasis&#95;"],
    ["SECRET_NAME", "SECRET_NAME"],
    ["a_1", "a_1"],
    ["1_Z", "1_Z"],
    ["z_A", "z_A"],
    ["Z_9", "Z_9"],
    ["9_a", "9_a"],
    ["a_", "a&#95;"],
    ["_a", "&#95;a"],
    ["ä_a", "ä&#95;a"],
    ["a__b", "a&#95;&#95;b"],
  ])("takes underscores within words for what they are: %s", (text, shown) => {
    expect(escaped(text)).toBe(shown);
  });

  it.each([
    [":rocket:", "&#58;rocket:"],
    ["a: b", "a: b"],
    ["12:30", "12:30"],
    ["https://x", "https&#58;//x"],
    ["end:", "end:"],
  ])("has no emoji and no address: %s", (text, shown) => {
    expect(escaped(text)).toBe(shown);
  });

  it.each([
    ["www.example.com", "www&#46;example.com"],
    ["WWW.example.com", "WWW&#46;example.com"],
    ["example.com", "example.com"],
  ])("has no link: %s", (text, shown) => {
    expect(escaped(text)).toBe(shown);
  });

  it.each(["\n", "\r", "\r\n", "\u2028", "\u2029", "\n\n\n"])(
    "is one line: %j",
    (end) => {
      expect(escaped(`a${end}b`)).toBe("a b");
    },
  );
});

describe("a sentence of the project's own", () => {
  it("has code between backticks, and no other markup", () => {
    expect(prose("set `a*b` to *c* or `d`")).toBe(
      "set <code>a&#42;b</code> to &#42;c&#42; or <code>d</code>",
    );
  });

  it("begins with code where it says so", () => {
    expect(prose("`a` b")).toBe("<code>a</code> b");
  });
});

describe("code", () => {
  it("is text without markup", () => {
    expect(code("<b>")).toBe("<code>&#60;b&#62;</code>");
  });
});

describe("a table", () => {
  it("has heads, a line and rows, and ends in a blank line", () => {
    expect(
      table(
        ["A", "B"],
        [
          ["1", "2"],
          ["3", "4"],
        ],
      ),
    ).toEqual(["| A | B |", "| --- | --- |", "| 1 | 2 |", "| 3 | 4 |", ""]);
  });

  it("is nothing without rows", () => {
    expect(table(["A"], [])).toEqual([]);
  });
});

describe("something to unfold", () => {
  it("has an inert title above its lines", () => {
    expect(folded("<t>", ["line"])).toEqual([
      "<details>",
      "<summary>&#60;t&#62;</summary>",
      "",
      "line",
      "</details>",
      "",
    ]);
  });

  it("is nothing without lines", () => {
    expect(folded("t", [])).toEqual([]);
  });
});
