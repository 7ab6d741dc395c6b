import { describe, expect, it } from "vitest";
import {
  CLOCK_ERROR_MS,
  fenceOf,
  IN_FLIGHT_MS,
} from "../../../src/rotation/fence.ts";
import { MINUTE } from "./observations.ts";

describe("the fence", () => {
  it("is the run's deadline, the longest in-flight request and the clock error, and a little more", () => {
    const bound = 15 * MINUTE + IN_FLIGHT_MS + CLOCK_ERROR_MS;
    expect(fenceOf(15 * MINUTE)).toBe(bound + 3_000);
  });

  it("allows for requests of two minutes and clocks five minutes apart", () => {
    expect(IN_FLIGHT_MS).toBe(2 * MINUTE);
    expect(CLOCK_ERROR_MS).toBe(5 * MINUTE);
    expect(fenceOf(0)).toBe(423_000);
  });
});
