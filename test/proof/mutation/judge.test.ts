import { describe, expect, it } from "vitest";
import type { Equivalent } from "./equivalent.ts";
import { scoreOf, shareOf, wrongEntries } from "./judge.ts";
import { type Mutant, readReport } from "./report.ts";

const mutant = (facts: Partial<Mutant> = {}): Mutant => ({
  file: "src/a.ts",
  line: 1,
  original: "a < b",
  replacement: "true",
  at: "if (a < b) return;",
  after: "const a = 1;",
  fate: "alive",
  ...facts,
});

const entry = (facts: Partial<Equivalent> = {}): Equivalent => ({
  file: "src/a.ts",
  original: "a < b",
  replacement: "true",
  reason: "a is always less.",
  ...facts,
});

describe("a report of Stryker's", () => {
  const reported = (status: string, end: object) =>
    readReport({
      files: {
        "src/a.ts": {
          source: "const a =\n  b +\n  c;\nlast(a);\n",
          mutants: [
            {
              location: { start: { line: 2, column: 3 }, end },
              replacement: "b -\n  c",
              status,
            },
          ],
        },
      },
    })[0];

  it("is read with the text that each mutant replaces, on one line", () => {
    expect(reported("Survived", { line: 3, column: 4 })).toEqual({
      file: "src/a.ts",
      line: 2,
      original: "b + c",
      replacement: "b - c",
      at: "b +",
      after: "const a =",
      fate: "alive",
    });
    const within = reported("Survived", { line: 2, column: 4 });
    expect(within?.original).toBe("b");
  });

  it.each([
    ["Killed", "found"],
    ["Timeout", "found"],
    ["Survived", "alive"],
    ["NoCoverage", "alive"],
    ["CompileError", "invalid"],
    ["RuntimeError", "invalid"],
    ["Ignored", "invalid"],
  ])("knows what %s means: %s", (status, fate) => {
    expect(reported(status, { line: 2, column: 4 })?.fate).toBe(fate);
  });

  it("is refused when it is none", () => {
    expect(() => readReport({ files: null })).toThrow();
    expect(() => reported("Pending", { line: 2, column: 4 })).toThrow();
  });
});

describe("the score of mutants", () => {
  const found = mutant({ fate: "found" });

  it("counts those that were found, and those that live", () => {
    const alive = mutant();
    const score = scoreOf([found, found, found, alive], []);
    expect(score).toEqual({ found: 3, equivalent: 0, alive: [alive] });
    expect(shareOf(score)).toBe(75);
  });

  it("leaves out what is equivalent, and what could not be tried", () => {
    const score = scoreOf(
      [found, mutant(), mutant({ fate: "invalid" })],
      [entry()],
    );
    expect(score).toEqual({ found: 1, equivalent: 1, alive: [] });
    expect(shareOf(score)).toBe(100);
  });

  it.each([
    { file: "src/b.ts" },
    { original: "a <= b" },
    { replacement: "false" },
    { at: "if (b < a) return;" },
    { after: "const b = 1;" },
  ])("does not take a mutant for the equivalent one with %o", (facts) => {
    expect(scoreOf([mutant()], [entry(facts)]).alive).toHaveLength(1);
  });

  it("is full where there is nothing to find", () => {
    expect(shareOf({ found: 0, alive: [] })).toBe(100);
  });
});

describe("an entry of the list of equivalent mutants", () => {
  it("is right while such a mutant lives, on that line", () => {
    const at = "if (a < b) return;";
    expect(wrongEntries([mutant()], [entry(), entry({ at })])).toEqual([]);
  });

  it("is wrong when there is no such mutant", () => {
    const other = entry({ original: "a > b" });
    expect(wrongEntries([mutant()], [other])).toEqual([other]);
  });

  it("is wrong when a test finds one of those that it means", () => {
    const found = mutant({ fate: "found" });
    expect(wrongEntries([mutant(), found], [entry()])).toEqual([entry()]);
  });

  it("is not judged by the mutants of other files", () => {
    expect(wrongEntries([mutant({ file: "src/b.ts" })], [entry()])).toEqual([]);
  });
});
