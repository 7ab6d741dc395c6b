import { describe, expect, it } from "vitest";
import { readYamlList } from "../../../../src/action/inputs/yaml-list.ts";

const SHAPE = { keys: ["name", "tags"], lists: ["tags"], maxEntries: 3 };

const read = (text: string) => readYamlList(text, SHAPE);

const FORM = "a YAML list whose entries have the keys name, tags.";

const at = (line: number, column: number) => ({ line, column });

/** The only problem of a text, as `line:column problem (allowed)`. */
function problemOf(text: string): string {
  const { problems } = read(text);
  expect(problems).toHaveLength(1);
  const [problem] = problems;
  if (problem === undefined) return "";
  const { line, column } = problem.at;
  return `${String(line)}:${String(column)} ${problem.problem} (${problem.allowed})`;
}

describe("a YAML list of mappings", () => {
  it("gives texts and lists with their places", () => {
    const { entries, problems } = read(
      "- name: web\n  tags: [a, b]\n- name: 'api'",
    );
    expect(problems).toEqual([]);
    expect(entries.map((entry) => entry.at)).toEqual([at(1, 3), at(3, 3)]);
    expect(entries.map(({ fields }) => Object.fromEntries(fields))).toEqual([
      {
        name: { kind: "text", at: at(1, 9), text: "web" },
        tags: {
          kind: "list",
          at: at(2, 9),
          items: [
            { at: at(2, 10), text: "a" },
            { at: at(2, 13), text: "b" },
          ],
        },
      },
      { name: { kind: "text", at: at(3, 9), text: "api" } },
    ]);
  });

  it.each([
    ["", `1:1 there is no list. (${FORM})`],
    ["[]", `1:1 there is no list. (${FORM})`],
    ["\n  {}", `2:3 there is no list. (${FORM})`],
    ["text", `1:1 there is no list. (${FORM})`],
    ["- text", `1:3 this entry has no keys. (${FORM})`],
    ["- other: 1", "1:3 “other” is not a key. (name, tags.)"],
    ["- [a]: 1", "1:3 “” is not a key. (name, tags.)"],
    ["- name:", "1:8 name has no text. (a text.)"],
    ["- name: [a]", "1:9 name has no text. (a text.)"],
    [
      "- name: 1",
      "1:9 name is not a text but a number. (a text; put it in quotes.)",
    ],
    [
      "- name: true",
      "1:9 name is not a text but a boolean. (a text; put it in quotes.)",
    ],
    [
      "- tags: a",
      "1:9 tags is no list. (a list of names, such as [web, api].)",
    ],
    ["- tags: []", "1:9 tags is empty. (a list of names, such as [web, api].)"],
    [
      "- tags: [1]",
      "1:10 tags is not a text but a number. (a text; put it in quotes.)",
    ],
    ["- {tags}", "1:4 tags is no list. (a list of names, such as [web, api].)"],
    ["- {name}", "1:4 name has no text. (a text.)"],
  ])("is told what is wrong with %j", (text, problem) => {
    expect(problemOf(text)).toBe(problem);
  });

  it("has no entries but those with keys", () => {
    for (const text of ["", "text", "{}", "- text", "- [a]"]) {
      expect(read(text).entries).toEqual([]);
    }
  });

  it("takes no alias", () => {
    const { problems } = read("- name: &a web\n- name: *a");
    expect(problems).toEqual([
      {
        at: at(2, 9),
        problem: "name is an alias.",
        allowed: "the text itself.",
      },
    ]);
  });

  it.each([
    ["- name: a\n  name: b", "2:3 this key is there twice. (YAML 1.2.)"],
    [
      "- name: a\n---\n- name: b",
      "2:1 a second document begins here. (YAML 1.2.)",
    ],
    ["- tags: [a\n- name: b", "2:1 the indentation is wrong. (YAML 1.2.)"],
    [
      "- name: 'a",
      "something is missing here: a dash, a quote or a bracket. (YAML 1.2.)",
    ],
    ["-\n\tname: a", "a tab stands where spaces should indent. (YAML 1.2.)"],
    ["- name: a\n b: c\n - d", "(YAML 1.2.)"],
    ["- name: @a", "this is not valid YAML (BAD_SCALAR_START). (YAML 1.2.)"],
  ])("is told of its syntax: %j", (text, problem) => {
    const told = read(text).problems.map(
      ({ at: { line, column }, problem: what, allowed }) =>
        `${String(line)}:${String(column)} ${what} (${allowed})`,
    );
    expect(told.join("\n")).toContain(problem);
  });

  it("says what was refused, so that nobody takes it for absent", () => {
    const { entries } = read("- name: 1\n  tags: a");
    expect(Object.fromEntries(entries[0]?.fields ?? [])).toEqual({
      name: { kind: "unusable", at: at(1, 3) },
      tags: { kind: "unusable", at: at(2, 9) },
    });
  });

  it("keeps the usable ones of a list", () => {
    const { entries } = read("- tags: [a, 1, b]");
    expect(entries[0]?.fields.get("tags")).toMatchObject({
      items: [{ text: "a" }, { text: "b" }],
    });
  });

  it("is read up to its bound", () => {
    const three = "- name: a\n".repeat(3);
    expect(read(three).problems).toEqual([]);
    const { entries, problems } = read(`${three}- name: b\n`);
    expect(entries).toHaveLength(3);
    expect(problems).toEqual([
      { at: at(4, 3), problem: "there are 4 entries.", allowed: "3 at most." },
    ]);
  });
});
