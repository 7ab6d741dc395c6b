import { SlidingWindow } from "./sliding-window.ts";

/** What a request counts as; a write also counts as content creation. */
export type RequestKind = "read" | "write";

/** How many requests one credential may send. */
export interface Limits {
  /** A read is one point, a write five. */
  readonly pointsPerMinute: number;
  readonly writesPerMinute: number;
  readonly writesPerHour: number;
  /** Writes that may leave at once; later ones keep the rate of a minute. */
  readonly burst: number;
  /** Requests in flight at once. */
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

/** The status of a credential's hourly limit, as an answer states it. */
export interface RateLimitStatus {
  readonly remaining: number;
  /** Milliseconds until the next hour starts. */
  readonly resetInMs: number;
}

const POINTS: Readonly<Record<RequestKind, number>> = { read: 1, write: 5 };

/** Of the hourly limit, what a write needs at most, its reads included. */
const REQUESTS_PER_WRITE = 4;

/** A little longer, because two machines do not measure a minute alike. */
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
  #inFlight = 0;
  #writesInFlight = 0;
  /** When the next write would leave if all kept the sustained rate. */
  #nextWriteAt = -Infinity;
  #pausedUntil = -Infinity;
  #primary: { left: number; resetAt: number } | undefined;
  /** GitHub Enterprise Server has no limits by default. */
  #isLimited = true;

  constructor(limits: Limits = GITHUB_LIMITS) {
    this.#limits = limits;
    this.#points = new SlidingWindow(limits.pointsPerMinute, MINUTE_MS);
    this.#minute = new SlidingWindow(limits.writesPerMinute, MINUTE_MS);
    this.#hour = new SlidingWindow(limits.writesPerHour, HOUR_MS);
  }

  /**
   * Milliseconds until a request may leave; `Infinity` while another one has to
   * end first.
   */
  waitFor(kind: RequestKind, now: number): number {
    if (this.#inFlight >= this.#limits.concurrent) return Infinity;
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

  /**
   * Whether a read can leave now and takes nothing that so many writes will
   * need.
   */
  canSpareRead(writes: number, now: number): boolean {
    if (this.waitFor("read", now) > 0) return false;
    const primary = this.#primary?.left ?? Infinity;
    if (primary <= REQUESTS_PER_WRITE * writes) return false;
    const soon = Math.min(writes, this.#limits.writesPerMinute);
    const points = POINTS.read + POINTS.write * soon;
    return !this.#isLimited || this.#points.waitFor(points, now) <= 0;
  }

  /** Records that a request leaves. */
  start(kind: RequestKind, now: number): void {
    this.#inFlight += 1;
    this.#points.start(POINTS[kind]);
    if (this.#primary !== undefined) this.#primary.left -= 1;
    if (kind === "read") return;
    this.#writesInFlight += 1;
    this.#minute.start(1);
    this.#hour.start(1);
    this.#nextWriteAt = Math.max(this.#nextWriteAt, now) + this.#interval;
  }

  /** Records that a request ended, with an answer or without. */
  end(kind: RequestKind, now: number): void {
    this.#inFlight -= 1;
    this.#points.end(POINTS[kind], now);
    if (kind === "read") return;
    this.#writesInFlight -= 1;
    this.#minute.end(1, now);
    this.#hour.end(1, now);
  }

  /** Holds everything back until that instant; no burst follows it. */
  pause(until: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, until);
    this.#nextWriteAt = Math.max(
      this.#nextWriteAt,
      until + (this.#limits.burst - 1) * this.#interval,
    );
  }

  /** Records the status of the hourly limit; undefined when there is none. */
  learn(status: RateLimitStatus | undefined, now: number): void {
    this.#isLimited = status !== undefined;
    if (status === undefined) return;
    // Requests in flight may not be counted yet.
    const left = status.remaining - this.#inFlight;
    const resetAt = now + status.resetInMs;
    const known = this.#primary;
    this.#primary =
      known !== undefined && resetAt < known.resetAt + SAME_RESET_MS
        ? { resetAt: known.resetAt, left: Math.min(known.left, left) }
        : { resetAt, left };
  }

  /**
   * The least time in which so many writes can leave, those in flight among
   * them, milliseconds.
   */
  timeFor(writes: number, now: number): number {
    const copy = this.#copy(now);
    let at = now;
    for (let write = this.#writesInFlight; write < writes; write += 1) {
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
