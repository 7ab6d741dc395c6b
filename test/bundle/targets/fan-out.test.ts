import { readFileSync } from "node:fs";
import { describe, expect } from "vitest";
import { expectClean, HOUR_MS, it as itOnBundle } from "../scenario.ts";
import { inputsFor, runAction } from "../../kit/run-action.ts";
import { runVirtually, type VirtualRun } from "../../kit/virtual-run.ts";
import type { World } from "../../kit/world.ts";
import { it } from "./frozen-world.ts";
import { addRepositories, limitRefusals } from "./many-repositories.ts";

const MINUTE_MS = 60_000;

function requestCount({ history }: World, method: string): number {
  return history.events.filter(
    (event) =>
      event.kind === "request" &&
      event.request.service === "github" &&
      event.request.method === method,
  ).length;
}

/** The least time that GitHub's limits leave for so many reads and then so many writes: whole minutes between full ones. */
function leastTime(reads: number, writes: number): number {
  const fullMinutes = (count: number, perMinute: number) =>
    Math.floor((count - 1) / perMinute);
  return (fullMinutes(reads, 900) + fullMinutes(writes, 80)) * MINUTE_MS;
}

function expectOneLiveValue(
  world: World,
  values: readonly (string | undefined)[],
): void {
  const [value = ""] = values;
  expect(new Set(values).size).toBe(1);
  const held = world.astra.find(value);
  expect(held && world.astra.isLive(held.clientId)).toBe(true);
}

async function succeeded(running: Promise<VirtualRun>): Promise<VirtualRun> {
  const ended = await running;
  expect(ended.outcome.error).toBeUndefined();
  return ended;
}

describe("a rotation of 500 repositories under GitHub's limits", () => {
  it(
    "takes at most 5 % longer than the limits make it, and exceeds none of them (I9)",
    { timeout: 120_000 },
    async ({ world }) => {
      world.github.setBehaviour({ contentCreationLimited: true });
      const { targets, token, values } = addRepositories(world, 500);

      const { elapsedMs, steps } = await succeeded(
        runVirtually(world, { "github-token": token, repository: "", targets }),
      );

      expect(limitRefusals(world)).toEqual([]);
      expectOneLiveValue(world, values());
      expect(requestCount(world, "PUT")).toBe(500);
      const least = leastTime(requestCount(world, "GET"), 500);
      expect(elapsedMs).toBeGreaterThanOrEqual(least);
      expect(elapsedMs).toBeLessThanOrEqual(1.05 * least);

      const progress = steps.filter(({ kind }) => kind === "progress");
      expect(progress.length).toBeGreaterThan(10);
      expect(progress.length).toBeLessThan(60);
    },
  );

  it("is refused before anything is minted when the run's own deadline is too near", async ({
    world,
  }) => {
    const { targets, token } = addRepositories(world, 120);
    const inputs = { "github-token": token, repository: "", targets };

    const { outcome } = await runVirtually(world, {
      ...inputs,
      "run-timeout": "1m",
      "verify-timeout": "30s",
    });

    expect(outcome.error?.code).toBe("fan-out-too-long");
    expect(outcome.error?.summary).toBe(
      "GitHub's limits let the action write 120 secrets in 2 minutes at the earliest, and of `run-timeout` at most 1 minute can be used for that.",
    );
    expect(outcome.error?.remedy).toContain("Set `run-timeout` to 3m or more");
    expect(world.astra.liveTokens()).toHaveLength(1);
    await succeeded(runVirtually(world, { ...inputs, "run-timeout": "3m" }));
  });

  it("makes a small rotation wait for nothing", async ({ world }) => {
    world.github.setBehaviour({ contentCreationLimited: true });
    const { targets, token } = addRepositories(world, 20);
    const inputs = { "github-token": token, repository: "", targets };
    const { elapsedMs } = await succeeded(runVirtually(world, inputs));
    expect(elapsedMs).toBe(0);
  });

  it("stops everything that shares the budget when GitHub says so", async ({
    world,
  }) => {
    const { github } = world;
    github.setBehaviour({ contentCreationLimited: true });
    const { targets, token, values } = addRepositories(world, 40);
    const { elapsedMs } = await succeeded(
      runVirtually(
        world,
        { "github-token": token, repository: "", targets },
        {
          onStep: ({ kind }) => {
            // Another job uses up the writes of a minute with the same token.
            if (kind === "minted") github.spendWrites(token, 80);
          },
        },
      ),
    );
    expectOneLiveValue(world, values());
    // One refusal for each write that was under way, and none after the first came back.
    expect(limitRefusals(world).length).toBeLessThanOrEqual(20);
    expect(elapsedMs).toBeGreaterThanOrEqual(MINUTE_MS);
  });
});

describe("a rotation of 500 repositories on the shipped bundle", () => {
  itOnBundle(
    "needs less than 200 MB, and is healed after it was killed in the middle",
    { timeout: 180_000 },
    async ({ world }) => {
      const { github, clock } = world;
      github.setBehaviour({ limited: false });
      const { targets, token, values } = addRepositories(world, 500);
      const inputs = { "github-token": token, repository: "", targets };

      let writes = 0;
      let kill = (): void => undefined;
      world.setGate(({ method }) => {
        if (method === "PUT") writes += 1;
        if (writes === 250) kill();
        return { kind: "pass" };
      });
      const killed = await runAction({
        inputs: inputsFor(world, inputs),
        onStart: (child) => {
          kill = () => {
            child.kill("SIGKILL");
          };
        },
      });
      expect(killed.signal).toBe("SIGKILL");
      const cut = values().filter((value) => value !== undefined).length;
      expect(cut).toBeGreaterThanOrEqual(249);
      expect(cut).toBeLessThan(500);

      clock.advance(HOUR_MS);
      let peak = 0;
      let pid: number | undefined;
      world.setGate(() => {
        peak = Math.max(peak, peakMemory(pid));
        return { kind: "pass" };
      });
      expectClean(
        await runAction({
          inputs: inputsFor(world, inputs),
          onStart: (child) => {
            pid = child.pid;
          },
        }),
      );
      expectOneLiveValue(world, values());
      if (process.platform === "linux") expect(peak).toBeGreaterThan(20e6);
      expect(peak).toBeLessThan(200e6);
    },
  );
});

/** The most memory that a process ever had resident, bytes; 0 where the system does not tell. */
function peakMemory(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${String(pid)}/status`, "utf8");
    return 1_024 * Number(/^VmHWM:\s+(\d+) kB$/mu.exec(status)?.[1] ?? 0);
  } catch {
    return 0;
  }
}
