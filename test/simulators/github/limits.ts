import type { SimulatedAnswer } from "../kernel/gate.ts";
import type { GithubBehaviour } from "./behaviour.ts";
import { githubError } from "./errors.ts";
import type { Token } from "./tokens.ts";

/** How a principal stands with its hourly limit. */
export interface RateState {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  /** Epoch seconds. */
  readonly reset: number;
}

/** A request as the limits count it. */
export interface CountedRequest {
  readonly sequence: number;
  readonly method: string;
  /** Whether it creates content, as far as GitHub counts that. */
  readonly creates: boolean;
}

/**
 * The rate limits of
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api,
 * on the service's clock, per principal.
 */
export interface Limits {
  /** Notes that a request is under way. */
  begin(sequence: number): void;
  /** Notes that a request is over. */
  end(sequence: number): void;
  /** Counts a request, or gives the answer that refuses it. */
  admit(token: Token, request: CountedRequest): SimulatedAnswer | undefined;
  /** Counts writes that another program sends at this moment. */
  spend(token: Token, writes: number): void;
  state(token: Token): RateState;
}

interface Account {
  windowStart: number;
  used: number;
  /** Moments and points of the last minute. */
  points: { at: number; cost: number }[];
  /** Moments of the last hour. */
  creations: number[];
}

const EXCEEDED = {
  present:
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
  old: "You have triggered an abuse detection mechanism. Please wait a few minutes before you try again.",
} as const;

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
/**
 * GitHub ends every request after ten seconds, so none is under way for longer.
 */
const longestRequest = 10 * second;

/** Nobody has asked for anything yet. */
export function createLimits(
  clock: { now(): number },
  behaviour: () => GithubBehaviour,
): Limits {
  const accounts = new Map<string, Account>();
  const underWay = new Map<number, number>();

  function account(token: Token): Account {
    const now = clock.now();
    let found = accounts.get(token.principal);
    if (found === undefined) {
      found = { windowStart: now, used: 0, points: [], creations: [] };
      accounts.set(token.principal, found);
    }
    if (now - found.windowStart >= hour) {
      found.windowStart = now;
      found.used = 0;
    }
    found.points = found.points.filter(({ at }) => now - at < minute);
    found.creations = found.creations.filter((at) => now - at < hour);
    return found;
  }

  function state(token: Token): RateState {
    const { used, windowStart } = account(token);
    const limit = behaviour().primaryLimit ?? ordinaryLimit(token);
    const remaining = Math.max(0, limit - used);
    const reset = Math.ceil((windowStart + hour) / second);
    return { limit, used, remaining, reset };
  }

  /**
   * Milliseconds until a secondary limit lets the request pass, or undefined.
   */
  function secondaryWait(
    { points }: Account,
    cost: number,
  ): number | undefined {
    const now = clock.now();
    const spent = points.reduce((sum, entry) => sum + entry.cost, 0);
    if (spent + cost > behaviour().pointsPerMinute)
      return (points[0]?.at ?? now) + minute - now;
    for (const [sequence, since] of underWay)
      if (now - since >= longestRequest) underWay.delete(sequence);
    if (underWay.size > behaviour().concurrentRequests) return minute;
    return undefined;
  }

  /** The same for the limits on the creation of content. */
  function creationWait({ creations }: Account): number | undefined {
    const now = clock.now();
    const recent = creations.filter((at) => now - at < minute);
    if (recent.length >= 80) return (recent[0] ?? now) + minute - now;
    if (creations.length >= 500) return (creations[0] ?? now) + hour - now;
    return undefined;
  }

  return {
    begin: (sequence) => underWay.set(sequence, clock.now()),
    end: (sequence) => underWay.delete(sequence),
    state,
    spend: (token, writes) => {
      const entry = account(token);
      const at = clock.now();
      for (let write = 0; write < writes; write += 1) {
        entry.points.push({ at, cost: 5 });
        entry.creations.push(at);
      }
      entry.used += writes;
    },
    admit: (token, request) => {
      if (!behaviour().limited) return undefined;
      const cost = isRead(request.method) ? 1 : 5;
      const entry = account(token);
      if (state(token).remaining === 0)
        return primaryRefusal(token, behaviour());
      const wait = secondaryWait(entry, cost);
      if (wait !== undefined)
        return secondaryRefusal(
          EXCEEDED[behaviour().limitWords],
          wait,
          behaviour(),
        );
      const creates = request.creates && behaviour().contentCreationLimited;
      const pause = creates ? creationWait(entry) : undefined;
      if (pause !== undefined)
        return secondaryRefusal(
          "You have exceeded a secondary rate limit and have been temporarily blocked from content creation. Please retry your request again later.",
          pause,
          behaviour(),
        );
      entry.used += 1;
      entry.points.push({ at: clock.now(), cost });
      if (creates) entry.creations.push(clock.now());
      return undefined;
    },
  };
}

function isRead(method: string): boolean {
  return ["GET", "HEAD", "OPTIONS"].includes(method);
}

function ordinaryLimit(token: Token): number {
  return token.grant.kind === "workflow" ? 1_000 : 5_000;
}

function primaryRefusal(
  token: Token,
  behaviour: GithubBehaviour,
): SimulatedAnswer {
  return githubError(
    behaviour.limitStatus,
    `API rate limit exceeded for ${token.principal}.`,
  );
}

function secondaryRefusal(
  message: string,
  wait: number,
  behaviour: GithubBehaviour,
): SimulatedAnswer {
  const seconds = String(Math.max(1, Math.ceil(wait / second)));
  return githubError(
    behaviour.limitStatus,
    message,
    behaviour.limitRetryAfter ? { "retry-after": seconds } : {},
  );
}
