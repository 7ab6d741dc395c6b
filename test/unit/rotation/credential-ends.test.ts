import { describe, expect, it } from "vitest";
import { findingsOf } from "../../../src/rotation/check.ts";
import {
  endFindings,
  inputOf,
  renewalAdvice,
} from "../../../src/rotation/credential-ends.ts";
import { decide } from "../../../src/rotation/decide.ts";
import type { RotationError } from "../../../src/rotation/errors.ts";
import { weigh } from "../../../src/rotation/evidence.ts";
import { requireSound } from "../../../src/rotation/finding.ts";
import type { Observation, Policy } from "../../../src/rotation/observation.ts";
import { warningsOf } from "../../../src/rotation/warnings.ts";
import {
  ADMIN,
  cellAt,
  clocksAt,
  DAY,
  HOUR,
  minted,
  MINUTE,
  NOW,
  observationOf,
  policyOf,
} from "./observations.ts";
import { thrownBy } from "./outcomes.ts";

const MADE = NOW - 10 * DAY;
const CURRENT = minted("current", MADE);
const SOUND = { tokens: [CURRENT], secrets: [cellAt(MADE)] };

/** With `rotate-after: 30d` the current one is due twelve hours earlier. */
const DUE = MADE + 29.5 * DAY;

const ending = (expiresOn: number): Partial<Observation> => ({
  githubEnd: { expiresOn, renewAt: undefined },
});

function found(
  facts: Partial<Observation>,
  policy: Partial<Policy> = {},
): readonly string[] {
  const observation = { ...observationOf(SOUND), ...facts };
  const settings = policyOf({ mode: "check", ...policy });
  return endFindings(observation, settings, weigh(observation, settings)).map(
    ({ kind }) => kind,
  );
}

function warned(
  facts: Partial<Observation>,
  policy: Partial<Policy> = {},
): readonly string[] {
  const observation = { ...observationOf(SOUND), ...facts };
  const settings = policyOf(policy);
  const decision = decide(observation, settings);
  return warningsOf(observation, decision, settings).map(({ kind }) => kind);
}

describe("a GitHub token that ends", () => {
  it("is warned of from two weeks before", () => {
    expect(warned(ending(NOW + 14 * DAY - 1))).toEqual(["github-expires"]);
    expect(warned(ending(NOW + 14 * DAY))).toEqual([]);
    expect(warned({})).toEqual([]);
  });

  it("is a problem in check when it ends before the next rotation, however late that may be", () => {
    expect(found(ending(DUE))).toEqual(["github-expires"]);
    expect(found(ending(DUE + DAY))).toEqual(["github-expires"]);
    expect(found(ending(DUE + DAY + 1))).toEqual([]);
    expect(found(ending(DUE + DAY + 1), { toleranceMs: 2 * DAY })).toEqual([
      "github-expires",
    ]);
  });

  it("is a problem by the tolerance where a rotation is due, or nothing says when", () => {
    const soon = ending(NOW + DAY);
    const later = ending(NOW + DAY + 1);
    for (const policy of [{ rotateAfterMs: 0 }, { rotateAfterMs: 5 * DAY }]) {
      expect(found(soon, policy)).toEqual(["github-expires"]);
      expect(found(later, policy)).toEqual([]);
    }
    const none = { tokens: [ADMIN] };
    expect(found({ ...soon, ...none })).toEqual(["github-expires"]);
    expect(found({ ...later, ...none })).toEqual([]);
  });

  it("ends by GitHub's clock, before a rotation that is due by Astra's", () => {
    const clocks = clocksAt(NOW, MINUTE);
    const planned = DUE + MINUTE + DAY;
    expect(found({ ...ending(planned), clocks })).toEqual(["github-expires"]);
    expect(found({ ...ending(planned + 1), clocks })).toEqual([]);
    expect(warned({ ...ending(NOW + 14 * DAY - 1), clocks })).toEqual([
      "github-expires",
    ]);
  });

  it("is told beside whatever else is wrong", () => {
    const observation = observationOf({
      ...ending(NOW + HOUR),
      secrets: [cellAt(undefined)],
    });
    const policy = policyOf({ mode: "check" });
    const kinds = findingsOf(
      observation,
      policy,
      weigh(observation, policy),
      [],
    ).map(({ kind }) => kind);
    expect(kinds).toEqual(["no-credential", "github-expires"]);
  });

  it("is told once: in check no warning repeats the problem", () => {
    const facts = ending(NOW + HOUR);
    expect(warned(facts, { mode: "check" })).toEqual([]);
    expect(warned(facts)).toEqual(["github-expires"]);
  });
});

describe("an Astra token that ends", () => {
  const admin = (expiresOn: number): Partial<Observation> => ({
    tokens: [{ ...ADMIN, expiresOn }, CURRENT],
  });

  it("is a problem in check when it ends before the next rotation", () => {
    expect(found(admin(DUE + DAY))).toEqual(["admin-expires"]);
    expect(found(admin(DUE + DAY + 1))).toEqual([]);
  });

  it("ends by Astra's clock", () => {
    const clocks = clocksAt(NOW, 60_000);
    const at = (expiresOn: number) =>
      found({ ...admin(expiresOn), clocks }, { rotateAfterMs: 0 });
    expect(at(NOW + DAY - 60_000)).toEqual(["admin-expires"]);
    expect(at(NOW + DAY - 59_999)).toEqual([]);
  });

  it("is none where its own rotation replaces it", () => {
    const own = minted("current", MADE, { expiresOn: NOW + 5 * DAY });
    const facts = { tokens: [own] };
    const policy = { adminClientId: "current" };
    expect(warned(facts, policy)).not.toContain("admin-expires");
    expect(found(facts, policy)).toEqual([]);
  });
});

describe("what is said of an end", () => {
  it("is the date, and where to make another one", () => {
    const renewAt = "https://github.com/settings/personal-access-tokens/new";
    const problem = thrownBy(() => {
      requireSound([{ kind: "github-expires", expiresOn: DUE, renewAt }]);
    });
    expect(problem).toMatchObject({
      code: "check-failed",
      summary: "`github-token` expires before the next planned rotation.",
      moment: { relation: "on", at: DUE },
    });
    expect((problem as RotationError).remedy).toContain(renewAt);
  });

  it.each([
    ["admin-expires", "astra-token"],
    ["github-expires", "github-token"],
  ] as const)("names, of %s, the input %s", (kind, input) => {
    const end = { kind, expiresOn: DUE, renewAt: undefined };
    expect(inputOf(end)).toBe(input);
  });

  it("names no page of a server whose pages are not known", () => {
    const end = { kind: "github-expires", expiresOn: DUE } as const;
    expect(renewalAdvice({ ...end, renewAt: undefined })).toMatch(
      /on the same server .*github-token/u,
    );
    expect(renewalAdvice({ kind: "admin-expires", expiresOn: DUE })).toMatch(
      /Astra Portal .*astra-token/u,
    );
  });
});
