import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { BROKEN } from "../../proof/histories/broken.ts";
import { EXCLUSIONS } from "../../proof/histories/exclusions.ts";

const page = readFileSync(
  new URL("../../../docs/protocol.md", import.meta.url),
  "utf8",
);

/** What stands under a heading. */
function section(heading: string): string {
  const [, after = ""] = page.split(`## ${heading}\n`);
  return after.split("\n## ")[0] ?? "";
}

describe("docs/protocol.md", () => {
  it("refutes only shortcuts that the simulated world is hunted for", () => {
    const rows = section("Why there is no shortcut").matchAll(
      /^\| (_[^|]+_) +\|/gmu,
    );
    const names = [...rows].flatMap(([, cell = ""]) =>
      [...cell.matchAll(/_([^_]+)_/gu)].map(([, name = ""]) => name),
    );
    expect(names.length).toBeGreaterThan(25);
    expect(BROKEN.map(({ name }) => name)).toEqual(
      expect.arrayContaining(names),
    );
  });

  it("names every exclusion of the histories, and no other", () => {
    const names = [...section("Limits").matchAll(/\*\*([^*]+)\*\*/gu)].map(
      ([, name = ""]) => name.replace(/\s+/gu, " "),
    );
    expect(names.sort()).toEqual(Object.keys(EXCLUSIONS).sort());
  });
});
