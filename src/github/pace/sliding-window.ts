/**
 * Tracks the cost spent in the last `lengthMs`. A request in flight counts
 * until it ends, and from its end for the whole length: whichever moment in
 * between the service counts by, it never sees more than the limit.
 */
export class SlidingWindow {
  readonly #limit: number;
  readonly #lengthMs: number;
  #spent: { readonly at: number; readonly cost: number }[] = [];
  #spentSum = 0;
  #inFlight = 0;

  constructor(limit: number, lengthMs: number) {
    this.#limit = limit;
    this.#lengthMs = lengthMs;
  }

  /**
   * Milliseconds until there is room for `cost`; `Infinity` while only the end
   * of a request in flight can make it.
   */
  waitFor(cost: number, now: number): number {
    this.#forget(now);
    let missing = this.#spentSum + this.#inFlight + cost - this.#limit;
    if (missing <= 0) return 0;
    for (const entry of this.#spent) {
      missing -= entry.cost;
      if (missing <= 0) return entry.at + this.#lengthMs - now;
    }
    return Infinity;
  }

  start(cost: number): void {
    this.#inFlight += cost;
  }

  end(cost: number, now: number): void {
    this.#inFlight -= cost;
    this.#spentSum += cost;
    this.#spent.push({ at: now, cost });
  }

  /** An independent copy in which every request in flight ends now. */
  copy(now: number): SlidingWindow {
    const copy = new SlidingWindow(this.#limit, this.#lengthMs);
    copy.#spent = [...this.#spent];
    copy.#spentSum = this.#spentSum;
    if (this.#inFlight > 0) {
      copy.start(this.#inFlight);
      copy.end(this.#inFlight, now);
    }
    return copy;
  }

  #forget(now: number): void {
    const kept = this.#spent.findIndex(({ at }) => at + this.#lengthMs > now);
    const gone = this.#spent.splice(0, kept < 0 ? this.#spent.length : kept);
    for (const { cost } of gone) this.#spentSum -= cost;
  }
}
