import { globSync, readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const MOST_LINES = { file: 250, function: 60 };
const WIDTH = 80;

const SOURCES = new Map(
  globSync("src/**/*.ts").map((file) => [file, readFileSync(file, "utf8")]),
);

const linesOf = (text: string): number => text.split("\n").length - 1;

/** Functions and methods of a source that are longer than `most` lines, nested functions included. */
function longFunctions(file: string, text: string, most: number): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const lineAt = (position: number): number =>
    source.getLineAndCharacterOfPosition(position).line + 1;
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) {
      const from = lineAt(node.getStart());
      const lines = lineAt(node.end) - from + 1;
      if (lines > most) found.push(`${file}:${String(from)} ${String(lines)}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Lines of comments that are too long and could be wrapped; a URL cannot. */
function longComments(file: string, text: string): string[] {
  return text.split("\n").flatMap((line, index) => {
    const isComment = /^\s*(?:\/\/|\/?\*)/u.test(line);
    const isWrappable = /\S\s+\S.*\s/u.test(line.replace(/^[\s/*]+/u, ""));
    return isComment && isWrappable && line.length > WIDTH
      ? [`${file}:${String(index + 1)}`]
      : [];
  });
}

describe("the sources", () => {
  it("have files of at most 250 lines", () => {
    const long = [...SOURCES].filter(
      ([, text]) => linesOf(text) > MOST_LINES.file,
    );
    expect(long.map(([file]) => file)).toEqual([]);
  });

  it("have functions of at most 60 lines", () => {
    const long = [...SOURCES].flatMap(([file, text]) =>
      longFunctions(file, text, MOST_LINES.function),
    );
    expect(long).toEqual([]);
  });

  it("have comments that are wrapped like the code", () => {
    const long = [...SOURCES].flatMap(([file, text]) =>
      longComments(file, text),
    );
    expect(long).toEqual([]);
  });

  it("are measured", () => {
    expect(SOURCES.size).toBeGreaterThan(100);
    const four = "function f() {\n  g(() => {\n    h();\n  });\n}\n";
    expect(longFunctions("x.ts", four, 4)).toEqual(["x.ts:1 5"]);
    expect(longFunctions("x.ts", four, 2)).toHaveLength(2);
    expect(longComments("x.ts", `// ${"a b ".repeat(20)}\n`)).toEqual([
      "x.ts:1",
    ]);
    expect(longComments("x.ts", `x(); // ${"a b ".repeat(20)}\n`)).toEqual([]);
  });
});
