import { describe, expect, it } from "vitest";

import { SCHEDULES } from "./schedules.ts";
import { playYear } from "./year.ts";

const DAYS = 60;
const SEEDS = [1];

describe("runs on a schedule, with jitter, queues and a restore a month", () => {
  for (const [name, schedule] of Object.entries(SCHEDULES)) {
    it.each([
      ["drops", false],
      ["keeps", true],
    ])(
      `leave no secret with a dead token: ${name}, and a list that %s expired ones (I1)`,
      async (_, keepsExpired) => {
        for (const seed of SEEDS) {
          const year = await playYear({
            ...schedule,
            keepsExpired,
            days: DAYS,
            seed,
          });
          expect(year.deadHours).toEqual([]);
          expect(year.history.violations).toEqual([]);
          expect(year.restores).toBeGreaterThan(0);
          expect(year.mintings / year.asked).toBeGreaterThan(0.9);
          expect(year.mintings / year.asked).toBeLessThan(1.1);
        }
      },
    );
  }
});
