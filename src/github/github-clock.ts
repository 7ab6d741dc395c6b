import type { HttpAnswer } from "../http/message.ts";

/** GitHub's time, which its tokens and workflow runs live by. */
export class GitHubClock {
  readonly #monotonic: () => number;
  readonly #wallTime: () => number;
  #last: { readonly serverTime: number; readonly at: number } | undefined;

  /** Both functions return milliseconds. */
  constructor(monotonic: () => number, wallTime: () => number) {
    this.#monotonic = monotonic;
    this.#wallTime = wallTime;
  }

  /** Call with every answer: the latest `Date` header sets the clock. */
  observe({ serverTime, receivedAt }: HttpAnswer): void {
    if (serverTime !== undefined) this.#last = { serverTime, at: receivedAt };
  }

  /** Epoch milliseconds; the runner's clock until an answer had a `Date`. */
  now(): number {
    return this.#last === undefined
      ? this.#wallTime()
      : this.#last.serverTime + (this.#monotonic() - this.#last.at);
  }
}
