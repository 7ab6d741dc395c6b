import { describe, expect, it } from "vitest";
import {
  ALIAS,
  type Path,
  YamlText,
} from "../../../../src/action/inputs/yaml-text.ts";

const at = (line: number, column: number) => ({ line, column });

describe("the data of a YAML text", () => {
  it("is what YAML 1.2 says", () => {
    const text = "- name: web\n  tags: [a, 1, true]\n- {}\n- ";
    expect(new YamlText(text).value).toEqual([
      { name: "web", tags: ["a", 1, true] },
      {},
      null,
    ]);
    expect(new YamlText("yes").value).toBe("yes");
    expect(new YamlText("").value).toBeNull();
  });

  it("has no prototypes, so that no key means more than it says", () => {
    const [object] = new YamlText("- __proto__: x").value as [object];
    expect(Object.getPrototypeOf(object)).toBeNull();
    expect(Object.entries(object)).toEqual([["__proto__", "x"]]);
  });

  it("has aliases and merge keys unresolved", () => {
    const text = "- &a {b: c}\n- *a\n- <<: *a\n- [*a]";
    expect(new YamlText(text).value).toEqual([
      { b: "c" },
      ALIAS,
      { "<<": ALIAS },
      [ALIAS],
    ]);
  });

  it("does not grow by its aliases", () => {
    const more = Array.from({ length: 60 }, (_, n) => {
      const earlier = `*a${String(n)}`;
      return `- &a${String(n + 1)} [${earlier}, ${earlier}]`;
    });
    const { value } = new YamlText(["- &a0 x", ...more].join("\n"));
    expect(JSON.stringify(value).length).toBeLessThan(1_000);
  });

  it("survives any depth", () => {
    expect(() => new YamlText("[".repeat(100_000))).not.toThrow();
  });

  it("has an empty key for one that is no scalar", () => {
    expect(new YamlText("{[a]: 1, 2: 3}").value).toEqual({ "": 1, "2": 3 });
  });
});

describe("a position", () => {
  const text = "- name: web\n  tags: [a,\n    b]\n- {none}\n-\n";
  const positionOf = (path: Path, part?: "key") =>
    new YamlText(text).positionOf(path, part);

  it.each([
    [[], at(1, 1)],
    [[0], at(1, 3)],
    [[0, "name"], at(1, 9)],
    [[0, "tags"], at(2, 9)],
    [[0, "tags", 1], at(3, 5)],
  ])("is the one of the value at %j", (path, position) => {
    expect(positionOf(path)).toEqual(position);
  });

  it("is the one of the key where that is meant or there is no value", () => {
    expect(positionOf([0, "tags"], "key")).toEqual(at(2, 3));
    const nested = new YamlText("- a: {b: c}");
    expect(nested.positionOf([0, "a", "b"], "key")).toEqual(at(1, 7));
    expect(positionOf([1, "none"])).toEqual(at(4, 4));
  });

  it("is the one of the parent where there is no key", () => {
    expect(positionOf([0, "other"])).toEqual(at(1, 3));
    expect(positionOf([0, "other"], "key")).toEqual(at(1, 3));
    expect(positionOf([0, "tags", 5])).toEqual(at(2, 9));
  });

  it("is the first one in an empty text", () => {
    expect(new YamlText("").positionOf([])).toEqual(at(1, 1));
  });
});

describe("a syntax error", () => {
  it("is none in YAML 1.2", () => {
    expect(new YamlText("- &a !x name: b").errors).toEqual([]);
  });

  it.each([
    ["- name: a\n  name: b", at(2, 3), "duplicate key."],
    ["- name: a\n---\n- name: b", at(2, 1), "a second document starts here."],
    ["- tags: [a\n- name: b", at(2, 1), "wrong indentation."],
    [
      "- name: 'a",
      at(1, 11),
      "a dash, a quotation mark or a bracket is missing.",
    ],
    ["-\n\tname: a", at(2, 1), "a tab is used for indentation."],
    ["- name: @a", at(1, 9), "invalid YAML (BAD_SCALAR_START)."],
  ])("is reported with its position: %j", (text, position, error) => {
    expect(new YamlText(text).errors).toContainEqual({ at: position, error });
  });

  it("does not quote the text", () => {
    const { errors } = new YamlText("- hunter2: [}");
    expect(errors).not.toEqual([]);
    expect(JSON.stringify(errors)).not.toContain("hunter2");
  });
});
