import { describe, expect, it } from "vitest";
import { startEncryptedWorld } from "../../kit/encrypted-world.ts";
import {
  inputsFor,
  runAction,
  type StartOptions,
} from "../../kit/run-action.ts";
import { startWorld } from "../../kit/world.ts";

const NODE_DEBUG = [
  ...["", "http", "net", "tls", "fetch", "undici", "http2", "*"],
];

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

/** So many cases suffice every day; with the variable DEEP, all are taken. */
const EVERY = process.env["DEEP"] === undefined ? 5 : 1;

const CASES = (["plain", "h1", "h2"] as const)
  .flatMap((speech) =>
    Object.keys(ENDS).flatMap((end) =>
      [{}, STEP_DEBUG].flatMap((debug) =>
        NODE_DEBUG.map((modules) => ({
          speech,
          end,
          modules,
          debug,
          stepDebug: debug === STEP_DEBUG ? "on" : "off",
        })),
      ),
    ),
  )
  // 5 has no divisor in common with the sizes of the lists.
  .filter(({ modules }, at) => modules === "*" || at % EVERY === 0);

/** A world that speaks as it is told, and what a run needs to reach it. */
async function worldThat(speech: "plain" | "h1" | "h2") {
  if (speech !== "plain") {
    return await startEncryptedWorld({ protocol: speech });
  }
  const world = await startWorld();
  return {
    trust: {},
    inputs: (more = {}) => inputsFor(world, more),
    [Symbol.asyncDispose]: () => world.close(),
  };
}

describe.concurrent("A run with debug output", () => {
  it.each(CASES)(
    "leaks nothing (NODE_DEBUG=$modules, debug logging $stepDebug, $end, $speech) (I5)",
    async ({ speech, end, modules, debug }) => {
      await using services = await worldThat(speech);
      const run = await runAction({
        inputs: services.inputs({ ...ENDS[end]?.inputs, overlap: "0" }),
        env: {
          ...services.trust,
          ...debug,
          ...(modules === "" ? {} : { NODE_DEBUG: modules }),
          ...ENDS[end]?.env,
        },
      });

      expect(run.exitCode).toBe(end === "success" ? 0 : 1);
    },
  );
});
