import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TransportErrorCode } from "../../../src/http/transport-error.ts";
import type { TransportError } from "../../../src/http/transport-error.ts";
import {
  DEFAULT_RETRY_POLICY,
  isWorthRetrying,
  MAX_WAIT_MS,
  parseRetryAfter,
  waitBefore,
} from "../../../src/http/retry.ts";
import { answered, failed } from "./outcomes.ts";

const NOW = Date.UTC(2026, 0, 5, 3, 17);
const IN_A_MINUTE = new Date(NOW + 60_000).toUTCString();
const A_MINUTE_AGO = new Date(NOW - 60_000).toUTCString();

describe("parseRetryAfter", () => {
  it.each([
    ["0", 0],
    ["7", 7_000],
    [" 7 ", 7_000],
    ["1.5", 1_500],
    ["0.0001", 1],
    ["86400", MAX_WAIT_MS],
    ["86401", MAX_WAIT_MS],
    ["9".repeat(400), MAX_WAIT_MS],
    [IN_A_MINUTE, 60_000],
    [A_MINUTE_AGO, 0],
    ["Fri, 31 Dec 9999 23:59:59 GMT", MAX_WAIT_MS],
    ["-1", undefined],
    ["1e3", undefined],
    ["0x10", undefined],
    ["Infinity", undefined],
    ["5, 5", undefined],
    ["soon", undefined],
    ["", undefined],
    ["2026-01-05", undefined],
    ["Thu, 99 Jan 2026 03:17:00 GMT", undefined],
    [undefined, undefined],
  ])("reads %j as %s ms", (value, wait) => {
    expect(parseRetryAfter(value, NOW)).toBe(wait);
  });

  it("ignores a date where the service's own time is not known", () => {
    expect(parseRetryAfter(IN_A_MINUTE, undefined)).toBeUndefined();
  });

  it("never returns a wait that is negative, broken or beyond a day", () => {
    const text = fc.oneof(
      fc.string(),
      fc.double().map(String),
      fc.bigInt().map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    );
    fc.assert(
      fc.property(text, fc.option(fc.nat(4e12)), (value, serverTime) => {
        const wait = parseRetryAfter(value, serverTime ?? undefined) ?? 0;
        expect(Number.isInteger(wait)).toBe(true);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(MAX_WAIT_MS);
      }),
    );
  });
});

describe("isWorthRetrying", () => {
  const statuses = [
    200, 204, 301, 307, 400, 401, 403, 404, 408, 409, 422, 429, 500, 501, 502,
    503, 504,
  ];
  const codes: TransportErrorCode[] = [
    "connection-failed",
    "tls-failed",
    "timeout",
    "connection-lost",
    "answer-too-large",
    "answer-malformed",
    "cancelled",
    "invalid-request",
  ];

  it.each(["GET", "PUT", "DELETE"] as const)(
    "repeats a %s after some",
    (method) => {
      expect(
        statuses.filter((status) => isWorthRetrying(method, answered(status))),
      ).toEqual([408, 429, 500, 502, 503, 504]);
      expect(
        codes.filter((code) => isWorthRetrying(method, failed(code))),
      ).toEqual([
        "connection-failed",
        "timeout",
        "connection-lost",
        "answer-malformed",
      ]);
      expect(isWorthRetrying(method, answered(403), 0)).toBe(true);
    },
  );

  it("repeats a POST after none", () => {
    const outcomes = [
      ...statuses.map((status) => answered(status)),
      ...codes.map((code) => failed(code)),
    ];
    for (const outcome of outcomes) {
      expect(isWorthRetrying("POST", outcome)).toBe(false);
      expect(isWorthRetrying("POST", outcome, 0)).toBe(false);
    }
  });
});

describe("what a proxy refused", () => {
  it.each([
    ["PROXY_403", false],
    ["PROXY_407", false],
    ["PROXY_CERTIFICATE", false],
    ["PROXY_408", true],
    ["PROXY_429", true],
    ["PROXY_502", true],
    ["PROXY_UNREACHABLE", true],
    ["PROXY_NO_ANSWER", true],
  ])("is sent again or not: %s", (detail, isRetried) => {
    const outcome = failed("connection-failed", "not-sent", detail);
    expect(isWorthRetrying("GET", outcome)).toBe(isRetried);
  });
});

describe("waitBefore", () => {
  const policy = { maxAttempts: 5, baseDelayMs: 500, maxDelayMs: 3_000 };
  const half = { policy, random: () => 0.5 };

  it.each([
    [1, 250],
    [2, 500],
    [3, 1_000],
    [4, 1_500],
    [400, 1_500],
    [4_000, 1_500],
  ])("backs off after attempt %i within %i ms", (attempt, wait) => {
    expect(waitBefore(attempt, failed("timeout"), half)).toBe(wait);
    expect(waitBefore(attempt, answered(502), half)).toBe(wait);
  });

  it("never waits less than a retry-after asks for", () => {
    const busy = answered(503, { "retry-after": "4" });
    expect(waitBefore(1, busy, half)).toBe(4_000);
    const atOnce = answered(503, { "retry-after": "0" });
    expect(waitBefore(2, atOnce, half)).toBe(500);
  });

  it("adds the backoff to what a rate limit demands", () => {
    const limited = { ...half, limitWait: 7_000 };
    expect(waitBefore(2, answered(403), limited)).toBe(7_500);
    expect(waitBefore(2, answered(429), limited)).toBe(7_500);
  });

  it("takes a 429 for a rate limit, of a minute if it does not say", () => {
    expect(waitBefore(2, answered(429), half)).toBe(60_500);
    const told = answered(429, { "retry-after": "3" });
    expect(waitBefore(2, told, half)).toBe(3_500);
  });

  it("is a whole number of milliseconds, bounded on both sides", () => {
    const value = fc.oneof(fc.string(), fc.integer().map(String));
    const outcome = fc.oneof(
      fc.constant<TransportError>(failed("connection-lost")),
      fc
        .record({
          status: fc.constantFrom(403, 408, 429, 500, 503),
          "retry-after": value,
          date: fc.constantFrom(A_MINUTE_AGO, IN_A_MINUTE, "never"),
        })
        .map(({ status, ...headers }) => answered(status, headers)),
    );
    const fraction = fc.double({
      min: 0,
      max: 1,
      maxExcluded: true,
      noNaN: true,
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2000 }),
        outcome,
        fraction,
        (attempt, after, at) => {
          const wait = waitBefore(attempt, after, {
            policy: DEFAULT_RETRY_POLICY,
            random: () => at,
          });
          expect(Number.isInteger(wait)).toBe(true);
          expect(wait).toBeGreaterThanOrEqual(0);
          expect(wait).toBeLessThanOrEqual(
            MAX_WAIT_MS + DEFAULT_RETRY_POLICY.maxDelayMs,
          );
        },
      ),
    );
  });
});
