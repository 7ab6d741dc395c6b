export { firstFew } from "../../rotation/first-few.ts";
export { shortId } from "../../rotation/short-id.ts";

/**
 * The last instant, in epoch milliseconds, that a four-digit year can write.
 */
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * An instant as programs read it, RFC 3339 in UTC; undefined when there is
 * none, or when it is no date between 1970 and 9999: instants come from
 * outside, and nothing that they say may stop a run from telling its outcome.
 */
export function rfc3339(epochMilliseconds: number | undefined) {
  if (epochMilliseconds === undefined || !isDate(epochMilliseconds)) {
    return undefined;
  }
  return new Date(epochMilliseconds).toISOString();
}

/** An instant as people read it, in UTC to the minute. */
export function instant(epochMilliseconds: number): string {
  const iso = rfc3339(epochMilliseconds);
  return iso === undefined
    ? "an impossible date"
    : `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

/** Whether people and programs can read it as a date: 1970 to 9999. */
export function isDate(epochMilliseconds: number): boolean {
  return epochMilliseconds >= 0 && epochMilliseconds <= LATEST;
}

/** A length of time as people read it, in its two largest units. */
export function duration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return "an unknown time";
  if (milliseconds < 0) return "0 ms";
  if (milliseconds < 999.5) return `${String(Math.round(milliseconds))} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const units: readonly (readonly [string, number])[] = [
    ["d", 86_400_000],
    ["h", 3_600_000],
    ["min", 60_000],
    ["s", 1_000],
  ];
  let rest = Math.round(milliseconds / 1000) * 1000;
  const start = units.findIndex(([, size]) => rest >= size);
  const parts = units.slice(start, start + 2).flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [`${String(count)} ${unit}`];
  });
  return parts.join(" ");
}

/** A count with its noun. */
export function count(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? "" : "s"}`;
}
