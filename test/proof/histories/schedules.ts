import { DAY, HOUR, MINUTE } from "./scenario.ts";
import type { Schedule } from "./year.ts";

const DAILY = {
  everyMs: DAY,
  rotateAfterMs: 90 * DAY,
  overlapMs: DAY,
  jitterMs: 2 * HOUR,
  queueMs: 6 * HOUR,
} as const;

/** Schedules by name; each is played with lists that drop and that keep expired tokens. */
export const SCHEDULES: Readonly<
  Record<string, Omit<Schedule, "days" | "seed" | "keepsExpired">>
> = {
  "every 4 hours, a cap of 12 hours": {
    everyMs: 4 * HOUR,
    capMs: 12 * HOUR,
    rotateAfterMs: 90 * DAY,
    overlapMs: HOUR,
    jitterMs: 20 * MINUTE,
    queueMs: HOUR,
  },
  "daily, a cap of 3 days": { ...DAILY, capMs: 3 * DAY },
  "daily, a cap of 30 days": { ...DAILY, capMs: 30 * DAY },
  "daily, a cap of 60 days": { ...DAILY, capMs: 60 * DAY },
  "daily, no cap, 30 days": {
    ...DAILY,
    capMs: undefined,
    rotateAfterMs: 30 * DAY,
  },
};
