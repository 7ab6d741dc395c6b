import type { HttpAnswer } from "../../http/message.ts";
import {
  MAX_WAIT_MS,
  parseRetryAfter,
  UNTOLD_LIMIT_WAIT_MS,
} from "../../http/retry.ts";

/** The last are those of servers of 2021 and before. */
const LIMIT_WORDS =
  /secondary rate limit|rate limit exceeded|abuse detection mechanism/i;
const LIMIT_WORDS_WITHIN = 2048;

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
 * The least wait after an answer that is a rate limit, milliseconds:
 * `retry-after`, else until the reset, else a minute; undefined after any other
 * (https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately).
 */
export function rateLimitWait(answer: HttpAnswer): number | undefined {
  if (!isRateLimit(answer)) return undefined;
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
  const wait = Number(reset) * 1000 - answer.serverTime;
  return Math.min(Math.max(wait, 0), MAX_WAIT_MS);
}

/** Whether none of the hour's requests is left. */
export function isSpent({ header }: HttpAnswer): boolean {
  return header("x-ratelimit-remaining") === "0";
}
