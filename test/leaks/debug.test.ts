import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inputsFor, runAction, type StartOptions } from "../kit/run-action.ts";
import { startWorld, type World } from "../kit/world.ts";

const NODE_DEBUG = ["", "http", "net", "tls", "fetch", "undici", "*"];

/** What GitHub sets when somebody re-runs a job with debug logging. */
const STEP_DEBUG = { ACTIONS_STEP_DEBUG: "true", RUNNER_DEBUG: "1" };

const CRASHER = new URL("../process/crasher.ts", import.meta.url).href;

/** Each kind of end, and what brings it about. */
const ENDS: Readonly<Record<string, Partial<StartOptions>>> = {
  success: {},
  failure: { inputs: { role: "No Such Role" } },
  crash: {
    env: { NODE_OPTIONS: `--import=${CRASHER}`, CRASH: "an exception" },
  },
};

const CASES = Object.keys(ENDS).flatMap((end) =>
  [{}, STEP_DEBUG].flatMap((debug) =>
    NODE_DEBUG.map((modules) => ({
      end,
      modules,
      debug,
      stepDebug: debug === STEP_DEBUG ? "on" : "off",
    })),
  ),
);

describe("A run with debug output", () => {
  let world: World;

  beforeEach(async () => {
    world = await startWorld();
  });

  afterEach(async () => {
    await world.close();
  });

  it.each(CASES)(
    "leaks nothing (NODE_DEBUG=$modules, debug logging $stepDebug, $end) (I5)",
    async ({ end, modules, debug }) => {
      const run = await runAction({
        inputs: inputsFor(world, { ...ENDS[end]?.inputs, overlap: "0" }),
        env: {
          ...debug,
          ...(modules === "" ? {} : { NODE_DEBUG: modules }),
          ...ENDS[end]?.env,
        },
      });

      expect(run.exitCode).toBe(end === "success" ? 0 : 1);
    },
  );
});
