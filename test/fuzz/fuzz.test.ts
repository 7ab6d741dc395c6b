import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type HostileWorld,
  startHostileWorld,
} from "../hostile/hostile-run.ts";
import { fuzzAnswers, fuzzInputs } from "./properties.ts";

/** Always the same: a failure here is one that anybody can repeat. `npm run test:fuzz` takes others. */
const SEED = 20_260_105;

describe("A slice of the fuzzing", () => {
  let hostile: HostileWorld;

  beforeAll(async () => {
    hostile = await startHostileWorld();
  });

  afterAll(async () => {
    await hostile.close();
  });

  it("finds no inputs that crash the parser or get through its complaint (I5, I10)", async () => {
    expect(await fuzzInputs({ runs: 400, seed: SEED })).toMatchObject({
      runs: 400,
    });
  });

  it("finds no answers that crash a run or get through what it says (I4, I5, I9, I10)", async () => {
    const { answers } = await fuzzAnswers(hostile, { runs: 150, seed: SEED });
    expect(answers).toBeGreaterThan(300);
  });
});
