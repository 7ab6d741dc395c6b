import type { Member } from "./lineage.ts";
import type { Policy } from "./observation.ts";

const DAY_MS = 86_400_000;

/**
 * The longest that a rotation may come before `rotate-after` is over,
 * milliseconds.
 */
const LONGEST_SLACK_MS = DAY_MS / 2;

/**
 * What a credential's overlap should leave of its lifetime when it is replaced,
 * milliseconds.
 */
const SPARE_MS = 2 * DAY_MS;

/**
 * A credential with a beginning and perhaps an end, on Astra's clock, epoch
 * milliseconds.
 */
export type Lifetime = Pick<Member, "generatedOn" | "expiresOn">;

type Times = Pick<Policy, "rotateAfterMs" | "overlapMs">;

/**
 * From when a credential is due, epoch milliseconds on Astra's clock: at its
 * age, less the slack that lets a schedule as long as `rotate-after` work, or
 * when too little of its lifetime is left. `-Infinity` when every run rotates.
 */
export function nextDue(one: Lifetime, times: Times): number {
  return Math.min(dueByAge(one, times), dueByExpiry(one, times) ?? Infinity);
}

/**
 * From when its age makes it due: a tenth of `rotate-after` earlier, twelve
 * hours at most; `-Infinity` when every run rotates.
 */
export function dueByAge(
  { generatedOn }: Lifetime,
  { rotateAfterMs }: Times,
): number {
  if (rotateAfterMs === 0) return -Infinity;
  const slack = Math.min(rotateAfterMs / 10, LONGEST_SLACK_MS);
  return generatedOn + rotateAfterMs - slack;
}

/**
 * From when its end makes it due: when what is left is no more than the larger
 * of overlap and two days, and a third of the lifetime, though never before
 * half of it. Undefined when it never ends.
 */
export function dueByExpiry(
  { generatedOn, expiresOn }: Lifetime,
  { overlapMs }: Times,
): number | undefined {
  if (expiresOn === undefined) return undefined;
  const lifetime = expiresOn - generatedOn;
  const wanted = Math.max(overlapMs + SPARE_MS, lifetime / 3);
  return expiresOn - Math.min(wanted, lifetime / 2);
}

/**
 * Whether its lifetime ends before the overlap has passed, when it is replaced
 * as soon as it is due.
 */
export function cutsOverlap(one: Lifetime, times: Times): boolean {
  const dueOn = nextDue(one, times);
  const replacedOn = dueOn === -Infinity ? one.generatedOn : dueOn;
  return (
    one.expiresOn !== undefined && one.expiresOn < replacedOn + times.overlapMs
  );
}

/** Whether its end makes it due before its age would. */
export function expiresEarly(one: Lifetime, times: Times): boolean {
  const byExpiry = dueByExpiry(one, times);
  return (
    times.rotateAfterMs > 0 &&
    byExpiry !== undefined &&
    byExpiry < dueByAge(one, times)
  );
}
