/**
 * A member of the frozen set: a credential that this run may revoke, and
 * nothing else may it.
 */
export interface Revocable {
  readonly clientId: string;
  /**
   * Since when it is out of use, on GitHub's clock; undefined while nothing
   * proves it.
   */
  readonly outOfUseSince: number | undefined;
  /**
   * From when its overlap has passed, on GitHub's clock; undefined while
   * nothing proves it out of use.
   */
  readonly revocableFrom: number | undefined;
  /**
   * Client id of the hand-made token that its marker names; it has to outlive
   * that one.
   */
  readonly adopts: string | undefined;
  /**
   * `previous-token` names it: it stays until a run has since published
   * everywhere, and then its overlap counts from that run's writes.
   */
  readonly isNamed: boolean;
}

/**
 * Whether the overlap of a revocable credential has passed at `now` (GitHub's
 * clock).
 */
export function isDue(one: Revocable, now: number): boolean {
  return one.revocableFrom !== undefined && one.revocableFrom <= now;
}

/** What decides which members of the frozen set go. */
export interface RetireRule {
  /** GitHub's clock at the observation. */
  readonly now: number;
  /**
   * Overlap is zero (or it is an emergency) and all targets confirmed a
   * credential of this run: what is past its fence goes at once.
   */
  readonly atOnce: boolean;
  /**
   * A live token that this run must keep: the one it authenticates with, unless
   * it has a successor.
   */
  readonly keep: string | undefined;
}

/**
 * Picks what may be revoked now, of the frozen credentials that are still live;
 * `witnesses` are all that are past their fence.
 */
export function dueNow(
  frozen: readonly Revocable[],
  live: ReadonlySet<string>,
  rule: RetireRule,
  witnesses = frozen,
): readonly Revocable[] {
  const due = frozen.filter(
    (one) =>
      live.has(one.clientId) &&
      one.clientId !== rule.keep &&
      (rule.atOnce || (isDue(one, rule.now) && !one.isNamed)),
  );
  return withoutLastWitnesses(due, witnesses, live);
}

/**
 * Leaves out the youngest credential whose marker names a hand-made token that
 * stays, unless another one that is past its fence remembers it too: a younger
 * one may still be taken back by its run, and the token would be forgotten.
 */
export function withoutLastWitnesses(
  due: readonly Revocable[],
  witnesses: readonly Revocable[],
  live: ReadonlySet<string>,
): readonly Revocable[] {
  const going = new Set(due.map((one) => one.clientId));
  const lastWitness = new Map<string, string>();
  for (const { clientId, adopts } of witnesses) {
    if (adopts === undefined || !live.has(clientId)) continue;
    const known = lastWitness.get(adopts);
    if (known === undefined || going.has(known)) {
      lastWitness.set(adopts, clientId);
    }
  }
  return due.filter(
    (one) =>
      one.adopts === undefined ||
      !live.has(one.adopts) ||
      going.has(one.adopts) ||
      lastWitness.get(one.adopts) !== one.clientId,
  );
}

/**
 * The order of revocation: hand-made tokens before the credentials that
 * remember them, the admin token last.
 */
export function inOrder(
  due: readonly Revocable[],
  adminClientId: string,
): readonly Revocable[] {
  const rank = (one: Revocable): number =>
    one.clientId === adminClientId ? 2 : one.adopts === undefined ? 0 : 1;
  return due.toSorted((a, b) => rank(a) - rank(b));
}
