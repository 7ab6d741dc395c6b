import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isRateLimit,
  rateLimitWait,
} from "../../../../src/github/pace/rate-limit.ts";
import type { HttpAnswer } from "../../../../src/http/message.ts";
import { MAX_WAIT_MS } from "../../../../src/http/retry.ts";
import { answered } from "../../http/outcomes.ts";

const NOW = Date.UTC(2026, 0, 5, 3, 17);
const IN_A_MINUTE = new Date(NOW + 60_000).toUTCString();
const A_MINUTE_AGO = new Date(NOW - 60_000).toUTCString();

describe("isRateLimit", () => {
  it("knows the words of older servers", () => {
    const body =
      '{"message":"You have triggered an abuse detection mechanism. Please wait a few minutes before you try again."}';
    expect(isRateLimit(answered(403, {}, body))).toBe(true);
  });

  it.each<[string, HttpAnswer, boolean]>([
    ["any 429", answered(429), true],
    ["a plain 403", answered(403, {}, "Resource not accessible"), false],
    [
      "a 403 with a quota left",
      answered(403, { "x-ratelimit-remaining": "1" }),
      false,
    ],
    [
      "a 403 with none left",
      answered(403, { "x-ratelimit-remaining": "0" }),
      true,
    ],
    ["a 403 with any retry-after", answered(403, { "retry-after": "?" }), true],
    [
      "a 403 that names the secondary limit",
      answered(403, {}, "You have exceeded a secondary rate limit"),
      true,
    ],
    [
      "a 403 that names the primary limit",
      answered(403, {}, "API rate limit exceeded for user"),
      true,
    ],
    [
      "a 403 that does so beyond 2 KB",
      answered(403, {}, `${" ".repeat(2048)}rate limit exceeded`),
      false,
    ],
    ["a 503 with a retry-after", answered(503, { "retry-after": "1" }), false],
    [
      "a 200 with the last of the quota",
      answered(200, { "x-ratelimit-remaining": "0" }),
      false,
    ],
  ])("judges %s", (_case, answer, expected) => {
    expect(isRateLimit(answer)).toBe(expected);
  });
});

describe("rateLimitWait", () => {
  const spent = { "x-ratelimit-remaining": "0" };
  const date = new Date(NOW).toUTCString();
  const reset = (seconds: number): Record<string, string> => ({
    ...spent,
    date,
    "x-ratelimit-reset": String(NOW / 1000 + seconds),
  });

  it.each<[string, Readonly<Record<string, string>>, number]>([
    ["the retry-after", { "retry-after": "5" }, 5_000],
    [
      "the retry-after before the reset",
      { ...reset(9), "retry-after": "5" },
      5_000,
    ],
    ["a date", { date, "retry-after": IN_A_MINUTE }, 60_000],
    ["the reset, when nothing is left", reset(90), 90_000],
    ["a reset in the past as none", reset(-90), 0],
    [
      "a minute, when something is left",
      { ...reset(90), "x-ratelimit-remaining": "3" },
      60_000,
    ],
    [
      "a minute, without the service's time",
      { ...spent, "x-ratelimit-reset": "1767583110" },
      60_000,
    ],
    [
      "a minute, when the reset is garbage",
      { ...reset(1), "x-ratelimit-reset": "soon" },
      60_000,
    ],
    [
      "a minute, when the reset only begins with a number",
      { ...reset(1), "x-ratelimit-reset": "1767583110s" },
      60_000,
    ],
    [
      "a minute, when the reset only ends with one",
      { ...reset(1), "x-ratelimit-reset": "+1767583110" },
      60_000,
    ],
    [
      "a minute, when the retry-after is garbage",
      { "retry-after": "-3" },
      60_000,
    ],
    ["a minute, when nothing is said", {}, 60_000],
  ])("takes %s", (_case, headers, wait) => {
    expect(rateLimitWait(answered(429, headers))).toBe(wait);
  });

  it("is none after an answer that is no rate limit", () => {
    expect(rateLimitWait(answered(403))).toBeUndefined();
    expect(rateLimitWait(answered(503, reset(9)))).toBeUndefined();
  });

  it("is a whole number of milliseconds within a day", () => {
    const value = fc.oneof(
      fc.string(),
      fc.integer().map(String),
      fc.bigInt().map(String),
    );
    const headers = fc.record({
      "retry-after": value,
      "x-ratelimit-remaining": fc.constantFrom("0", "1"),
      "x-ratelimit-reset": value,
      date: fc.constantFrom(A_MINUTE_AGO, IN_A_MINUTE, "never"),
    });
    fc.assert(
      fc.property(headers, (all) => {
        const wait = rateLimitWait(answered(429, all)) ?? -1;
        expect(Number.isInteger(wait)).toBe(true);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(MAX_WAIT_MS);
      }),
    );
  });
});
