import { SlidingWindow } from "./sliding-window.ts";

/** What a request counts as; a write also counts as the creation of content. */
export type RequestKind = "read" | "write";

/** How many requests one credential may send. */
export interface Limits {
  /** A read is one point, a write five. */
  readonly pointsPerMinute: number;
  readonly writesPerMinute: number;
  readonly writesPerHour: number;
  /** Writes that may follow one another at once; later ones keep the rate of a minute. */
  readonly burst: number;
  /** Requests under way at once. */
  readonly concurrent: number;
}

/**
 * GitHub's documented limits. The burst is ours, and so is the concurrency,
 * which GitHub allows to be 100 for all programs that use the credential.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 */
export const GITHUB_LIMITS: Limits = {
  pointsPerMinute: 900,
  writesPerMinute: 80,
  writesPerHour: 500,
  burst: 20,
  concurrent: 64,
};

/** How a credential stands with its hourly limit, as an answer tells it. */
export interface RateLimitStatus {
  readonly remaining: number;
  /** Milliseconds until the hour begins anew. */
  readonly resetInMs: number;
}

const POINTS: Readonly<Record<RequestKind, number>> = { read: 1, write: 5 };

/** Two machines do not measure a minute alike: what we wait longer. */
const MINUTE_MS = 60_250;
const HOUR_MS = 3_601_000;

/** Resets that differ by less belong to the same hour. */
const SAME_RESET_MS = 10_000;

/**
 * What one credential may still send. Pure arithmetic: instants are arguments,
 * in milliseconds of any clock that never goes back.
 */
export class Budget {
  readonly #limits: Limits;
  #points: SlidingWindow;
  #minute: SlidingWindow;
  #hour: SlidingWindow;
  #underWay = 0;
  #writesUnderWay = 0;
  /** When the next write would leave if all kept the sustained rate. */
  #nextWriteAt = -Infinity;
  #pausedUntil = -Infinity;
  #primary: { left: number; resetAt: number } | undefined;
  /** GitHub Enterprise Server has no limits unless its administrator sets them. */
  #isLimited = true;

  constructor(limits: Limits = GITHUB_LIMITS) {
    this.#limits = limits;
    this.#points = new SlidingWindow(limits.pointsPerMinute, MINUTE_MS);
    this.#minute = new SlidingWindow(limits.writesPerMinute, MINUTE_MS);
    this.#hour = new SlidingWindow(limits.writesPerHour, HOUR_MS);
  }

  /** Milliseconds until a request may leave; `Infinity` while the end of another one has to come first. */
  waitFor(kind: RequestKind, now: number): number {
    if (this.#underWay >= this.#limits.concurrent) return Infinity;
    const waits = [0, this.#pausedUntil - now, this.#primaryWait(now)];
    if (this.#isLimited) {
      waits.push(this.#points.waitFor(POINTS[kind], now));
      if (kind === "write") {
        waits.push(
          this.#minute.waitFor(1, now),
          this.#hour.waitFor(1, now),
          this.#nextWriteAt - (this.#limits.burst - 1) * this.#interval - now,
        );
      }
    }
    return Math.max(...waits);
  }

  /** Notes that a request leaves. */
  start(kind: RequestKind, now: number): void {
    this.#underWay += 1;
    this.#points.start(POINTS[kind]);
    if (this.#primary !== undefined) this.#primary.left -= 1;
    if (kind === "read") return;
    this.#writesUnderWay += 1;
    this.#minute.start(1);
    this.#hour.start(1);
    this.#nextWriteAt = Math.max(this.#nextWriteAt, now) + this.#interval;
  }

  /** Notes that a request ended, with an answer or without. */
  end(kind: RequestKind, now: number): void {
    this.#underWay -= 1;
    this.#points.end(POINTS[kind], now);
    if (kind === "read") return;
    this.#writesUnderWay -= 1;
    this.#minute.end(1, now);
    this.#hour.end(1, now);
  }

  /** Nothing leaves before that instant, and no burst follows it. */
  pause(until: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, until);
    this.#nextWriteAt = Math.max(
      this.#nextWriteAt,
      until + (this.#limits.burst - 1) * this.#interval,
    );
  }

  /** Learns from an answer how the hourly limit stands; undefined when the service has none. */
  learn(standing: RateLimitStatus | undefined, now: number): void {
    this.#isLimited = standing !== undefined;
    if (standing === undefined) return;
    // Those under way may not be counted yet.
    const left = standing.remaining - this.#underWay;
    const resetAt = now + standing.resetInMs;
    const known = this.#primary;
    this.#primary =
      known !== undefined && resetAt < known.resetAt + SAME_RESET_MS
        ? { resetAt: known.resetAt, left: Math.min(known.left, left) }
        : { resetAt, left };
  }

  /** The least time in which so many writes can leave, those under way among them, milliseconds. */
  timeFor(writes: number, now: number): number {
    const copy = this.#copy(now);
    let at = now;
    for (let write = this.#writesUnderWay; write < writes; write += 1) {
      at += copy.waitFor("write", at);
      copy.start("write", at);
      copy.end("write", at);
    }
    return at - now;
  }

  /** Milliseconds between two writes at the sustained rate. */
  get #interval(): number {
    return MINUTE_MS / this.#limits.writesPerMinute;
  }

  #primaryWait(now: number): number {
    if (this.#primary === undefined || this.#primary.left > 0) return 0;
    const wait = this.#primary.resetAt - now;
    if (wait <= 0) this.#primary = undefined;
    return wait;
  }

  #copy(now: number): Budget {
    const copy = new Budget(this.#limits);
    copy.#points = this.#points.copy(now);
    copy.#minute = this.#minute.copy(now);
    copy.#hour = this.#hour.copy(now);
    copy.#nextWriteAt = this.#nextWriteAt;
    copy.#pausedUntil = this.#pausedUntil;
    copy.#primary = this.#primary && { ...this.#primary };
    copy.#isLimited = this.#isLimited;
    return copy;
  }
}
