import { describe, expect, it } from "vitest";
import {
  cutsOverlap,
  dueByAge,
  dueByExpiry,
  expiresEarly,
  nextDue,
} from "../../../src/rotation/next-due.ts";
import { DAY, HOUR, NOW } from "./observations.ts";

const made = (lifetime?: number) => ({
  generatedOn: NOW,
  expiresOn: lifetime === undefined ? undefined : NOW + lifetime,
});
const times = (rotateAfterMs: number, overlapMs = DAY) => ({
  rotateAfterMs,
  overlapMs,
});

describe("a credential is due by its age", () => {
  it.each([
    ["a tenth earlier than rotate-after", 10 * HOUR, 9 * HOUR],
    ["twelve hours earlier at most", 30 * DAY, 29.5 * DAY],
    ["at both bounds alike", 5 * DAY, 4.5 * DAY],
  ])("%s", (_name, rotateAfterMs, after) => {
    expect(dueByAge(made(), times(rotateAfterMs))).toBe(NOW + after);
  });

  it("always, with rotate-after: 0", () => {
    expect(dueByAge(made(), times(0))).toBe(-Infinity);
    expect(nextDue(made(45 * DAY), times(0))).toBe(-Infinity);
  });
});

describe("a credential is due by its end", () => {
  it.each([
    ["a third of its lifetime before", 45 * DAY, DAY, 30 * DAY],
    ["overlap and two days before", 14 * DAY, 3 * DAY, 9 * DAY],
    ["never before half of its lifetime", 3 * DAY, DAY, 1.5 * DAY],
  ])("%s", (_name, lifetime, overlapMs, after) => {
    const due = dueByExpiry(made(lifetime), times(0, overlapMs));
    expect(due).toBe(NOW + after);
  });

  it("never, when it has none", () => {
    expect(dueByExpiry(made(), times(0))).toBeUndefined();
  });
});

describe("the next rotation", () => {
  it("is the earlier of the two", () => {
    expect(nextDue(made(45 * DAY), times(90 * DAY))).toBe(NOW + 30 * DAY);
    expect(nextDue(made(45 * DAY), times(30 * DAY))).toBe(NOW + 29.5 * DAY);
    expect(nextDue(made(), times(30 * DAY))).toBe(NOW + 29.5 * DAY);
  });
});

describe("a lifetime", () => {
  it("comes early where it is due by its end before its age", () => {
    expect(expiresEarly(made(30 * DAY), times(30 * DAY))).toBe(true);
    expect(expiresEarly(made(45 * DAY), times(30 * DAY))).toBe(false);
    expect(expiresEarly(made(9 * DAY), times(5 * DAY, 3 * DAY))).toBe(false);
    expect(expiresEarly(made(9 * DAY - 2), times(5 * DAY, 3 * DAY))).toBe(true);
    expect(expiresEarly(made(), times(30 * DAY))).toBe(false);
    expect(expiresEarly(made(DAY), times(0))).toBe(false);
  });

  it("cuts the overlap that it cannot hold after its replacement", () => {
    expect(cutsOverlap(made(3 * DAY), times(30 * DAY, 2 * DAY))).toBe(true);
    expect(cutsOverlap(made(3 * DAY), times(30 * DAY, 1.5 * DAY))).toBe(false);
    expect(cutsOverlap(made(), times(30 * DAY, 90 * DAY))).toBe(false);
    expect(cutsOverlap(made(HOUR), times(0, DAY))).toBe(true);
  });
});
