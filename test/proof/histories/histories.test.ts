import { describe, expect, it } from "vitest";

import { type Bench, type Family, play as playScript } from "./bench.ts";
import { SHIPPED } from "./core.ts";
import { asleep } from "./asleep.ts";
import { clusters } from "./clusters.ts";
import { runToEnd, start } from "./history.ts";
import { lateLandings } from "./crashes.ts";
import { neighbours } from "./neighbours.ts";
import { queued } from "./queued.ts";
import { playRandom } from "./random.ts";
import { coverageOf, interleavings, isConflicting, rivals } from "./rivals.ts";
import { SCENARIOS, scenarioOf } from "./scenarios.ts";
import { signals } from "./signals.ts";
import { singleFaults } from "./single-faults.ts";

const SEED = 20_300_101;
const RANDOM_HISTORIES = 1_000;

/** Plays a family; returns every violation with the line that replays it, and how many histories were played. */
async function play(
  family: Family,
  { wants = () => true, scenarios = SCENARIOS }: Partial<Bench> = {},
): Promise<{ played: number; violations: readonly string[] }> {
  let played = 0;
  const violations: string[] = [];
  await family({
    core: SHIPPED,
    seed: SEED,
    scenarios,
    wants,
    worlds: new Map(),
    onPlayed: ({ label, violations: found }) => {
      played += 1;
      for (const { invariant, text } of found) {
        violations.push(
          `${invariant}: ${text}; npm run test:histories -- --replay "${label}"`,
        );
      }
      return true;
    },
  });
  return { played, violations };
}

/** Every third one: the others are left to `npm run test:histories`. */
const SOME = SCENARIOS.filter((_, index) => index % 3 === 0);

describe("the protocol, in every state of simulated histories (I1–I4, I7–I9, I12, L1–L3)", () => {
  it("holds with every fault of every request, once and for good", async () => {
    const { played, violations } = await play(singleFaults, {
      scenarios: SOME,
    });
    expect(violations).toEqual([]);
    expect(played).toBeGreaterThan(1_500);
  });

  for (const [name, family] of Object.entries({
    "with requests that land late, at every step of the next run": lateLandings,
    "with a signal at every step (L3)": signals,
    "with runs that waited in the queue with old secrets": queued,
    "with machines that sleep at every step": asleep,
    "with many runs within one fence, up to the cap": clusters,
  })) {
    it(`holds ${name}`, async () => {
      const { played, violations } = await play(family, { scenarios: SOME });
      expect(violations).toEqual([]);
      expect(played).toBeGreaterThan(250);
    });
  }

  it("holds with several workflows in one organization", async () => {
    const { played, violations } = await play(neighbours, {
      scenarios: [
        scenarioOf("a copy in another repository"),
        scenarioOf("a smaller set that rotates each run"),
      ],
    });
    expect(violations).toEqual([]);
    expect(played).toBeGreaterThan(250);
  });

  it("holds in all 924 orders of two runs on one target", async () => {
    const { played, violations } = await play(rivals, {
      wants: (label) => label.startsWith("rivals/every run/100/"),
    });
    expect(violations).toEqual([]);
    expect(played).toBe(924);
  });

  it("holds in random histories of runs, faults, persons and clocks", async () => {
    const { violations } = await play(async (bench) => {
      for (let number = 0; number < RANDOM_HISTORIES; number += 1) {
        const label = `random/${String(SEED)}/${String(number)}`;
        await playRandom(bench, label, number);
      }
      return true;
    });
    expect(violations).toEqual([]);
  });
});

describe("the orders of two runs", () => {
  it.each([
    ["six conflicting steps on one target", "every run", 6],
    ["eight on two", "every run, two targets", 8],
  ])("are those of %s", async (_, name, steps) => {
    const worlds: Bench["worlds"] = new Map();
    let count = 0;
    const bench: Bench = {
      ...{ core: SHIPPED, seed: SEED, scenarios: [], worlds },
      wants: () => true,
      onPlayed: () => true,
    };
    await playScript(bench, name, scenarioOf(name), async (history) => {
      const run = start(history, history.scenario.spec);
      await runToEnd(history, run, (operation) => {
        if (isConflicting(operation)) count += 1;
        return undefined;
      });
    });
    expect(count).toBe(steps);
  });

  it("are counted by those that were played, not by those that there are", () => {
    const [first = "", second = ""] = coverageOf(
      new Set(["rivals/every run/100/000000111111/"]),
    );
    expect(first).toContain("1 of 924, or 0 of 924");
    expect(second).toContain("0 of 12870 in each of 3 settings");
  });

  it("are 924 for six steps each and 12,870 for eight, all different", () => {
    for (const [steps, count] of [
      [6, 924],
      [8, 12_870],
    ] as const) {
      const orders = [...interleavings(steps)].map((order) => order.join(""));
      expect(new Set(orders).size).toBe(count);
    }
  });
});
