import type { HttpAnswer } from "../http/message.ts";

/** GitHub's own time, which its tokens and runs live by. */
export interface GitHubClock {
  /** To be told every answer. */
  observe(answer: HttpAnswer): void;
  /** Epoch milliseconds; by the runner's own clock until an answer said otherwise. */
  now(): number;
}

/** A clock that follows the latest `Date` header; both arguments tell milliseconds. */
export function createGitHubClock(
  monotonic: () => number,
  wallTime: () => number,
): GitHubClock {
  let last: { readonly serverTime: number; readonly at: number } | undefined;
  return {
    observe: ({ serverTime, receivedAt }) => {
      if (serverTime !== undefined) last = { serverTime, at: receivedAt };
    },
    now: () =>
      last === undefined
        ? wallTime()
        : last.serverTime + (monotonic() - last.at),
  };
}
