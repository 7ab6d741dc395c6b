import { LATEST_INSTANT } from "../rotation/marker.ts";

/**
 * Earliest instant that a token can have been made at; Astra writes year 1
 * where it knows none.
 */
const EARLIEST = Date.UTC(2015, 0, 1);

const DATE_AND_TIME = new RegExp(
  [
    "^(?<date>\\d{4}-\\d\\d-\\d\\d)[Tt ](?<time>\\d\\d:\\d\\d:\\d\\d)",
    "(?:[.,](?<fraction>\\d{1,12}))?",
    " ?(?<zone>[Zz]|UTC|GMT|[+-]\\d\\d(?::?\\d\\d)?)?",
    // What Go's `time.String` adds: the zone's name and a monotonic reading.
    "(?: (?:[A-Z]{1,5}|[+-]\\d\\d(?:\\d\\d)?))?(?: m=[+-][\\d.]{1,30})?$",
  ].join(""),
  "u",
);

/** What a field of a time says. */
export type StatedInstant =
  | { readonly kind: "known"; readonly at: number }
  /**
   * Absent, empty, or a placeholder of a time that the service does not know.
   */
  | { readonly kind: "none" }
  /** It says something that is no time in any form known here. */
  | { readonly kind: "unreadable" };

/**
 * Reads a time as epoch milliseconds: RFC 3339 with any offset, the same
 * without a zone (taken as UTC), Go's `time.String`, or an epoch number in
 * seconds, milliseconds, microseconds or nanoseconds.
 * https://pkg.go.dev/time#Time.String
 */
export function readInstant(value: unknown): StatedInstant {
  if (value === undefined || value === null || value === "" || value === 0) {
    return { kind: "none" };
  }
  const at = epochOf(value);
  if (at === undefined) return { kind: "unreadable" };
  return at >= EARLIEST && at <= LATEST_INSTANT
    ? { kind: "known", at }
    : { kind: "none" };
}

/** The instant, where one is known; epoch milliseconds. */
export function knownInstant(stated: StatedInstant): number | undefined {
  return stated.kind === "known" ? stated.at : undefined;
}

function epochOf(value: unknown): number | undefined {
  if (typeof value === "number") return inMilliseconds(value);
  if (typeof value !== "string" || value.length > 100) return undefined;
  if (/^\d{9,19}(?:\.\d{1,9})?$/u.test(value)) {
    return inMilliseconds(Number(value));
  }
  const groups = DATE_AND_TIME.exec(value.trim())?.groups;
  if (groups === undefined) return undefined;
  const { date, time, fraction = "0", zone } = groups;
  const parsed = Date.parse(
    `${date ?? ""}T${time ?? ""}.${fraction.slice(0, 3)}${offsetOf(zone)}`,
  );
  return Number.isNaN(parsed) ? undefined : parsed;
}

/** As ECMAScript's own format of dates wants it. */
function offsetOf(zone: string | undefined): string {
  if (zone === undefined || !/^[+-]/u.test(zone)) return "Z";
  const digits = zone.replace(":", "").padEnd(5, "0");
  return `${digits.slice(0, 3)}:${digits.slice(3)}`;
}

/**
 * The unit follows from the size: no instant of this century is the same in two
 * of them.
 */
function inMilliseconds(epoch: number): number | undefined {
  if (!Number.isFinite(epoch) || epoch < 0) return undefined;
  if (epoch < 1e11) return Math.floor(epoch * 1_000);
  if (epoch < 1e14) return Math.floor(epoch);
  if (epoch < 1e17) return Math.floor(epoch / 1e3);
  return Math.floor(epoch / 1e6);
}
