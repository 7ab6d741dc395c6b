import { describe, expect, it } from "vitest";
import { INPUT_NAMES } from "../../../../src/action/inputs/input-names.ts";
import { inputVariable } from "../../../../src/action/inputs/input-names.ts";
import { InputReader } from "../../../../src/action/inputs/reader.ts";
import { refuseMisspelt } from "../../../../src/action/inputs/unknown-inputs.ts";

function problemsOf(...variables: readonly string[]) {
  const reader = new InputReader(() => undefined);
  refuseMisspelt(reader, variables);
  return reader.problems;
}

/** The name that is suggested for each variable. */
const nearest = (...variables: readonly string[]) =>
  problemsOf(...variables).map(({ problem }) =>
    problem.replace(/^.+ mean (.+)\?$/u, "$1"),
  );

describe("a misspelt input", () => {
  it("is refused with the variable and the nearest name", () => {
    expect(problemsOf("INPUT_DRYRUN")).toEqual([
      {
        input: "INPUT_DRYRUN",
        problem: "is not an input of this action. Did you mean dry-run?",
        allowed: "dry-run, spelt exactly like this.",
      },
    ]);
  });

  it.each([
    ["INPUT_ROTATE_AFTER", "rotate-after"],
    ["INPUT_DRY_RUN", "dry-run"],
    ["INPUT_ASTRATOKEN", "astra-token"],
    ["INPUT_RO-LE", "role"],
    ["INPUT_MODE_", "mode"],
    ["INPUT_dry-run", "dry-run"],
  ])("differs in case, - and _ alone: %s", (variable, name) => {
    expect(nearest(variable)).toEqual([name]);
  });

  it.each([
    ["an insertion", "INPUT_OVERLAPS", "overlap"],
    ["an insertion in front", "INPUT_XOVERLAP", "overlap"],
    ["a deletion", "INPUT_TARGET", "targets"],
    ["a deletion in front", "INPUT_VERLAP", "overlap"],
    ["a deletion of a double letter", "INPUT_COMPROMISD", "compromised"],
    ["a substitution", "INPUT_TOLERENCE", "tolerance"],
    ["a swap", "INPUT_ENVIROMNENT", "environment"],
    ["a swap at the end", "INPUT_DRY-RNU", "dry-run"],
    ["another character", "INPUT_DRY.RUN", "dry-run"],
    ["other hyphens beside it", "INPUT_ROTATE_AFTR", "rotate-after"],
  ])("is one edit away: %s", (_edit, variable, name) => {
    expect(nearest(variable)).toEqual([name]);
  });

  it.each(INPUT_NAMES.filter((name) => name.replace(/-/gu, "").length >= 6))(
    "is recognized for %s",
    (name) => {
      const variable = inputVariable(name);
      expect(nearest(`${variable}X`)).toEqual([name]);
      expect(nearest(variable.slice(0, -1))).toEqual([name]);
    },
  );

  it("is refused each time", () => {
    expect(nearest("PATH", "INPUT_DRYRUN", "INPUT_X", "INPUT_TARGET")).toEqual([
      "dry-run",
      "targets",
    ]);
  });

  it("is inert where it is shown (I10)", () => {
    const [newline] = problemsOf("INPUT_DRY\nRUN");
    expect(newline?.input).toBe("INPUT_DRY\\nRUN");
    const [long] = problemsOf(`INPUT_DRY${"-".repeat(1_000)}RUN`);
    expect(long?.input.length).toBeLessThan(70);
  });
});

describe("another variable", () => {
  it.each(INPUT_NAMES.map(inputVariable))("is fine: %s", (variable) => {
    expect(problemsOf(variable)).toEqual([]);
  });

  it.each([
    "INPUT_",
    "INPUT_TOKEN",
    "INPUT_NODE-VERSION",
    // Two edits.
    "INPUT_OVRELAPS",
    "INPUT_TARG",
    "INPUT_TRAGTES",
    "INPUT_OVALREP",
    "INPUT_OVXYLAP",
    "INPUT_OVRXLAP",
    "INPUT_OVXELAP",
    "INPUT_OVRELXP",
    "INPUT_OVERLAPXX",
    "INPUT_OVERL",
    // One edit from a short name.
    "INPUT_MODES",
    "INPUT_ROLES",
    "INPUT_DRAINS",
    // No input variables.
    "DRYRUN",
    "MY_INPUT_DRYRUN",
    "input_dryrun",
  ])("belongs to somebody else: %s", (variable) => {
    expect(problemsOf(variable)).toEqual([]);
  });
});
