import { describe, expect, it } from "vitest";
import { readInstant } from "../../../src/astra/instant.ts";
import { LATEST_INSTANT } from "../../../src/rotation/marker.ts";

const SECOND = Date.UTC(2021, 3, 30, 19, 38, 26);

describe("readInstant", () => {
  it.each<[string, unknown, number]>([
    ["RFC 3339 in UTC", "2021-04-30T19:38:26Z", SECOND],
    ["milliseconds", "2021-04-30T19:38:26.147Z", SECOND + 147],
    ["nanoseconds", "2021-04-30T19:38:26.147847107Z", SECOND + 147],
    ["one digit of fraction", "2021-04-30T19:38:26.1Z", SECOND + 100],
    ["small letters", "2021-04-30t19:38:26z", SECOND],
    ["an offset", "2021-04-30T21:38:26+02:00", SECOND],
    ["a negative offset", "2021-04-30T14:08:26-05:30", SECOND],
    ["an offset without a colon", "2021-04-30T21:38:26+0200", SECOND],
    ["an offset of hours alone", "2021-04-30T21:38:26+02", SECOND],
    ["no zone", "2021-04-30T19:38:26.147", SECOND + 147],
    ["a space for the T", "2021-04-30 19:38:26", SECOND],
    ["Go's form", "2021-04-30 19:38:26.147 +0000 UTC", SECOND + 147],
    ["Go's form elsewhere", "2021-04-30 21:38:26 +0200 CEST", SECOND],
    ["Go's nameless zone", "2021-04-30 22:38:26 +0300 +03", SECOND],
    [
      "Go's monotonic reading",
      "2021-04-30 19:38:26.147 +0000 UTC m=+0.012345",
      SECOND + 147,
    ],
    ["epoch seconds", SECOND / 1e3, SECOND],
    ["epoch seconds with a fraction", SECOND / 1e3 + 0.147, SECOND + 147],
    ["epoch milliseconds", SECOND, SECOND],
    ["epoch microseconds", SECOND * 1e3, SECOND],
    ["epoch nanoseconds", SECOND * 1e6, SECOND],
    ["an epoch number in quotes", String(SECOND / 1e3), SECOND],
    ["the earliest", "2015-01-01T00:00:00Z", Date.UTC(2015, 0, 1)],
    ["the latest", new Date(LATEST_INSTANT).toISOString(), LATEST_INSTANT],
  ])("reads %s", (_, value, at) => {
    expect(readInstant(value)).toEqual({ kind: "known", at });
  });

  it.each([
    undefined,
    null,
    "",
    0,
    "0001-01-01T00:00:00Z",
    "2014-12-31T23:59:59.999Z",
    "9999-12-31T23:59:59Z",
    new Date(LATEST_INSTANT + 1).toISOString(),
  ])("takes %j as no statement", (value) => {
    expect(readInstant(value)).toEqual({ kind: "none" });
  });

  it.each([
    "2021-04-30",
    "2021-13-30T19:38:26Z",
    "x2021-04-30T19:38:26Z",
    "2021-04-30T19:38:26Zx",
    "2021-04-30T19:38:26+99:99",
    "+002021-04-30T19:38:26Z",
    "30.04.2021 19:38:26",
    "Fri, 30 Apr 2021 19:38:26 GMT",
    "yesterday",
    "12",
    "9".repeat(200),
    -1,
    Number.NaN,
    true,
    ["2021-04-30T19:38:26Z"],
    { seconds: 1_619_811_506 },
  ])("does not read %j", (value) => {
    expect(readInstant(value)).toEqual({ kind: "unreadable" });
  });
});
