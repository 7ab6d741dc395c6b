import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const read = (path: string): string =>
  readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

const page = read("docs/dependencies.md");
const manifest = JSON.parse(read("package.json")) as Readonly<
  Record<
    "dependencies" | "devDependencies" | "optionalDependencies" | "overrides",
    Readonly<Record<string, string>>
  >
>;

/** What stands under a heading. */
function section(heading: string): string {
  const [, after = ""] = page.split(`## ${heading}\n`);
  return after.split("\n## ")[0] ?? "";
}

/** The packages that the rows of a section's table name, each with a reason. */
function packagesIn(heading: string): readonly string[] {
  const rows = section(heading).matchAll(/^\| (`[^|]+`) +\| (\S[^|]*) \|$/gmu);
  return [...rows]
    .flatMap(([, cell = ""]) =>
      [...cell.matchAll(/`([^`]+)`/gu)].map(([, name = ""]) => name),
    )
    .sort();
}

describe("docs/dependencies.md", () => {
  it("gives a reason for each package in the bundle, and for no other", () => {
    expect(packagesIn("In the bundle")).toEqual(
      Object.keys(manifest.dependencies).sort(),
    );
  });

  it("gives a reason for each package of the development, and for no other", () => {
    const { devDependencies, optionalDependencies } = manifest;
    expect(packagesIn("For development")).toEqual(
      Object.keys({ ...devDependencies, ...optionalDependencies }).sort(),
    );
  });

  it("gives a reason for each override, and for no other", () => {
    const named = section("Overrides").matchAll(/^- `([^`]+)`/gmu);
    expect([...named].map(([, name]) => name).sort()).toEqual(
      Object.keys(manifest.overrides).sort(),
    );
  });
});
