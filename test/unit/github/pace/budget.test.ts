import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  Budget,
  GITHUB_LIMITS,
  type RequestKind,
} from "../../../../src/github/pace/budget.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** A request as the service counts it: somewhere between its leaving and its end. */
interface Counted {
  readonly kind: RequestKind;
  readonly at: number;
}

interface Wanted {
  readonly kind: RequestKind;
  /** How long after the one before it is wanted, milliseconds. */
  readonly after: number;
  readonly lasts: number;
  /** When the service counts it, as a part of how long it lasts. */
  readonly countedAfter: number;
}

const wanted: fc.Arbitrary<Wanted> = fc.record({
  kind: fc.constantFrom("read" as const, "write" as const),
  after: fc.oneof(
    { weight: 8, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 20_000 }) },
  ),
  lasts: fc.integer({ min: 1, max: 9_000 }),
  countedAfter: fc.double({ min: 0, max: 1, noNaN: true }),
});

/** Sends what is wanted as early as the budget allows, in order, and tells when the service counted it. */
function play(requests: readonly Wanted[]): readonly Counted[] {
  const budget = new Budget();
  const counted: Counted[] = [];
  let underWay: { readonly kind: RequestKind; readonly endsAt: number }[] = [];
  let now = 0;
  const endUntil = (instant: number): void => {
    const ending = underWay
      .filter(({ endsAt }) => endsAt <= instant)
      .sort((a, b) => a.endsAt - b.endsAt);
    underWay = underWay.filter(({ endsAt }) => endsAt > instant);
    for (const { kind, endsAt } of ending) budget.end(kind, endsAt);
    now = instant;
  };
  for (const { kind, after, lasts, countedAfter } of requests) {
    endUntil(now + after);
    for (
      let wait = budget.waitFor(kind, now);
      wait > 0;
      wait = budget.waitFor(kind, now)
    ) {
      const nextEnd = Math.min(...underWay.map(({ endsAt }) => endsAt));
      endUntil(Math.min(now + wait, nextEnd));
    }
    budget.start(kind, now);
    underWay.push({ kind, endsAt: now + lasts });
    counted.push({ kind, at: now + lasts * countedAfter });
  }
  return counted;
}

/** The most that any window of that length holds. */
function most(
  counted: readonly Counted[],
  lengthMs: number,
  cost: (kind: RequestKind) => number,
): number {
  const sums = counted.map((first) =>
    counted
      .filter(({ at }) => at >= first.at && at < first.at + lengthMs)
      .reduce((sum, { kind }) => sum + cost(kind), 0),
  );
  return Math.max(0, ...sums);
}

const writes = (kind: RequestKind): number => (kind === "write" ? 1 : 0);
const points = (kind: RequestKind): number => (kind === "write" ? 5 : 1);

function startAll(budget: Budget, kind: RequestKind, count: number): void {
  for (let n = 0; n < count; n += 1) budget.start(kind, 0);
}

function endAll(budget: Budget, kind: RequestKind, count: number): void {
  for (let n = 0; n < count; n += 1) budget.end(kind, 0);
}

