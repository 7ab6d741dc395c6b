import { describe, expect, it } from "vitest";
import type { Bench, Played } from "./bench.ts";
import { breakCore } from "./broken-core.ts";
import { BROKEN_PROOFS } from "./broken-proofs.ts";
import { type Core, SHIPPED } from "./core.ts";
import { databases } from "./databases.ts";

// A broken protocol may die of its break in a run that nobody waits for.
Error.stackTraceLimit = 0;

/** Plays the family until a history shows a violation. */
async function hunt(core: Core): Promise<{
  readonly played: number;
  readonly found: Played | undefined;
}> {
  let played = 0;
  let found: Played | undefined;
  const bench: Bench = {
    core,
    seed: 1,
    scenarios: [],
    wants: () => true,
    worlds: new Map(),
    onPlayed: (one) => {
      played += 1;
      if (one.violations.length > 0) found = one;
      return found === undefined;
    },
  };
  await databases(bench);
  return { played, found };
}

describe("the proof on the database, in simulated histories (I13)", () => {
  it("holds in every weather, with a crash or a lost try at every step", async () => {
    const { played, found } = await hunt(SHIPPED);
    expect([found?.label, ...(found?.violations ?? [])]).toEqual([undefined]);
    expect(played).toBeGreaterThan(2_000);
  });
});

describe("a protocol that", () => {
  it.each(BROKEN_PROOFS)("$name is caught", async (broken) => {
    const { found } = await hunt(await breakCore(broken));
    expect(found?.violations[0]?.invariant).toMatch(/^(?:I|L)\d/u);
  });
});
