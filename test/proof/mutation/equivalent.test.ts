import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { EQUIVALENT } from "./equivalent.ts";

describe("a mutant that is said to be equivalent", () => {
  it("is of code that is there", () => {
    const gone = EQUIVALENT.filter(({ file, original }) => {
      if (!existsSync(file)) return true;
      const source = readFileSync(file, "utf8").replace(/\s+/gu, " ");
      return !source.includes(original);
    });
    expect(gone).toEqual([]);
  });
});
