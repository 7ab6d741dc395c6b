import { describe, expect, it } from "vitest";
import { invalidInputs } from "../../../../src/action/inputs/invalid-inputs.ts";
import { annotationOf } from "../../../../src/action/report/annotation.ts";
import {
  joinErrors,
  RotationError,
  type RotationErrorFacts,
} from "../../../../src/rotation/errors.ts";

function problem(facts: Partial<RotationErrorFacts> = {}): RotationError {
  return new RotationError({
    code: "target-missing",
    summary: "There is no acme/web.",
    remedy: "Look at the spelling.",
    rerun: "fix-first",
    ...facts,
  });
}

function said(error: RotationError): string {
  return annotationOf(error, (code) => `docs on ${code}`).text;
}

describe("the annotation of an error", () => {
  it("says what happened, what to do, its code, whether to run again, and where there is more", () => {
    expect(said(problem()).split("\n")).toEqual([
      "There is no acme/web. Look at the spelling. [target-missing]",
      "It is safe to run again, but it won't help until this is fixed.",
      "More: docs on target-missing",
    ]);
    expect(said(problem({ rerun: "safe" }))).toContain(
      "\nIt is safe to run again.\n",
    );
  });

  it("says from when running again helps", () => {
    const notBefore = Date.UTC(2026, 0, 5, 3, 17);
    expect(said(problem({ notBefore, rerun: "safe" }))).toContain(
      "Start a new run after 2026-01-05 03:17 UTC. Running sooner is safe but has no effect.",
    );
  });

  it("names several problems, each remedy once", () => {
    const joined = joinErrors([
      problem(),
      problem({ summary: "There is no acme/api." }),
      problem({ summary: "It is archived.", remedy: "Unarchive it." }),
    ]);
    expect(said(joined).split("\n").slice(0, 2)).toEqual([
      "There is no acme/web. There is no acme/api. Look at the spelling. [target-missing]",
      "It is archived. Unarchive it.",
    ]);
  });

  it("counts what is too much to list, and never loses its last sentences (I9)", () => {
    const [first, ...others] = Array.from({ length: 500 }, (_, index) =>
      problem({
        summary: `There is no acme/${String(index)}.`,
        remedy: `${"x".repeat(300)} ${String(index)}`,
      }),
    );
    if (first === undefined) throw new Error("none");
    const long = said(joinErrors([first, ...others]));
    expect(long.length).toBeLessThanOrEqual(4_000);
    expect(long).toMatch(/…\nIt is safe to run again.*\nMore: .*$/u);
    const short = said(joinErrors([problem(), ...others.map(() => problem())]));
    expect(short).toContain("\n… and 400 more like this.");
    expect(short.match(/There is no acme\/web/gu)).toHaveLength(1);
  });

  it("is headed by what happened", () => {
    const { title } = annotationOf(problem(), () => "docs");
    expect(title).toBe("A target was not found");
  });

  it("reports an outage that several requests met once", () => {
    const outage = (what: string) =>
      problem({
        code: "github-unavailable",
        summary: `Could not reach GitHub to read ${what}.`,
        remedy: "Run again in a few minutes.",
        rerun: "safe",
      });
    const three = joinErrors([outage("a"), outage("b"), outage("c")]);
    expect(said(three).split("\n")[0]).toBe(
      "Could not reach GitHub to read a. 2 other requests failed in the same way. Run again in a few minutes. [github-unavailable]",
    );
  });

  it("never says the same sentence twice", () => {
    const joined = joinErrors([
      problem({ remedy: "Look at the spelling. Ask an owner." }),
      problem({ summary: "Moved.", remedy: "Set the name. Ask an owner." }),
      problem({ code: "role-unknown", summary: "Moved.", remedy: "Other." }),
    ]);
    expect(said(joined).split("\n").slice(0, -2)).toEqual([
      "There is no acme/web. Look at the spelling. Ask an owner. [target-missing]",
      "Moved. Set the name.",
    ]);
  });

  it("does not repeat that a run is safe when the remedy says so", () => {
    for (const remedy of ["Run it again later.", "Start a new run."]) {
      expect(said(problem({ remedy, rerun: "safe" })).split("\n")).toHaveLength(
        2,
      );
    }
    expect(said(problem({ rerun: "safe" })).split("\n")).toHaveLength(3);
  });

  it("names the code of each kind of problem", () => {
    const both = joinErrors([
      problem(),
      problem({ code: "role-unknown", summary: "No role.", remedy: "Fix." }),
    ]);
    expect(said(both).split("\n")[1]).toBe("No role. Fix. [role-unknown]");
  });
});

describe("the annotation of invalid inputs", () => {
  const role = { input: "role", problem: "is empty.", allowed: "a role." };
  const mode = { input: "mode", problem: "is odd.", allowed: "rotate." };
  const told = (...problems: readonly (typeof role)[]) =>
    said(invalidInputs(problems));

  it("names each input with what is wrong and what is allowed", () => {
    expect(told(role).split("\n").slice(0, 2)).toEqual([
      "1 invalid input. No request was sent and nothing was changed. Correct the workflow's `with:`, then run again. [input-invalid]",
      "role: is empty. Allowed: a role.",
    ]);
  });

  it("counts inputs, not problems", () => {
    expect(told(role, role)).toMatch(/^1 invalid input\./u);
    expect(told(role, mode, role)).toMatch(/^2 invalid inputs\./u);
  });

  it("is bounded, and never loses its last line (I9)", () => {
    const wide = "x".repeat(100);
    const long = told(
      ...Array.from({ length: 1_000 }, (_, index) => ({
        ...role,
        problem: `${wide}${String(index)}`,
      })),
    );
    expect(long).toHaveLength(4_000);
    expect(long).toMatch(/…\nMore: docs on input-invalid$/u);
  });

  it("is whole as long as it fits", () => {
    const bare = told({ ...role, problem: "" }).length;
    const fitting = { ...role, problem: "x".repeat(4_000 - bare) };
    expect(told(fitting)).toHaveLength(4_000);
    expect(told(fitting)).not.toContain("…");
  });
});