describe("a budget", () => {
  it("never lets more through than GitHub allows, whenever it counts (I9)", () => {
    fc.assert(
      fc.property(
        fc.array(wanted, { minLength: 1, maxLength: 700, size: "max" }),
        (requests) => {
          const counted = play(requests);
          expect(most(counted, MINUTE_MS, writes)).toBeLessThanOrEqual(80);
          expect(most(counted, HOUR_MS, writes)).toBeLessThanOrEqual(500);
          expect(most(counted, MINUTE_MS, points)).toBeLessThanOrEqual(900);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("counts a minute's reads, too (I9)", () => {
    const reads = wanted.map((one) => ({
      ...one,
      kind: "read" as const,
      after: 0,
    }));
    fc.assert(
      fc.property(
        fc.array(reads, { minLength: 950, maxLength: 1_100, size: "max" }),
        (requests) => {
          const counted = play(requests);
          expect(most(counted, MINUTE_MS, points)).toBeLessThanOrEqual(900);
        },
      ),
      { numRuns: 5 },
    );
  });

  it("lets twenty writes go at once, and the others at the sustained rate", () => {
    const budget = new Budget();
    for (let n = 0; n < 20; n += 1) {
      expect(budget.waitFor("write", 0)).toBeLessThanOrEqual(0);
      budget.start("write", 0);
      budget.end("write", 0);
    }
    const wait = budget.waitFor("write", 0);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThan(1_000);
    expect(budget.waitFor("read", 0)).toBeLessThanOrEqual(0);
  });

  it.each([
    [20, 0, 0],
    [80, 45_000, 46_000],
    [81, MINUTE_MS, MINUTE_MS + 500],
    [500, 6 * MINUTE_MS, 6 * MINUTE_MS + 2_000],
    [501, HOUR_MS, HOUR_MS + 2_000],
    [1_000, HOUR_MS + 6 * MINUTE_MS, HOUR_MS + 7 * MINUTE_MS],
  ])(
    "tells that %d writes take the time they take",
    (count, least, longest) => {
      const time = new Budget().timeFor(count, 0);
      expect(time).toBeGreaterThanOrEqual(least);
      expect(time).toBeLessThanOrEqual(longest);
    },
  );

  it("does not count twice, in what it tells, the writes that are under way", () => {
    const budget = new Budget();
    startAll(budget, "write", 20);
    expect(budget.timeFor(20, 0)).toBe(0);
    expect(budget.timeFor(500, 0)).toBeLessThan(6 * MINUTE_MS + 2_000);
  });

  it("waits for an end once as many are under way as may be", () => {
    const budget = new Budget();
    startAll(budget, "read", GITHUB_LIMITS.concurrent);
    expect(budget.waitFor("read", 0)).toBe(Infinity);
    endAll(budget, "read", 1);
    expect(budget.waitFor("read", 0)).toBeLessThanOrEqual(0);
  });

  it("holds everything back in a pause, and no burst follows it", () => {
    const budget = new Budget();
    budget.pause(30_000);
    expect(budget.waitFor("read", 0)).toBe(30_000);
    expect(budget.waitFor("write", 0)).toBe(30_000);
    expect(budget.waitFor("write", 30_000)).toBeLessThanOrEqual(0);
    budget.start("write", 30_000);
    expect(budget.waitFor("write", 30_000)).toBeGreaterThan(500);
  });

  describe("when an answer tells of the hourly limit", () => {
    it("keeps to it until the hour is over", () => {
      const budget = new Budget();
      budget.learn({ remaining: 2, resetInMs: HOUR_MS }, 0);
      startAll(budget, "read", 2);
      expect(budget.waitFor("read", 0)).toBe(HOUR_MS);
      expect(budget.waitFor("read", HOUR_MS)).toBeLessThanOrEqual(0);
    });

    it("takes the lower number of answers that overtake one another", () => {
      const budget = new Budget();
      budget.learn({ remaining: 1, resetInMs: HOUR_MS }, 0);
      budget.learn({ remaining: 5, resetInMs: HOUR_MS }, 0);
      startAll(budget, "read", 1);
      expect(budget.waitFor("read", 0)).toBe(HOUR_MS);
    });

    it("takes the higher number of a new hour", () => {
      const budget = new Budget();
      budget.learn({ remaining: 0, resetInMs: 1_000 }, 0);
      budget.learn({ remaining: 5_000, resetInMs: HOUR_MS }, 2_000);
      expect(budget.waitFor("read", 2_000)).toBeLessThanOrEqual(0);
    });
  });

  describe("when the service has no limits", () => {
    it("holds nothing back but the number under way", () => {
      const budget = new Budget();
      budget.learn(undefined, 0);
      for (let n = 0; n < 5_000; n += 1) {
        expect(budget.waitFor("write", n)).toBeLessThanOrEqual(0);
        budget.start("write", n);
        budget.end("write", n);
      }
      expect(budget.timeFor(1_000, DAY_MS)).toBe(0);
    });
  });
});
