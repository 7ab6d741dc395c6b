import { describe, expect, it } from "vitest";
import { isSeen } from "../../../src/rotation/holdings.ts";
import { cellAt, NOW } from "./observations.ts";

describe("what a secret holds is seen by its consumers", () => {
  const secret = cellAt(NOW, "TOKEN", "acme/web");
  const won = { target: "acme/web", secretName: "TOKEN", by: "environment x" };
  const otherTarget = { ...won, target: "acme/api" };
  const otherName = { ...won, secretName: "OTHER" };

  it.each([
    ["no secret that wins is known", [], true],
    ["one is known for it", [won], false],
    ["one is known for it among others", [otherTarget, otherName, won], false],
    ["one of its name is known for another target", [otherTarget], true],
    ["one of another name is known for its target", [otherName], true],
    ["such of both kinds are known", [otherTarget, otherName], true],
  ])("where %s", (_name, overrides, expected) => {
    expect(isSeen(secret, overrides)).toBe(expected);
  });
});
