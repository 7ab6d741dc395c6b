import { describe, expect, it } from "vitest";
import {
  annotationOf,
  inputAnnotationOf,
} from "../../../../src/action/report/annotation.ts";
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
  return annotationOf(error, (code) => `docs on ${code}`);
}

describe("the annotation of an error", () => {
  it("says what happened, what to do, its code, whether to run again, and where there is more", () => {
    expect(said(problem()).split("\n")).toEqual([
      "There is no acme/web. Look at the spelling. [target-missing]",
      "Running again is safe, but helps only when this is mended.",
      "More: docs on target-missing",
    ]);
    expect(said(problem({ rerun: "safe" }))).toContain(
      "\nRunning again is safe.\n",
    );
  });

  it("says from when running again helps", () => {
    const notBefore = Date.UTC(2026, 0, 5, 3, 17);
    expect(said(problem({ notBefore, rerun: "safe" }))).toContain(
      "Run again after 2026-01-05 03:17 UTC",
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
      "It is archived. Unarchive it. [target-missing]",
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
    expect(long).toMatch(/…\nRunning again is safe.*\nMore: .*$/u);
    const short = said(joinErrors([problem(), ...others.map(() => problem())]));
    expect(short).toContain("\n… and 480 more");
  });
});

describe("the annotation of malformed inputs", () => {
  const role = { input: "role", problem: "is empty.", allowed: "a role." };
  const mode = { input: "mode", problem: "is odd.", allowed: "rotate." };
  const told = (...problems: readonly (typeof role)[]) =>
    inputAnnotationOf(problems, (code) => `docs on ${code}`);

  it("names each input with what is wrong and what is allowed, and where there is more", () => {
    expect(told(role)).toMatch(
      /^An input is not usable; nothing was requested.*\nrole: is empty. Allowed: a role.\nMore: docs on input-invalid$/u,
    );
  });

  it("counts inputs, not problems", () => {
    expect(told(role, role)).toMatch(/^An input is not/u);
    expect(told(role, mode, role)).toMatch(/^2 inputs are not/u);
  });

  it("is bounded, and never loses its last line (I9)", () => {
    const long = told(...Array.from({ length: 1_000 }, () => role));
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
