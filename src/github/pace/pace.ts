import type { HttpAnswer, Method } from "../../http/message.ts";
import type { Pace, Settle } from "../../http/pace.ts";
import {
  type AttemptOutcome,
  isRateLimit,
  waitAfterLimit,
} from "../../http/retry.ts";
import { TransportError } from "../../http/http-error.ts";
import type { Clock } from "../../rotation/ports.ts";
import type { Budget, RequestKind, RateLimitStatus } from "./budget.ts";

/** The longest wait after limits that do not say how long, milliseconds; it doubles up to this. */
const LONGEST_PAUSE_MS = 15 * 60_000;

/** A pause ends this much later than asked for, milliseconds. */
const PAUSE_MARGIN_MS = 1_000;

/** What a pace lives by. */
export interface PaceOptions {
  readonly budget: Budget;
  readonly clock: Clock;
  /** True once the run is over: then nothing is held back, so that everything can end. */
  readonly isStopped: () => boolean;
}

/**
 * Holds the requests of one credential back to its budget, reads and writes in
 * the order in which they came. An answer that says to slow down stops all of
 * them for as long as it asks.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
 */
export function createPace({ budget, clock, isStopped }: PaceOptions): Pace {
  const lanes: Record<RequestKind, (() => void)[]> = { read: [], write: [] };
  let onEnd: (() => void)[] = [];
  let strikes = 0;
  let struckAt = -Infinity;

  const mayLeave = async (kind: RequestKind): Promise<void> => {
    const wait = budget.waitFor(kind, clock.now());
    if (wait === Infinity) {
      await new Promise<void>((resolve) => onEnd.push(resolve));
    } else {
      await clock.sleep(wait);
    }
  };

  const work = async (kind: RequestKind): Promise<void> => {
    const lane = lanes[kind];
    for (let next = lane[0]; next !== undefined; next = lane[0]) {
      if (isStopped() || budget.waitFor(kind, clock.now()) <= 0) {
        budget.start(kind, clock.now());
        next();
        lane.shift();
      } else {
        await mayLeave(kind);
      }
    }
  };

  const learn = (outcome: AttemptOutcome, startedAt: number): void => {
    if (outcome instanceof TransportError) return;
    if (isRateLimit(outcome)) {
      // Those under way when the first was refused say the same thing once more.
      if (startedAt > struckAt) strikes += 1;
      struckAt = clock.now();
      const asked = waitAfterLimit(outcome);
      const wait = saysHowLong(outcome)
        ? asked
        : Math.min(asked * 2 ** (strikes - 1), LONGEST_PAUSE_MS);
      budget.pause(clock.now() + wait + PAUSE_MARGIN_MS);
    } else if (outcome.status < 400) {
      strikes = 0;
      budget.learn(standingOf(outcome), clock.now());
    }
  };

  return {
    admit: async (method) => {
      const kind = kindOf(method);
      await new Promise<void>((resolve) => {
        lanes[kind].push(resolve);
        if (lanes[kind].length === 1) void work(kind);
      });
      const startedAt = clock.now();
      const settle: Settle = (outcome) => {
        budget.end(kind, clock.now());
        learn(outcome, startedAt);
        const waiting = onEnd;
        onEnd = [];
        for (const wake of waiting) wake();
      };
      return settle;
    },
  };
}

function kindOf(method: Method): RequestKind {
  return method === "GET" ? "read" : "write";
}

function saysHowLong({ header }: HttpAnswer): boolean {
  return (
    header("retry-after") !== undefined ||
    header("x-ratelimit-remaining") === "0"
  );
}

function standingOf(answer: HttpAnswer): RateLimitStatus | undefined {
  const remaining = numberOf(answer.header("x-ratelimit-remaining"));
  const reset = numberOf(answer.header("x-ratelimit-reset"));
  if (remaining === undefined || reset === undefined) return undefined;
  if (answer.serverTime === undefined) return undefined;
  return { remaining, resetInMs: reset * 1_000 - answer.serverTime + 1_000 };
}

function numberOf(text: string | undefined): number | undefined {
  return /^\d{1,12}$/u.test(text ?? "") ? Number(text) : undefined;
}
