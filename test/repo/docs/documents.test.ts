import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { FOLDERS, usesOf, withProblems } from "../examples/with-problems.ts";
import { workflowProblems } from "../examples/workflow-problems.ts";
import { diagramProblems } from "../../reporting/mermaid.ts";
import { asWorkflow, blocks } from "../snippets.ts";

const ROOT = new URL("../../../", import.meta.url);
const DOCUMENTS = [
  ...["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"],
  ...readdirSync(new URL("docs/", ROOT))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];
const read = (path: string): string =>
  readFileSync(new URL(path, ROOT), "utf8");

describe.each(DOCUMENTS)("%s", (path) => {
  const markdown = read(path);

  it("shows only workflows that GitHub's parser takes, and inputs that the action takes", async () => {
    for (const block of blocks(markdown, "yaml")) {
      const isInputs = /^targets:/mu.test(block);
      for (const folder of isInputs ? ([""] as const) : FOLDERS) {
        const uses = isInputs
          ? [completed(parse(block))]
          : usesOf(parse(block), folder);
        for (const given of uses) {
          expect(withProblems(given, folder), block).toEqual([]);
        }
      }
      if (!isInputs) {
        expect(await workflowProblems(path, asWorkflow(block)), block).toEqual(
          [],
        );
      }
    }
  });

  it("shows only diagrams that Mermaid's parser takes", async () => {
    expect(await diagramProblems(markdown)).toEqual([]);
  });

  it("points only to files and sections that are there", () => {
    const links = [...markdown.matchAll(/\]\((?!https?:)([^)\s]*)\)/gu)];
    for (const [, link = ""] of links) {
      const [file = "", section] = link.split("#");
      const url = new URL(file === "" ? path : file, new URL(path, ROOT));
      const target = file === "" ? new URL(path, ROOT) : url;
      expect(existsSync(target), link).toBe(true);
      if (section !== undefined) {
        expect(anchors(readFileSync(target, "utf8")), link).toContain(section);
      }
    }
  });

  it("runs only npm scripts that are there", () => {
    const { scripts } = JSON.parse(read("package.json")) as {
      scripts: Record<string, string>;
    };
    const named = [...markdown.matchAll(/npm run ([a-z:-]+)/gu)];
    for (const [, script = ""] of named) expect(scripts).toHaveProperty(script);
  });
});

/** Inputs that a document shows alone, with the ones that every step needs. */
function completed(inputs: unknown): Readonly<Record<string, unknown>> {
  return {
    "astra-token": "${{ secrets.A }}",
    "github-token": "${{ secrets.B }}",
    role: "Read/Write Service Account",
    ...(inputs as Record<string, unknown>),
  };
}

/** The anchors of a document's headings, as GitHub makes them. */
function anchors(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gmu)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}
