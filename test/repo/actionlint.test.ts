import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { lintProblems } from "./actionlint.ts";
import { actionFolders, inputProblems, ownFolder } from "./actions.ts";
import { ROOT } from "./readme-examples.ts";
import { asWorkflow, blocks } from "./snippets.ts";

const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const filesIn = (folder: string, end: string): readonly string[] =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(end))
    .map((name) => join(folder, name));

const WORKFLOWS = [
  ...filesIn(".github/workflows", ".yml"),
  ...filesIn("examples", ".yml"),
];
const DOCUMENTS = [...filesIn(".", ".md"), ...filesIn("docs", ".md")];

/** Every workflow and every part of one, with a name for it. */
const TEXTS: readonly (readonly [string, string])[] = [
  ...WORKFLOWS.map((path) => [path, read(path)] as const),
  ...DOCUMENTS.flatMap((path) =>
    blocks(read(path), "yaml")
      .map(asWorkflow)
      .filter((text) => text.includes("jobs:"))
      .map((text, at) => [`${path}#${String(at + 1)}`, text] as const),
  ),
];

describe("every workflow of the repository and of its documents", () => {
  it("is looked at", () => {
    expect(WORKFLOWS.length).toBeGreaterThan(14);
    expect(TEXTS.length).toBeGreaterThan(WORKFLOWS.length + 5);
    expect(actionFolders()).toContain("");
  });

  it.each(TEXTS)(
    "%s has nothing against it from actionlint",
    async (...one) => {
      expect(await lintProblems(...one)).toEqual([]);
    },
  );

  it.each(TEXTS)("%s gives our actions the inputs they have", (_, text) => {
    expect(inputProblems(parse(text))).toEqual([]);
  });
});

describe("the checks", () => {
  const good = read("examples/daily.yml");

  it.each([
    ["a context that is not there", good.replace("secrets.", "secret.")],
    ["a schedule that is none", good.replace("37 4 * * *", "37 4 * *")],
    ["a key of another level", good.replace("runs-on:", "run-on:")],
    ["an input that was not declared", good.replace("inputs.dry", "inputs.d")],
  ])("find %s", async (_, text) => {
    expect(text).not.toBe(good);
    expect(await lintProblems("x.yml", text)).not.toEqual([]);
  });

  it.each([
    ["an unknown input", good.replace("overlap:", "overlapp:"), "not an input"],
    ["an absent one", good.replace(/astra-token: .*/u, ""), "is required"],
    [
      "an action that is not there",
      good.replace("-rotator@", "-rotator/no@"),
      "no such action",
    ],
  ])("find %s", (_, text, problem) => {
    expect(inputProblems(parse(text)).join()).toContain(problem);
  });

  it("know our actions by every name", () => {
    expect(ownFolder("./")).toBe("");
    expect(ownFolder("OWNER/astra-token-rotator@v1")).toBe("");
    expect(ownFolder("somebody/astra-token-rotator/part@v1")).toBe("part");
    expect(ownFolder("actions/checkout@v6")).toBeUndefined();
  });
});
