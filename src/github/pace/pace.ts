import type { HttpAnswer, Method } from "../../http/message.ts";
import type { Pace } from "../../http/send-with-retry.ts";
import type { AttemptOutcome } from "../../http/retry.ts";
import { TransportError } from "../../http/transport-error.ts";
import type { Clock } from "../../rotation/ports.ts";
import type { Budget, RequestKind, RateLimitStatus } from "./budget.ts";
import { isSpent, rateLimitWait } from "./rate-limit.ts";

/** The longest wait after limits that state none; it doubles up to this. */
const LONGEST_PAUSE_MS = 15 * 60_000;

/** A pause ends this much later than asked for, milliseconds. */
const PAUSE_MARGIN_MS = 1_000;

/** What a pace needs to know of the run. */
export interface PaceOptions {
  readonly budget: Budget;
  readonly clock: Clock;
  /** Milliseconds until the run's deadline. */
  readonly remainingMs: () => number;
  /** True once the run is over: nothing is held back, so that it can end. */
  readonly isStopped: () => boolean;
  /** The error of a request that would have to wait for so long. */
  readonly overlong: (waitMs: number) => Error;
}

interface Waiting {
  readonly admit: () => void;
  readonly refuse: (error: Error) => void;
}

/**
 * Holds the requests of one credential back to its budget, reads and writes
 * each in their order. An answer that says to slow down stops all of them for
 * as long as it asks; when that outlasts the run, all are refused at once.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
 */
export class CredentialPace implements Pace {
  readonly #options: PaceOptions;
  readonly #queues: Record<RequestKind, Waiting[]> = { read: [], write: [] };
  #onEnd: (() => void)[] = [];
  /** Refusals in a row. */
  #strikes = 0;
  #struckAt = -Infinity;

  constructor(options: PaceOptions) {
    this.#options = options;
  }

  /** Rejects with the `overlong` error when the wait outlasts the run. */
  async admit(method: Method): ReturnType<Pace["admit"]> {
    const kind = method === "GET" ? "read" : "write";
    const { budget, clock } = this.#options;
    await new Promise<void>((admit, refuse) => {
      this.#queues[kind].push({ admit, refuse });
      if (this.#queues[kind].length === 1) void this.#work(kind);
    });
    const startedAt = clock.now();
    return (outcome) => {
      budget.end(kind, clock.now());
      this.#learn(outcome, startedAt);
      const waiting = this.#onEnd;
      this.#onEnd = [];
      for (const wake of waiting) wake();
    };
  }

  /** The error of everything that would be sent now; undefined when none. */
  overlong(): Error | undefined {
    const { budget, clock, isStopped, overlong } = this.#options;
    const wait = budget.waitFor("read", clock.now());
    return !isStopped() && this.#outlastsRun(wait) ? overlong(wait) : undefined;
  }

  async #work(kind: RequestKind): Promise<void> {
    const { budget, clock, isStopped, overlong } = this.#options;
    const queue = this.#queues[kind];
    for (let next = queue[0]; next !== undefined; next = queue[0]) {
      const wait = budget.waitFor(kind, clock.now());
      if (isStopped() || wait <= 0) {
        budget.start(kind, clock.now());
        next.admit();
        queue.shift();
      } else if (wait === Infinity) {
        await new Promise<void>((resolve) => this.#onEnd.push(resolve));
      } else if (this.#outlastsRun(wait)) {
        next.refuse(overlong(wait));
        queue.shift();
      } else {
        await clock.sleep(wait);
      }
    }
  }

  #outlastsRun(wait: number): boolean {
    return wait !== Infinity && wait >= this.#options.remainingMs();
  }

  #learn(outcome: AttemptOutcome, startedAt: number): void {
    const { budget, clock } = this.#options;
    if (outcome instanceof TransportError) return;
    const asked = rateLimitWait(outcome);
    if (asked !== undefined) {
      // Requests in flight at the first refusal only repeat it.
      if (startedAt > this.#struckAt) this.#strikes += 1;
      this.#struckAt = clock.now();
      const wait = statesWait(outcome)
        ? asked
        : Math.min(asked * 2 ** (this.#strikes - 1), LONGEST_PAUSE_MS);
      budget.pause(clock.now() + wait + PAUSE_MARGIN_MS);
    } else if (outcome.status < 400) {
      this.#strikes = 0;
      budget.learn(statusOf(outcome), clock.now());
    }
  }
}

function statesWait(answer: HttpAnswer): boolean {
  return answer.header("retry-after") !== undefined || isSpent(answer);
}

function statusOf(answer: HttpAnswer): RateLimitStatus | undefined {
  const remaining = numberOf(answer.header("x-ratelimit-remaining"));
  const reset = numberOf(answer.header("x-ratelimit-reset"));
  if (remaining === undefined || reset === undefined) return undefined;
  if (answer.serverTime === undefined) return undefined;
  return { remaining, resetInMs: reset * 1_000 - answer.serverTime + 1_000 };
}

function numberOf(text: string | undefined): number | undefined {
  return /^\d{1,12}$/u.test(text ?? "") ? Number(text) : undefined;
}
