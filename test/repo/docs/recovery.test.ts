import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const read = (path: string): string =>
  readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

/** Every code of the type, as it is written. */
function errorCodes(): readonly string[] {
  const source = read("src/rotation/errors.ts");
  const type = /type RotationErrorCode =([^;]+);/u.exec(source)?.[1] ?? "";
  return [...type.matchAll(/\| "([a-z-]+)"/gu)].map(([, code = ""]) => code);
}

/** What the document says of each code. */
function sections(): ReadonlyMap<string, string> {
  const [, ...parts] = read("docs/recovery.md").split(/^### /mu);
  return new Map(
    parts.map((part) => {
      const end = part.indexOf("\n");
      return [part.slice(0, end), part.slice(end)];
    }),
  );
}

describe("docs/recovery.md", () => {
  it("has one section for each error code, and none for others", () => {
    expect(errorCodes().length).toBeGreaterThan(30);
    expect([...sections().keys()].sort()).toEqual([...errorCodes()].sort());
  });

  it("has no section for a code that nothing raises", () => {
    const folder = new URL("../../../src/", import.meta.url);
    const source = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts") && path !== "rotation/errors.ts")
      .map((path) => read(`src/${path}`))
      .join("\n");
    // errors.ts itself makes any other error `internal`.
    const raised = errorCodes().filter(
      (code) => code === "internal" || source.includes(`"${code}"`),
    );
    expect(raised).toEqual(errorCodes());
  });

  it.each(errorCodes())(
    "says of %s what happened, what is live now, and what to do",
    (code) => {
      const said = sections().get(code) ?? "";
      for (const part of ["Happened", "Live", "Do"]) {
        expect(said).toMatch(new RegExp(`^- \\*\\*${part}:\\*\\* \\S`, "mu"));
      }
    },
  );
});

describe("docs/report.schema.json", () => {
  it("knows the same codes", () => {
    const schema = JSON.parse(read("docs/report.schema.json")) as {
      $defs: Record<
        "problem" | "error",
        { properties: { code: { enum: readonly string[] } } }
      >;
    };
    const { problem, error } = schema.$defs;
    expect(problem.properties.code.enum).toEqual(errorCodes());
    expect(error.properties.code.enum).toEqual(errorCodes());
  });
});
