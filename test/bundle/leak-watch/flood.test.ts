import { describe, expect } from "vitest";
import { expectClean, it, requestsOf } from "../scenario.ts";
import {
  alertsOf,
  forged,
  idOf,
  rotate,
  secretOf,
  watchLeaks,
  watchMeasured,
  withWatch,
} from "./leak-world.ts";

/** Writes down how much memory the process had at its fullest. */
const RECORDER = new URL("../../kit/peak-recorder.mjs", import.meta.url).href;

const FLOOD = 10_000;

describe("A flood of forged alerts", () => {
  it(
    "of 10,000 begins no emergency, with bounded requests and memory",
    { timeout: 300_000 },
    async ({ world }) => {
      await rotate(world);
      const { github, repository, astra } = world;
      const current = idOf(secretOf(world));
      for (let n = 0; n < FLOOD; n += 1) {
        github.leak(repository, {
          secret: forged(n % 2 === 0 ? current : undefined),
        });
      }
      const live = astra.liveTokens().length;
      const before = requestsOf(world).length;
      const { run, files } = await watchMeasured(withWatch(world), {
        env: { NODE_OPTIONS: `--import=${RECORDER}` },
      });
      expect(run.errors).toEqual([]);
      expect(run.exitCode).toBe(0);
      expect(run.outputs).toMatchObject({
        compromised: "false",
        "open-alerts": String(FLOOD / 2),
        alive: "0",
        closed: "20",
      });
      expect(run.warnings[0]).toContain(
        "4980 leaked values not tried in this run; later runs try them. There are more open alerts",
      );
      expect(astra.liveTokens()).toHaveLength(live);
      // Pages, tries, closed alerts, and a few reads.
      expect(requestsOf(world).length - before).toBeLessThanOrEqual(100);
      const peak = Number(files.get("temporary/peak")) / 1024;
      expect(peak).toBeLessThan(150);
    },
  );

  it(
    "does not keep the true one waiting, wherever it lies",
    { timeout: 300_000 },
    async ({ world }) => {
      await rotate(world);
      const { github, repository } = world;
      const leaked = secretOf(world);
      const flood = (count: number): void => {
        for (let n = 0; n < count; n += 1) {
          github.leak(repository, { secret: forged(idOf(leaked)) });
          world.clock.advance(1_000);
        }
      };
      flood(60);
      github.leak(repository, { secret: leaked });
      world.clock.advance(1_000);
      flood(60);
      const leaking = withWatch(world);
      let runs = 0;
      let compromised = "";
      while (compromised !== "true" && runs < 12) {
        runs += 1;
        const run = await watchLeaks(leaking);
        expect(run.exitCode).toBe(0);
        compromised = run.outputs["compromised"] ?? "";
      }
      expect(compromised).toBe("true");
      expect(alertsOf(world)[60]).toBe("open - active");
    },
  );

  it("finds the newest at once, however many older ones there are", async ({
    world,
  }) => {
    await rotate(world);
    const { github, repository } = world;
    for (let n = 0; n < 300; n += 1) {
      github.leak(repository, { secret: forged(idOf(secretOf(world))) });
    }
    world.clock.advance(1_000);
    github.leak(repository, { secret: secretOf(world) });
    const run = await watchLeaks(withWatch(world));
    expect(run.outputs["compromised"]).toBe("true");
  });

  it("of values that are none is left as it is", async ({ world }) => {
    await rotate(world);
    const { github, repository } = world;
    github.leak(repository, { secret: "AstraCS:not-a-token" });
    const run = await watchLeaks(withWatch(world));
    expectClean(run);
    expect(alertsOf(world)).toEqual(["open - unknown"]);
  });
});
