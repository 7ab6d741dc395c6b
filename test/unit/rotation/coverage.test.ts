import { describe, expect, it } from "vitest";
import {
  coverageOf,
  isOtherRotation,
  lineageAt,
  requireOwnPlaces,
} from "../../../src/rotation/coverage.ts";
import type { RotationError } from "../../../src/rotation/errors.ts";
import {
  DAY,
  FENCE_MS,
  LINEAGE,
  memberOf,
  minted,
  MINUTE,
  NOW,
  placed,
  PLACES,
  policyOf,
} from "./observations.ts";
import { thrownBy } from "./outcomes.ts";

const BOTH = { ...LINEAGE, places: [...PLACES] };

describe("coverage", () => {
  const { covers, isForAll, isWithin } = coverageOf(BOTH);

  it.each([
    ["all places", placed(...PLACES), true, true],
    ["one of them", placed(PLACES[1]), true, false],
    ["one more", placed(...PLACES, 7), false, false],
    ["another", placed(7), false, false],
  ])("of %s", (_name, marker, isCovered, isAll) => {
    expect(covers(marker)).toBe(isCovered);
    expect(isForAll(marker)).toBe(isAll);
  });

  it("tells whether one set is within another, as far as it is known", () => {
    expect(isWithin(placed(PLACES[0]), placed(...PLACES))).toBe(true);
    expect(isWithin(placed(...PLACES), placed(PLACES[0]))).toBe(false);
    expect(isWithin(placed(PLACES[0]), placed(PLACES[1]))).toBe(false);
    expect(isWithin(placed(7), placed(7))).toBe(true);
    expect(isWithin(placed(7), placed(7, 8))).toBe(false);
    expect(isWithin(placed(7), placed(...PLACES))).toBe(false);
    expect(isWithin(placed(PLACES[0]), placed(PLACES[0], 7))).toBe(false);
  });
});

describe("the lineage that a run looks at", () => {
  const away = { home: "home0002" };
  const watched = minted("watched", NOW - DAY, away);
  const ids = (
    mode: "check" | "rotate",
    ...tokens: Parameters<typeof lineageAt>[0]
  ) =>
    lineageAt(tokens, policyOf({ mode })).members.map(
      ({ clientId }) => clientId,
    );

  it("is its own", () => {
    const own = minted("own", NOW - 2 * DAY);
    expect(ids("rotate", own, watched)).toEqual(["own"]);
    expect(ids("check", own, watched)).toEqual(["own"]);
    expect(ids("rotate", watched)).toEqual([]);
  });

  it("is, in mode check, the one with exactly these places, whatever repository minted it", () => {
    const part = minted("part", NOW - 2 * DAY, { ...away, ...placed(7) });
    expect(ids("check", part, watched)).toEqual(["part", "watched"]);
    expect(ids("check", part)).toEqual([]);
    const older = minted("older", NOW - 9 * DAY, { home: "home0003" });
    expect(ids("check", older, watched)).toEqual(["watched"]);
    const other = minted("other", NOW - DAY, { ...away, id: "other000" });
    expect(ids("check", other)).toEqual([]);
  });

  it("is its own, in mode check, where of the other only a copy has these places", () => {
    const part = minted("part", NOW - 2 * DAY, { ...away, ...placed(7) });
    const copy = { ...watched, clientId: "copy", generatedOn: NOW };
    expect(ids("check", part, copy)).toEqual([]);
    const third = minted("third", NOW - 9 * DAY, { home: "home0003" });
    expect(ids("check", part, copy, third)).toEqual(["third"]);
    const own = minted("own", NOW - 9 * DAY, placed(7));
    expect(ids("check", own, part, copy)).toEqual(["own"]);
  });
});

describe("another rotation", () => {
  it("has another home or another id", () => {
    expect(isOtherRotation(LINEAGE, LINEAGE)).toBe(false);
    expect(isOtherRotation({ ...LINEAGE, home: "home0002" }, LINEAGE)).toBe(
      true,
    );
    expect(isOtherRotation({ ...LINEAGE, id: "other000" }, LINEAGE)).toBe(true);
  });
});

describe("a young credential for other places", () => {
  const newest = memberOf(minted("newest", NOW - DAY));
  const required = (
    facts: Parameters<typeof minted>[2],
    own: typeof newest | undefined,
  ) => {
    const young = memberOf(minted("young", NOW - MINUTE, facts));
    return thrownBy(() => {
      requireOwnPlaces([young], own, policyOf({ lineage: BOTH }));
      throw new Error("it goes on");
    }) as RotationError;
  };

  it("is an error where neither set contains the other", () => {
    expect(required(placed(7, 8), undefined)).toMatchObject({
      code: "other-places",
      notBefore: NOW - MINUTE + FENCE_MS,
    });
  });

  it("is an error that names all of them, and waits for the last fence", () => {
    const young = [
      memberOf(minted("one", NOW - 2 * MINUTE, placed(7, 8))),
      memberOf(minted("two", NOW - MINUTE, { ...placed(8, 9), fenceMs: DAY })),
      memberOf(minted("three", NOW, placed(9, 7))),
    ];
    const error = thrownBy(() => {
      requireOwnPlaces(young, undefined, policyOf({ lineage: BOTH }));
    }) as RotationError;
    expect(error).toMatchObject({
      code: "other-places",
      summary:
        "Another run has just minted one, two, three under the same rotation-id for other secrets.",
      rerun: "fix-first",
      notBefore: NOW - MINUTE + DAY,
    });
    expect(error.remedy).toContain("Nothing was minted.");
    expect(error.remedy).toContain("its own `rotation-id`");
  });

  it("is an error where it came after the newest of this run's", () => {
    expect(required(placed(...PLACES, 7), newest)).toHaveProperty(
      "code",
      "other-places",
    );
  });

  it("may be what the configuration was before", () => {
    const message = "it goes on";
    expect(required(placed(...PLACES, 7), undefined)).toMatchObject({
      message,
    });
    expect(required(placed(PLACES[0]), newest)).toMatchObject({ message });
    const old = memberOf(minted("newest", NOW));
    expect(required(placed(7), old)).toMatchObject({ message });
    const sameSecond = memberOf(minted("newest", NOW - MINUTE));
    expect(required(placed(7), sameSecond)).toMatchObject({ message });
  });
});
