import { describe, expect, it } from "vitest";
import { parseHttpDate } from "../../../src/http/http-date.ts";

describe("an HTTP date", () => {
  it("is read in the one form that senders may generate", () => {
    expect(parseHttpDate("Thu, 31 Jan 2030 12:00:00 GMT")).toBe(
      Date.UTC(2030, 0, 31, 12),
    );
  });

  it.each([
    undefined,
    "",
    "tomorrow",
    "2030-01-31T12:00:00Z",
    "Thursday, 31-Jan-30 12:00:00 GMT",
    "Thu Jan 31 12:00:00 2030",
    "Fri, 31 Jan 2030 12:00:00 GMT",
    "Thu, 31 Jan 2030 12:00:00 +0000",
    "Thu, 31 Jan 2030 12:00:00 GMT ",
    "Thu, 31 Jan 2030 25:00:00 GMT",
    "Sat, 13 Sep 275760 00:00:00 GMT",
    "Sat, 01 Jan 10000 00:00:00 GMT",
    "Fri, 01 Jan -0001 00:00:00 GMT",
    "0",
    "Invalid Date",
  ])("is not %j", (text) => {
    expect(parseHttpDate(text)).toBeUndefined();
  });
});
