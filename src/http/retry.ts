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

/** Wait after a rate limit that does not say how long. */
export const UNTOLD_LIMIT_WAIT_MS = 60_000;

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

/** What a wait depends on, beside the outcome. */
interface WaitTerms {
  readonly policy: RetryPolicy;
  /** From 0 up to, but not including, 1. */
  readonly random: () => number;
  /** What a rate limit demands that only the service's words tell. */
  readonly limitWait?: number | undefined;
}

/** What one attempt came to. */
export type AttemptOutcome = HttpAnswer | TransportError;

/**
 * Whether the same request may be sent again, and may fare better, as after
 * each rate limit.
 */
export function isWorthRetrying(
  method: Method,
  outcome: AttemptOutcome,
  limitWait?: number,
): boolean {
  // Each POST may create something.
  if (method === "POST") return false;
  if (outcome instanceof TransportError) {
    const { code, detail = "" } = outcome;
    return RETRIED_ERRORS.has(code) && !REFUSED_BY_PROXY.test(detail);
  }
  return RETRIED_STATUSES.has(outcome.status) || limitWait !== undefined;
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
  { policy, random, limitWait }: WaitTerms,
): number {
  const { baseDelayMs, maxDelayMs } = policy;
  const bound = Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1));
  const backoff = Math.round(random() * bound);
  if (outcome instanceof TransportError) return backoff;
  if (limitWait !== undefined) return limitWait + backoff;
  const { status, header, serverTime } = outcome;
  const asked = parseRetryAfter(header("retry-after"), serverTime);
  if (status === 429) return (asked ?? UNTOLD_LIMIT_WAIT_MS) + backoff;
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
  const text = value?.trim() ?? "";
  const wait = /^\d+(\.\d+)?$/.test(text)
    ? Number(text) * 1000
    : (parseHttpDate(text) ?? NaN) - (serverTime ?? NaN);
  if (Number.isNaN(wait)) return undefined;
  return Math.min(Math.max(Math.ceil(wait), 0), MAX_WAIT_MS);
}
