import { describe, expect, it } from "vitest";

import { createChance } from "./chance.ts";
import { liveLineage } from "./converge.ts";
import { SHIPPED } from "./core.ts";
import { MUTATIONS } from "./faults.ts";
import {
  beginHistory,
  type FaultPlan,
  finish,
  type History,
  NO_FAULTS,
  runToEnd,
  start,
  wait,
} from "./history.ts";
import { DAY, specOf } from "./scenario.ts";
import { scenarioOf } from "./scenarios.ts";
import type { RunSpec } from "./simulated-run.ts";

const MINUTE = 60_000;
const DAYS = 30;
const SCENARIO = scenarioOf("first run, two targets, overlap");
const MOST_LIVE = 10;
const CRASHES = DAYS / 3;

interface Days {
  readonly spec: RunSpec;
  readonly faultsOf: (day: number) => FaultPlan;
  readonly jitterMs: (day: number) => number;
}

/** Thirty daily runs; what was live after each, and the most there was at any instant. */
async function play({ spec, faultsOf, jitterMs }: Days): Promise<{
  history: History;
  after: readonly number[];
  most: number;
}> {
  const history = beginHistory(SHIPPED, SCENARIO, SCENARIO.create());
  const { world } = history;
  const judge = world.onChange;
  const after: number[] = [];
  let most = 0;
  world.onChange = (change) => {
    judge(change);
    most = Math.max(most, liveLineage(history).length);
  };
  const began = world.now;
  for (let day = 0; day < DAYS; day += 1) {
    wait(history, began + day * DAY + jitterMs(day) - world.now);
    const run = start(history, spec);
    await runToEnd(history, run, faultsOf(day));
    await finish(history);
    after.push(liveLineage(history).length);
  }
  return { history, after, most };
}

/** Ten minutes late or early, by chance. */
function jitter(seed: number): (day: number) => number {
  const chance = createChance(seed, 0);
  const jitters = Array.from(
    { length: DAYS },
    () => (chance.upTo(21) - 10) * MINUTE,
  );
  return (day) => (jitters[day] ?? 0) + 10 * MINUTE;
}

/** Every third run dies, at a point and in a way that chance picks. */
function everyThirdDies(seed: number): (day: number) => FaultPlan {
  const chance = createChance(seed, 1);
  return (day) => {
    if (day % 3 !== 2) return NO_FAULTS;
    const at = chance.upTo(14);
    const crash = chance.pick([
      "crash",
      "crash-applied",
      "crash-late",
    ] as const);
    let count = -1;
    return ({ kind }) => {
      count += 1;
      if (count !== at) return undefined;
      return MUTATIONS.has(kind) ? crash : "crash";
    };
  };
}

/** How many of the runs brought a fresh credential to every secret. */
function rotations({ simulation }: History): number {
  return simulation.runs.filter(
    ({ outcome }) => outcome?.record.minted?.state === "published",
  ).length;
}

const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);
const DAILY = specOf({ overlapMs: DAY });

describe("thirty daily runs with ten minutes of jitter and an overlap of a day", () => {
  it("never leave more than 3 live tokens, and have one more only while they replace (I9)", async () => {
    for (const seed of SEEDS) {
      const { history, after, most } = await play({
        spec: DAILY,
        faultsOf: () => NO_FAULTS,
        jitterMs: jitter(seed),
      });
      expect({ seed, violations: history.violations }).toEqual({
        seed,
        violations: [],
      });
      expect(rotations(history)).toBe(DAYS);
      expect(Math.max(...after)).toBe(3);
      expect(most).toBe(4);
    }
  });

  it("never have more than 3 at any instant where max-live-tokens is 3", async () => {
    for (const seed of SEEDS) {
      const { history, most } = await play({
        spec: specOf({ overlapMs: DAY, maxLiveTokens: 3 }),
        faultsOf: () => NO_FAULTS,
        jitterMs: jitter(seed),
      });
      const failed = history.simulation.runs.filter(
        ({ outcome }) => outcome?.error !== undefined,
      );
      expect({ seed, failed: failed.length, most }).toEqual({
        seed,
        failed: 0,
        most: 3,
      });
      expect(history.violations).toEqual([]);
    }
  });

  it("stay under max-live-tokens and keep every secret alive when every third run dies (I1, I9)", async () => {
    let crashes = 0;
    for (const seed of SEEDS) {
      const { history, most } = await play({
        spec: DAILY,
        faultsOf: everyThirdDies(seed),
        jitterMs: jitter(seed),
      });
      expect({ seed, violations: history.violations }).toEqual({
        seed,
        violations: [],
      });
      expect(most).toBeLessThanOrEqual(MOST_LIVE);
      expect(rotations(history)).toBeGreaterThanOrEqual(DAYS - CRASHES);
      crashes += history.simulation.runs.filter(
        ({ state }) => state === "crashed",
      ).length;
    }
    // Some of the points that chance picks lie beyond the end of the run.
    expect(crashes).toBeGreaterThan(0.7 * CRASHES * SEEDS.length);
  });
});

describe("two rotations that write the same secret, by two runs a day", () => {
  it.each([
    ["a copy that writes the same secret", 3],
    ["two rotations on one secret", 5],
  ])(
    "come to rest after one has put the secret right, and the other says so in every run: %s",
    async (name, most) => {
      const scenario = scenarioOf(name);
      const history = beginHistory(SHIPPED, scenario, scenario.create());
      const { world, simulation } = history;
      const specs = [scenario.spec, ...scenario.neighbours];
      for (let day = 0; day < 25; day += 1) {
        for (const spec of specs) {
          start(history, spec);
          await finish(history);
          wait(history, DAY / 4);
        }
        wait(history, DAY / 2);
      }
      expect(history.violations).toEqual([]);
      expect(rotations(history)).toBe(most);
      const codes = simulation.runs
        .slice(most)
        .map(({ outcome }) => outcome?.error?.code);
      expect(new Set(codes)).toEqual(new Set([undefined, "second-rotation"]));
      expect(world.cells.every(({ value }) => value !== undefined)).toBe(true);
    },
  );
});

describe("a run with nothing to do (I12)", () => {
  it.each([
    ["that is not due", specOf({ rotateAfterMs: 30 * DAY })],
    ["in mode check", specOf({ mode: "check" })],
    [
      "in mode check, with an overlap",
      specOf({ mode: "check", overlapMs: DAY }),
    ],
  ])("sends only reads: %s", async (_, spec) => {
    const history = beginHistory(SHIPPED, SCENARIO, SCENARIO.create());
    start(history, specOf({ rotateAfterMs: 30 * DAY }));
    await finish(history);
    wait(history, 60 * MINUTE);
    const run = start(history, spec);
    await finish(history);
    expect(run.calls).toBeGreaterThan(0);
    expect(run.mutations).toBe(0);
    expect(run.outcome?.error).toBeUndefined();
  });
});
