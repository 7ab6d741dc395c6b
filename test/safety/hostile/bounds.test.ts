import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SimulatedAnswer } from "../../simulators/kernel/gate.ts";
import { type HostileWorld, startHostileWorld } from "./hostile-run.ts";

/** Instants that a calendar has and no marker can state, or whose fence would begin before 1970. */
const INSTANTS = [
  "1969-12-31T23:59:59Z",
  "1970-01-01T00:00:00Z",
  "4147-08-20T07:32:16Z",
  "9999-12-31T23:59:59Z",
];

const ENVIRONMENTS: SimulatedAnswer = {
  status: 200,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({
    total_count: 3,
    environments: ["", ".", ".."].map((name) => ({ name })),
  }),
};

describe("A hostile answer at the bounds of what can be stated", () => {
  let hostile: HostileWorld;

  beforeAll(async () => {
    hostile = await startHostileWorld();
  });

  afterAll(async () => {
    await hostile.close();
  });

  describe.each(INSTANTS)("with the instant %s", (instant) => {
    it("as the last write of a secret ends in order (I9)", async () => {
      const body = JSON.stringify({ updated_at: instant });
      const troubles = await hostile.run((request, act) =>
        request.operation === "github.actions.repository.get-secret"
          ? { ...act(), body }
          : act(),
      );
      expect(troubles).toEqual([]);
    });

    it("as the Date of every answer ends in order (I9)", async () => {
      const date = new Date(instant).toUTCString();
      const troubles = await hostile.run((_request, act) => {
        const answer = act();
        return { ...answer, headers: { ...answer.headers, date } };
      });
      expect(troubles).toEqual([]);
    });
  });

  it("with environments that are no part of a path asks for nothing else (I10)", async () => {
    const troubles = await hostile.run((request, act) =>
      request.operation === "github.environments.list" ? ENVIRONMENTS : act(),
    );
    expect(troubles).toEqual([]);
  });
});
