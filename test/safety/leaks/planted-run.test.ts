import { existsSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { judge, requireClean } from "../../kit/leak-oracle.ts";
import { inputsFor, runAction, runWatched } from "../../kit/run-action.ts";
import { startWorld, type World } from "../../kit/world.ts";

/** What the planter leaks, where it leaks it, and the sink that the oracle has to name. */
const PLANTS: readonly (readonly [string, string, RegExp])[] = [
  ["secret", "stdout", /^stdout$/u],
  ["token", "indented mask", /^stdout$/u],
  ["hash", "stderr", /^stderr$/u],
  ["admin", "mask on stderr", /^stderr$/u],
  ["token", "output", /^file runner\/output$/u],
  ["github", "summary", /^file runner\/summary$/u],
  ["secret", "state", /^file runner\/state$/u],
  ["hash", "environment", /^file runner\/env$/u],
  ["token", "temporary file", /^file temporary\/a$/u],
  ["admin", "home file", /^file home\/\.a$/u],
  ["secret", "working file", /^file work\/a$/u],
  ["github", "file name", /^file name$/u],
  ["token", "address", /^address of astra POST$/u],
  ["admin", "header", /^headers of github POST$/u],
  ["secret", "body", /^body of github POST$/u],
];

/** What only a system with /proc shows. */
const PLANTS_IN_COMMAND_LINES: typeof PLANTS = [
  ["secret", "own title", /^command line$/u],
  ["token", "command line", /^command line$/u],
];

const hasProc = existsSync("/proc/self/cmdline");

describe("The leak oracle over a run that leaks", () => {
  let world: World;

  beforeEach(async () => {
    world = await startWorld();
  });

  afterEach(async () => {
    await world.close();
  });

  const plant = (
    secret: string,
    sink: string,
  ): Parameters<typeof runAction>[0] => ({
    inputs: inputsFor(world),
    env: {
      NODE_OPTIONS: `--import=${new URL("planter.ts", import.meta.url).href}`,
      PLANT_SECRET: secret,
      PLANT_SINK: sink,
    },
  });

  it.each([...PLANTS, ...(hasProc ? PLANTS_IN_COMMAND_LINES : [])])(
    "finds the %s in %s (I5)",
    async (secret, sink, named) => {
      const { run, evidence } = await runWatched(plant(secret, sink));
      expect(run.exitCode).toBe(0);
      const { leaks } = judge(evidence);
      expect(leaks.map((leak) => leak.sink)).toContainEqual(
        expect.stringMatching(named),
      );
      expect(() => {
        requireClean(evidence);
      }).toThrow("leaked");
    },
  );

  it("finds nothing when the planter plants nothing", async () => {
    const { evidence } = await runWatched(plant("none", "none"));
    expect(judge(evidence)).toEqual({ leaks: [], manners: [] });
  });

  it("fails whatever test started the run, without quoting the secret", async () => {
    const started = runAction(plant("secret", "stdout"));
    const minted = (): string => world.astra.tokens().at(-1)?.secret ?? "";
    const error: unknown = await started.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toContain("in stdout");
    expect(String(error)).not.toContain(minted().slice(0, 8));
  });
});
