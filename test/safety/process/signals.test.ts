import { describe, expect } from "vitest";
import { runAction } from "../../kit/run-action.ts";
import type { Verdict } from "../../simulators/kernel/gate.ts";
import { it } from "./prepared-world.ts";
import {
  inputsOf,
  lateMutations,
  signalAtRequest,
  type Signalling,
  troublesAfter,
} from "./signalled-run.ts";

/** The requests of an undisturbed run in a prepared world. */
const REQUESTS = 16;

/** Those of them that change something: mint, write twice, revoke. */
const MUTATIONS = [1, 2, 3, 4];

const SIGNALLINGS: readonly Signalling[] = [
  ["SIGINT"],
  ["SIGTERM"],
  ["SIGINT", "SIGTERM", "SIGINT"],
];

/** Every request, each with another way to signal. */
const CASES = Array.from({ length: REQUESTS }, (_, index) => ({
  at: index + 1,
  signals: SIGNALLINGS[index % SIGNALLINGS.length] ?? [],
}));

const FATES: readonly (readonly [string, Verdict])[] = [
  ["never answered", { kind: "hang", when: "before" }],
  ["carried out and never answered", { kind: "hang", when: "after" }],
  ["carried out and torn off", { kind: "reset", when: "after" }],
];

describe.concurrent("A run that is told to stop", () => {
  it("makes as many requests as these tests think when it is not", async ({
    world,
  }) => {
    await runAction({ inputs: inputsOf(world) });
    const methods = world.history.events.flatMap((event) =>
      event.kind === "request" ? [event.request.method] : [],
    );
    expect(methods).toHaveLength(REQUESTS);
    expect(methods.filter((method) => method !== "GET")).toHaveLength(
      MUTATIONS.length,
    );
  });

  it.for(CASES)(
    "ends in order when $signals comes during request $at (L3)",
    async ({ at, signals }, { world }) => {
      const stopped = await signalAtRequest(world, { at, of: "all" }, signals, {
        kind: "pass",
      });
      // The last one only asks whether the revoked token is dead.
      const exitCode = at === REQUESTS ? 0 : 1;
      expect(stopped.run).toMatchObject({ exitCode, stderr: "" });
      expect(stopped.before).toBeDefined();
      expect(lateMutations(stopped)).toEqual([]);
      expect(await troublesAfter(world)).toEqual([]);
    },
  );

  describe.each(FATES)("when the request under way is %s", (_name, fate) => {
    it.for(MUTATIONS)(
      "ends in order, and heals (mutation %i, L3)",
      async (at, { world }) => {
        const stopped = await signalAtRequest(
          world,
          { at, of: "mutations" },
          ["SIGINT"],
          fate,
        );
        expect(stopped.run).toMatchObject({ exitCode: 1, stderr: "" });
        expect(lateMutations(stopped)).toEqual([]);
        expect(await troublesAfter(world)).toEqual([]);
      },
    );
  });
});
