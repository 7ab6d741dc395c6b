import { parseBoundedJson } from "../service/bounded-json.ts";
import { TransportError } from "../http/transport-error.ts";
import { isWorthRetrying } from "../http/retry.ts";
import { rateLimitWait } from "./pace/rate-limit.ts";
import { type GitHubAnswer, isPage } from "./provenance.ts";

/** Waits within a run. */
export interface Waiting {
  /**
   * Waits so many milliseconds; false, without waiting, when the run would be
   * over by then or was stopped.
   */
  pause(milliseconds: number): Promise<boolean>;
}

/**
 * The pauses before a request is repeated, milliseconds: what passes at GitHub
 * has mostly passed after some seconds.
 */
export const PAUSES_MS = [1_000, 2_000, 4_000, 8_000] as const;

/**
 * The pauses before a response that cannot be read is asked for again,
 * milliseconds: what cut it has mostly passed at once.
 */
const REREAD_PAUSES_MS = [250, 1_000] as const;

/** Waits by the run's clock, and within its deadline. */
export function createWaiting(run: {
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly remainingMs: () => number;
  readonly isStopped: () => boolean;
}): Waiting {
  return {
    pause: async (milliseconds) => {
      if (run.isStopped() || milliseconds >= run.remainingMs()) return false;
      await run.sleep(milliseconds);
      return !run.isStopped();
    },
  };
}

/**
 * Sends until the outcome is not a passing one, or the pauses or the time are
 * used up; then the last outcome stands. Only for requests that do no harm when
 * they are carried out twice.
 */
export async function repeatPassing(
  send: () => Promise<GitHubAnswer>,
  isUsable: (answer: GitHubAnswer) => boolean,
  waiting: Waiting,
): Promise<GitHubAnswer> {
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await send().catch((thrown: unknown) => {
      if (thrown instanceof TransportError) return thrown;
      throw thrown;
    });
    const isAnswer = !(outcome instanceof TransportError);
    const limitWait = isAnswer ? rateLimitWait(outcome) : undefined;
    const isPassing =
      // What may be repeated is what a GET may be repeated for.
      isWorthRetrying("GET", outcome, limitWait) ||
      (isAnswer && !isUsable(outcome));
    const pause = PAUSES_MS[attempt];
    if (isPassing && pause !== undefined) {
      if (await waiting.pause(limitWait ?? pause)) continue;
    }
    if (!isAnswer) throw outcome;
    return outcome;
  }
}

/**
 * Sends a GET again whose answer was cut or garbled on the way, so that it is
 * no JSON. A web page is none of these: it comes from something else, and
 * again.
 */
export async function reread(
  send: () => Promise<GitHubAnswer>,
  waiting: Waiting,
): Promise<GitHubAnswer> {
  let answer = await send();
  for (const pause of REREAD_PAUSES_MS) {
    const { status, asked, body } = answer;
    if (asked.method !== "GET" || status !== 200 || isPage(answer)) break;
    if (parseBoundedJson(body) !== undefined) break;
    if (!(await waiting.pause(pause))) break;
    answer = await send();
  }
  return answer;
}
