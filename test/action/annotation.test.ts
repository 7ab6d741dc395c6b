import { describe, expect, it } from "vitest";
import {
  annotationOf,
  inputAnnotationOf,
} from "../../src/action/annotation.ts";
import {
  joinErrors,
  RotationError,
  type RotationErrorFacts,
} from "../../src/rotation/errors.ts";

function problem(facts: Partial<RotationErrorFacts> = {}): RotationError {
  return new RotationError({
    code: "target-missing",
    summary: "There is no acme/web.",
    remedy: "Look at the spelling.",
    rerun: "fix-first",
    ...facts,
  });
}

describe("the annotation of an error", () => {
  it("says what happened, what to do, its code, and whether to run again", () => {
    expect(annotationOf(problem())).toBe(
      "There is no acme/web. Look at the spelling. [target-missing]\n" +
        "Running again is safe, too, but helps only once this is mended.",
    );
    expect(annotationOf(problem({ rerun: "safe" }))).toContain(
      "\nRunning again is safe.",
    );
  });

  it("says from when running again helps", () => {
    const notBefore = Date.UTC(2026, 0, 5, 3, 17);
    expect(annotationOf(problem({ notBefore }))).toContain(
      "Run again after 2026-01-05 03:17 UTC. [target-missing]",
    );
  });

  it("names several problems, each remedy once", () => {
    const joined = joinErrors([
      problem(),
      problem({ summary: "There is no acme/api." }),
      problem({ summary: "It is archived.", remedy: "Unarchive it." }),
    ]);
    expect(annotationOf(joined).split("\n")).toEqual([
      "There is no acme/web. There is no acme/api. Look at the spelling. [target-missing]",
      "It is archived. Unarchive it. [target-missing]",
      "Running again is safe, too, but helps only once this is mended.",
    ]);
  });

  it("counts what is too much to list, and never loses its last sentence (I9)", () => {
    const [first, ...others] = Array.from({ length: 500 }, (_, index) =>
      problem({
        summary: `There is no acme/${String(index)}.`,
        remedy: `${"x".repeat(300)} ${String(index)}`,
      }),
    );
    if (first === undefined) throw new Error("none");
    const said = annotationOf(joinErrors([first, ...others]));
    expect(said.length).toBeLessThanOrEqual(4_000);
    expect(said).toContain("…\nRunning again is safe, too");
    const short = annotationOf(
      joinErrors([problem(), ...others.map(() => problem())]),
    );
    expect(short).toContain("\n… and 480 more.\n");
  });
});

describe("the annotation of malformed inputs", () => {
  const role = { input: "role", problem: "is empty.", allowed: "a role." };
  const mode = { input: "mode", problem: "is odd.", allowed: "rotate." };

  it("names each input with what is wrong and what is allowed", () => {
    expect(inputAnnotationOf([role])).toBe(
      "An input is not usable; nothing was requested or changed.\nrole: is empty. Allowed: a role.",
    );
  });

  it("counts inputs, not problems", () => {
    expect(inputAnnotationOf([role, role])).toMatch(/^An input is not/u);
    expect(inputAnnotationOf([role, mode, role])).toMatch(/^2 inputs are not/u);
  });

  it("is bounded (I9)", () => {
    const many = Array.from({ length: 1_000 }, () => role);
    expect(inputAnnotationOf(many).length).toBeLessThanOrEqual(4_000);
  });
});
