import { describe, expect, it } from "vitest";
import type { RotationError } from "../../../src/rotation/errors.ts";
import type { TargetResult } from "../../../src/rotation/outcome.ts";
import type { WriteResult } from "../../../src/rotation/ports.ts";
import {
  publish,
  type Reach,
  reachOf as reach,
} from "../../../src/rotation/publish.ts";
import { NOW } from "./observations.ts";
import { errorOf } from "./outcomes.ts";
import { credentialOf, doneAt, portsOf, storeOf } from "./stand-ins.ts";

const reachOf = (
  results: Parameters<typeof reach>[0],
  holdsPair = false,
): ReturnType<typeof reach> => reach(results, holdsPair);

const REFUSED = errorOf("It was refused.", {
  code: "github-forbidden",
  rerun: "fix-first",
});
const LOST = errorOf("The answer was lost.");

const refused = (secret = "TOKEN"): WriteResult => ({
  secretName: secret,
  answer: { kind: "refused", error: REFUSED },
});
const unknown = (secret = "TOKEN"): WriteResult => ({
  secretName: secret,
  answer: { kind: "unknown", error: LOST },
});
const idle = (secret = "TOKEN"): WriteResult => ({
  secretName: secret,
  answer: { kind: "not-attempted" },
});
const busy = (secret = "TOKEN"): WriteResult => ({
  secretName: secret,
  answer: { kind: "refused", error: errorOf("Busy.", { notBefore: NOW }) },
});
const result = (...secrets: readonly WriteResult[]): TargetResult => ({
  target: "acme/web",
  secrets,
});

const errorIn = (spread: Reach): RotationError | undefined =>
  spread.kind === "everywhere" ? undefined : spread.error;

describe("publish", () => {
  it("writes to every target, tells of each and gives all results in order", async () => {
    const { ports, calls, steps } = portsOf({
      targets: [storeOf({ name: "a" }), storeOf({ name: "b" })],
    });
    const results = await publish(ports, credentialOf("fresh"));
    const expected = ["a", "b"].map((target) => ({
      target,
      secrets: [doneAt(NOW)],
    }));
    expect(results).toEqual(expected);
    expect(calls).toEqual(["publish fresh a", "publish fresh b"]);
    expect(steps).toEqual(
      expected.map((one) => ({ kind: "published", ...one })),
    );
  });

  it("goes on where one target fails, and takes its secrets for unknown", async () => {
    const failing = storeOf({
      name: "a",
      publish: () => Promise.reject(LOST),
    });
    const { ports } = portsOf({ targets: [failing, storeOf({ name: "b" })] });
    expect(await publish(ports, credentialOf("fresh"))).toEqual([
      { target: "a", secrets: [unknown("*")] },
      { target: "b", secrets: [doneAt(NOW)] },
    ]);
  });
});

describe("the spread of a publication", () => {
  it("is everywhere when every secret is confirmed", () => {
    const all = result(doneAt(NOW), doneAt(undefined, "B"));
    expect(reachOf([all, result(doneAt(NOW))])).toEqual({
      kind: "everywhere",
    });
    expect(reachOf([])).toEqual({ kind: "everywhere" });
  });

  describe("when every write was refused", () => {
    it("is nowhere, for the first reason", () => {
      const spread = reachOf([result(idle("A"), refused("B"))]);
      expect(spread).toMatchObject({
        kind: "nowhere",
        error: {
          code: "github-forbidden",
          summary: "It was refused.",
          remedy: "Remedy of: It was refused.",
          rerun: "fix-first",
          cause: REFUSED,
        },
      });
    });

    it("says from when it helps to run again, where the reason does", () => {
      const first = result(busy("A"), refused("B"));
      expect(errorIn(reachOf([first]))?.notBefore).toBe(NOW);
      const other = result(refused("A"));
      expect(errorIn(reachOf([other]))?.notBefore).toBeUndefined();
    });
  });

  describe("when no write was attempted", () => {
    it("is nowhere, and safe to try again", () => {
      const spread = reachOf([result(idle("A")), result(idle("B"))]);
      expect(spread).toMatchObject({
        kind: "nowhere",
        error: {
          code: "publish-refused",
          summary: "The run was stopped before the first secret was written.",
          remedy: "It is safe to run again.",
          rerun: "safe",
        },
      });
    });
  });

  describe("when some secret holds it, or may (I7)", () => {
    it.each([
      ["one was written", doneAt(NOW, "A")],
      ["nobody can tell", unknown("A")],
    ])("is somewhere: %s", (_name, cell) => {
      expect(reachOf([result(cell), result(refused("B"))])).toMatchObject({
        kind: "somewhere",
      });
    });

    it("says how many, which, and each reason once", () => {
      const spread = reachOf([
        result(doneAt(NOW, "A"), refused("B"), refused("D")),
        { target: "acme/api", secrets: [unknown("C")] },
      ]);
      expect(spread).toMatchObject({
        error: {
          code: "publish-incomplete",
          summary:
            "3 of 4 secrets could not be confirmed: B in acme/web, D in acme/web, C in acme/api. It was refused.",
          remedy: "Remedy of: It was refused. No token in use was revoked.",
          rerun: "fix-first",
          also: [{ summary: "The answer was lost." }],
          cause: { cause: REFUSED },
        },
      });
    });

    it("says from when it helps to run again, where the reason does", () => {
      const first = result(doneAt(NOW, "A"), busy("B"), unknown("C"));
      expect(errorIn(reachOf([first]))?.notBefore).toBe(NOW);
      const other = result(doneAt(NOW, "A"), refused("B"));
      expect(errorIn(reachOf([other]))?.notBefore).toBeUndefined();
    });

    it("says so without a reason where there is none", () => {
      const spread = reachOf([result(doneAt(NOW, "A"), idle("B"))]);
      expect(spread).toMatchObject({
        error: {
          summary: "1 of 2 secrets could not be confirmed: B in acme/web.",
          remedy: "Run again. No token in use was revoked.",
          rerun: "safe",
        },
      });
    });

    it("says what a pair of secrets may do to its consumers", () => {
      const pair = [result(doneAt(NOW, "ID"), unknown("SECRET"))];
      expect(reachOf(pair, true)).toMatchObject({
        error: {
          remedy: expect.stringContaining(
            "where only one of client ID and client secret was written",
          ) as string,
        },
      });
    });

    it("names a target that failed as a whole", () => {
      expect(reachOf([result(unknown("*"))])).toMatchObject({
        error: {
          summary:
            "1 of 1 secrets could not be confirmed: acme/web. The answer was lost.",
        },
      });
    });

    it("names five, and counts the others", () => {
      const letters = (count: number) =>
        ["A", "B", "C", "D", "E", "F", "G"]
          .slice(0, count)
          .map((name) => unknown(name));
      const five =
        "A in acme/web, B in acme/web, C in acme/web, D in acme/web, E in acme/web";
      expect(reachOf([result(...letters(5))])).toMatchObject({
        error: {
          summary: `5 of 5 secrets could not be confirmed: ${five}. The answer was lost.`,
        },
      });
      expect(reachOf([result(...letters(7))])).toMatchObject({
        error: {
          summary: `7 of 7 secrets could not be confirmed: ${five} and 2 more. The answer was lost.`,
        },
      });
    });
  });
});
