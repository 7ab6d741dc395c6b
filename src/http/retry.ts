import { TransportError, type TransportErrorCode } from "./transport-error.ts";
import { parseHttpDate } from "./http-date.ts";
import type { HttpAnswer, Method } from "./message.ts";

const RETRIED_STATUSES: ReadonlySet<number> = new Set([
  408, 429, 500, 502, 503, 504,
]);

const RETRIED_ERRORS: ReadonlySet<TransportErrorCode> = new Set([
  ...(["connection-failed", "connection-lost"] as const),
  ...(["timeout", "answer-malformed"] as const),
]);

/** A proxy would refuse again, and wrong credentials must not be repeated. */
const REFUSED_BY_PROXY = /^PROXY_(4(?!08|29)\d\d|CERTIFICATE)$/;

/** Longer waits are as good as this one: no run lasts a day. */
export const MAX_WAIT_MS = 24 * 60 * 60 * 1000;

/** The last are those of servers of 2021 and before. */
const LIMIT_WORDS =
  /secondary rate limit|rate limit exceeded|abuse detection mechanism/i;
const LIMIT_WORDS_WITHIN = 2048;

/** Wait after a rate limit that does not say how long. */
const UNTOLD_LIMIT_WAIT_MS = 60_000;

/** How often to try, and how long to wait where the service does not say. */
export interface RetryPolicy {
  /** Including the first. */
  readonly maxAttempts: number;
  /** Upper bound of the first wait; doubled for each one after it. */
  readonly baseDelayMs: number;
  /** Upper bound of them all. */
  readonly maxDelayMs: number;
}

/** Five attempts, the waits between them at most 0.5, 1, 2 and 4 seconds. */
export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  maxAttempts: 5,
  baseDelayMs: 500,
  maxDelayMs: 10_000,
};

/** A policy, and numbers from 0 up to, but not including, 1. */
interface Chance {
  readonly policy: RetryPolicy;
  readonly random: () => number;
}

/** What one attempt came to. */
export type AttemptOutcome = HttpAnswer | TransportError;

/** Whether the same request may be sent again, and may fare better. */
export function isWorthRetrying(
  method: Method,
  outcome: AttemptOutcome,
): boolean {
  // Each POST may create something.
  if (method === "POST") return false;
  if (outcome instanceof TransportError) {
    const { code, detail = "" } = outcome;
    return RETRIED_ERRORS.has(code) && !REFUSED_BY_PROXY.test(detail);
  }
  return RETRIED_STATUSES.has(outcome.status) || isRateLimit(outcome);
}

/**
 * Milliseconds to wait after the given attempt (the first is 1): exponential
 * backoff with full jitter
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/),
 * on top of the wait that a rate limit demands, and never less than a
 * `retry-after`.
 */
export function waitBefore(
  attempt: number,
  outcome: AttemptOutcome,
  { policy, random }: Chance,
): number {
  const { baseDelayMs, maxDelayMs } = policy;
  const bound = Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1));
  const backoff = Math.round(random() * bound);
  if (outcome instanceof TransportError) return backoff;
  if (isRateLimit(outcome)) return waitAfterLimit(outcome) + backoff;
  const { header, serverTime } = outcome;
  const asked = parseRetryAfter(header("retry-after"), serverTime);
  return Math.max(asked ?? 0, backoff);
}

/**
 * The wait that a `retry-after` header asks for, in milliseconds from 0 to
 * `MAX_WAIT_MS`; undefined when it is missing or makes no sense. A date counts
 * from the answer's own `Date`, never from the runner's clock
 * (https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3).
 */
export function parseRetryAfter(
  value: string | undefined,
  serverTime: number | undefined,
): number | undefined {
  if (value === undefined) return undefined;
  const text = value.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return bounded(Number(text) * 1000);
  const date = parseHttpDate(text);
  if (date === undefined || serverTime === undefined) return undefined;
  return bounded(date - serverTime);
}

/**
 * Whether an answer refuses for the number of requests, and not for good: any
 * 429, and a 403 that says so
 * (https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit).
 */
export function isRateLimit(answer: HttpAnswer): boolean {
  if (answer.status === 429) return true;
  return (
    answer.status === 403 &&
    (isSpent(answer) ||
      answer.header("retry-after") !== undefined ||
      LIMIT_WORDS.test(answer.body.slice(0, LIMIT_WORDS_WITHIN)))
  );
}

/**
 * The least wait after a rate limit, in milliseconds: `retry-after`, else until
 * the reset, else a minute
 * (https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately).
 */
export function waitAfterLimit(answer: HttpAnswer): number {
  return (
    parseRetryAfter(answer.header("retry-after"), answer.serverTime) ??
    waitForReset(answer) ??
    UNTOLD_LIMIT_WAIT_MS
  );
}

/** Milliseconds until a spent rate limit is renewed, where the answer tells. */
function waitForReset(answer: HttpAnswer): number | undefined {
  const reset = answer.header("x-ratelimit-reset") ?? "";
  if (!isSpent(answer) || !/^\d+$/.test(reset)) return undefined;
  if (answer.serverTime === undefined) return undefined;
  return bounded(Number(reset) * 1000 - answer.serverTime);
}

function isSpent(answer: HttpAnswer): boolean {
  return answer.header("x-ratelimit-remaining") === "0";
}

function bounded(milliseconds: number): number {
  return Math.min(Math.max(Math.ceil(milliseconds), 0), MAX_WAIT_MS);
}
