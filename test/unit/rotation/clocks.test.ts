import { describe, expect, it } from "vitest";
import {
  type ClockReading,
  compareClocks,
  requireCloseClocks,
} from "../../../src/rotation/clocks.ts";
import { RotationError } from "../../../src/rotation/errors.ts";
import { LATEST_INSTANT } from "../../../src/rotation/marker.ts";
import { clocksAt, MINUTE, NOW } from "./observations.ts";
import { thrownBy } from "./outcomes.ts";

const astra = (serverTime: number, receivedAt: number): ClockReading => ({
  service: "astra",
  serverTime,
  receivedAt,
});
const github = (serverTime: number, receivedAt: number): ClockReading => ({
  service: "github",
  serverTime,
  receivedAt,
});

describe("the services' clocks", () => {
  it("are compared at one moment of the runner's", () => {
    const clocks = compareClocks([
      astra(NOW, 1_000.4),
      github(NOW + 7_000, 3_000.2),
    ]);
    // GitHub is 7 s ahead, of which 2 s passed between the answers.
    expect(clocks.offset).toBe(5_000);
  });

  it("are compared by the two answers that came closest together", () => {
    const clocks = compareClocks([
      astra(NOW, 0),
      github(NOW + 1_000, 5_000),
      astra(NOW + 9_000, 9_000),
      github(NOW + 10_000, 9_100),
      github(NOW + 90_000, 20_000),
    ]);
    expect(clocks.offset).toBe(900);
  });

  it("are compared by the closest answers whichever came first", () => {
    const clocks = compareClocks([
      astra(NOW + 9_000, 9_000),
      github(NOW + 10_000, 8_900),
      github(NOW, 0),
    ]);
    expect(clocks.offset).toBe(1_100);
  });

  it("are compared by the first of equally close answers", () => {
    const clocks = compareClocks([
      astra(NOW, 100),
      github(NOW, 0),
      github(NOW + 60_000, 200),
    ]);
    expect(clocks.offset).toBe(100);
  });

  it("tell Astra's time at any moment, to the millisecond", () => {
    const clocks = compareClocks([astra(NOW, 1_000), github(NOW, 1_000)]);
    expect(clocks.astraAt(1_000)).toBe(NOW);
    expect(clocks.astraAt(3_500.4)).toBe(NOW + 2_500);
  });

  it("tell Astra's time by the answer that makes it latest, whichever came first", () => {
    // The runner's clock stood still for a minute between the two.
    const before = astra(NOW, 1_000);
    const after = astra(NOW + MINUTE + 1_000, 2_000);
    for (const readings of [
      [before, after],
      [after, before],
    ]) {
      const clocks = compareClocks([...readings, github(NOW, 1_000)]);
      expect(clocks.astraAt(5_000)).toBe(NOW + MINUTE + 4_000);
    }
  });

  it("take the earliest instant for now, on GitHub's clock", () => {
    const offset = 60_000;
    const early = [astra(NOW - offset - 2_000, 0), github(NOW, 0)];
    const late = [
      astra(NOW - offset + 1_000, 1_000),
      github(NOW + 1_000, 1_000),
    ];
    expect(compareClocks([...late, ...early]).offset).toBe(offset);
    expect(compareClocks([...late, ...early]).now).toBe(NOW - 2_000);
    expect(compareClocks([...late, github(NOW - 9_000, 0)]).now).toBe(
      NOW - 9_000,
    );
  });

  it.each([
    ["GitHub", [astra(NOW, 0)]],
    ["Astra", [github(NOW, 0)]],
    ["both", []],
  ])("are unknown without a Date of %s", (_name, readings) => {
    const error = thrownBy(() => compareClocks(readings));
    expect(error).toMatchObject({
      code: "clocks-unknown",
      summary: "One of the services did not report its time (no Date header).",
      remedy:
        "Without it the age of a token is unknown, so nothing was changed. A proxy between the runner and the service may be removing the header.",
      rerun: "safe",
    });
  });
});

describe("a Date that no marker can state", () => {
  it.each([-1_000, LATEST_INSTANT + 1_000, Number.NaN])(
    "is none: %d",
    (impossible) => {
      for (const readings of [
        [astra(impossible, 0), github(NOW, 0)],
        [astra(NOW, 0), github(impossible, 0)],
      ]) {
        expect(thrownBy(() => compareClocks(readings))).toMatchObject({
          code: "clocks-unknown",
        });
      }
      const others = [astra(NOW, 0), github(NOW + 7_000, 0)];
      const clocks = compareClocks([github(impossible, 0), ...others]);
      expect(clocks).toMatchObject({ offset: 7_000, now: NOW + 7_000 });
    },
  );

  it.each([0, LATEST_INSTANT])("is one at its bounds: %d", (at) => {
    const clocks = compareClocks([astra(at, 0), github(at, 0)]);
    expect(clocks).toMatchObject({ offset: 0, now: at });
  });
});

describe("clocks that are far apart", () => {
  it.each([300_000, -300_000, 0])("are close enough at %d ms", (offset) => {
    expect(() => {
      requireCloseClocks(clocksAt(NOW, offset));
    }).not.toThrow();
  });

  it.each([301_000, -301_000])("stop the run at %d ms", (offset) => {
    const error = thrownBy(() => {
      requireCloseClocks(clocksAt(NOW, offset));
    });
    expect(error).toBeInstanceOf(RotationError);
    expect(error).toMatchObject({
      code: "clocks-apart",
      summary:
        "The clocks of GitHub and Astra are 301 seconds apart; at most 300 are allowed.",
      remedy:
        "Nothing was minted. Run again later; on GitHub Enterprise Server, check the server's clock.",
      rerun: "safe",
    });
  });
});
