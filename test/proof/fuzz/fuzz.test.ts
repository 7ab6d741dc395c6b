import { describe, expect, it } from "vitest";
import { startHostileWorld } from "../../safety/hostile/hostile-run.ts";
import { CONFIGURATIONS } from "./configurations.ts";
import { fuzzAnswers, fuzzInputs } from "./properties.ts";
import { fuzzWire } from "./wire-properties.ts";

/** Always the same: a failure here is one that anybody can repeat. `npm run test:fuzz` takes others. */
const SEED = 20_260_105;

describe("A slice of the fuzzing", () => {
  it("finds no inputs that crash the parser or get through its complaint (I5, I10)", () => {
    expect(fuzzInputs({ runs: 400, seed: SEED })).toMatchObject({
      runs: 400,
    });
  });

  it("finds no header, date, body or marker that is misread (I4, I9)", () => {
    expect(fuzzWire({ runs: 1_000, seed: SEED }).runs).toBe(4_000);
  });

  it.each(Object.entries(CONFIGURATIONS))(
    "finds no answers that crash a run for %s or get through what it says (I4, I5, I9, I10)",
    async (_name, furnish) => {
      const hostile = await startHostileWorld(furnish);
      const { answers } = await fuzzAnswers(hostile, { runs: 40, seed: SEED });
      await hostile.close();
      expect(answers).toBeGreaterThan(80);
    },
  );
});
