import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/threat-model.md"), "utf8");
const claims = [...page.matchAll(/^\| (T\d+) +\|.*\| ([^|]+) +\|$/gmu)];

describe("The threat model", () => {
  it("numbers its claims without a gap", () => {
    expect(claims.map(([, number]) => number)).toEqual(
      claims.map((_, index) => `T${String(index + 1)}`),
    );
    expect(claims.length).toBeGreaterThan(10);
  });

  it.each(
    claims.map(([, number = "", tests = ""]) => [number, tests] as const),
  )("holds claim %s by tests that exist", (_number, tests) => {
    const files = [...tests.matchAll(/`([^`]+)`/gu)].map(
      ([, file = ""]) => file,
    );
    expect(files).not.toEqual([]);
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });
});
