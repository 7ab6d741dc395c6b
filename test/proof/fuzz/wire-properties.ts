import fc from "fast-check";
import { parseBoundedJson } from "../../../src/service/bounded-json.ts";
import { parseHttpDate } from "../../../src/http/http-date.ts";
import {
  DEFAULT_RETRY_POLICY,
  MAX_WAIT_MS,
  parseRetryAfter,
  waitBefore,
} from "../../../src/http/retry.ts";
import { formatMarker, parseMarker } from "../../../src/rotation/marker.ts";
import { answered } from "../../unit/http/outcomes.ts";
import type { Effort, Tried } from "./properties.ts";

const header = fc.oneof(
  fc.string({ unit: "binary-ascii", maxLength: 40 }),
  fc.nat().map(String),
  fc.double().map(String),
  fc
    .date({ noInvalidDate: false })
    .map((date) => (Number.isNaN(date.getTime()) ? "" : date.toUTCString())),
);

const headers = fc.dictionary(
  fc.constantFrom(
    ...["date", "retry-after", "x-ratelimit-remaining", "x-ratelimit-reset"],
  ),
  fc.oneof(header, fc.constant("0")),
);

const isWait = (value: number, most: number): boolean =>
  Number.isInteger(value) && value >= 0 && value <= most;

/** A wait is whole, bounded, and never shorter than the service asks for (I9). */
const waits = fc.property(
  fc.constantFrom(200, 403, 429, 500, 503),
  headers,
  fc.integer({ min: 1, max: 100 }),
  fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  (status, all, attempt, random) => {
    const answer = answered(status, all);
    const asked = parseRetryAfter(all["retry-after"], answer.serverTime);
    const policy = DEFAULT_RETRY_POLICY;
    const wait = waitBefore(attempt, answer, { policy, random: () => random });
    return (
      (asked === undefined || isWait(asked, MAX_WAIT_MS)) &&
      isWait(wait, MAX_WAIT_MS + policy.maxDelayMs) &&
      wait >= (asked ?? 0)
    );
  },
);

const LATEST_YEAR = Date.UTC(9999, 11, 31);

/** `Sun, 06 Nov 1994 08:49:37 GMT`: with more, the year has more than four digits. */
const DATE_LENGTH = 29;

/** A date is read exactly, or not at all. */
const dates = fc.property(
  fc.oneof(
    header,
    fc
      .integer({ min: 0, max: LATEST_YEAR / 1000 })
      .map((seconds) => new Date(seconds * 1000).toUTCString()),
  ),
  (text) => {
    const read = parseHttpDate(text);
    return read === undefined
      ? text.length !== DATE_LENGTH || new Date(text).toUTCString() !== text
      : text.length === DATE_LENGTH && new Date(read).toUTCString() === text;
  },
);

/** A body is read as the platform reads it, or not at all. */
const bodies = fc.property(
  fc.oneof(fc.json(), fc.string({ unit: "binary", maxLength: 100 })),
  (text) => {
    const read = parseBoundedJson(text);
    return read === undefined || Object.is(JSON.stringify(read), again(text));
  },
);

function again(text: string): string {
  return JSON.stringify(JSON.parse(text));
}

const second = fc.integer({ min: 0, max: 64 ** 5 }).map((at) => at * 1000);
const letters = (length: number) =>
  fc.stringMatching(new RegExp(`^[a-z]{${String(length)}}$`, "u"));

const marker = fc.record({
  home: letters(8),
  id: letters(8),
  places: fc.nat(2 ** 31 - 1),
  placeCount: fc.nat(4095),
  roles: fc.option(letters(4), { nil: undefined }),
  attempt: letters(12),
  mintedAt: second,
  clockOffsetMs: fc.constantFrom(-300_000, 0, 299_000),
  fenceMs: fc.integer({ min: 1, max: 100_000 }).map((fence) => fence * 1000),
  lowWater: fc.option(
    fc.record({
      generatedBefore: fc.option(second, { nil: undefined }),
      lastWrite: second,
    }),
    { nil: undefined },
  ),
  named: fc.option(
    fc.record({
      clientId: letters(24),
      as: fc.constantFrom("adopted", "contradicting", "witnessed", "elsewhere"),
    }),
    { nil: undefined },
  ),
  emergency: fc.boolean(),
  cause: fc.constantFrom("planned", "repair", "record"),
  run: fc.constant("abc.1"),
});

/** A marker comes back whole whatever words follow it, and any other text is none, or one that says the same when written again (I4). */
const markers = fc.property(
  marker,
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.nat(127),
  (facts, words, at) => {
    const text = formatMarker(facts, words);
    const torn = parseMarker(
      `${text.slice(0, at)}${words.charAt(0)}${text.slice(at + 1)}`,
    );
    parseMarker(words);
    return (
      text.length <= 128 &&
      /^[ -~]+$/u.test(text) &&
      JSON.stringify(parseMarker(text)) === JSON.stringify(facts) &&
      (torn === undefined || parseMarker(formatMarker(torn, "")) !== undefined)
    );
  },
);

/** What is read from the wire, and the arithmetic upon it, never throws and keeps its bounds. */
export function fuzzWire({ runs, seed }: Effort): Tried {
  fc.assert(waits, { numRuns: runs, seed });
  fc.assert(dates, { numRuns: runs, seed });
  fc.assert(bodies, { numRuns: runs, seed });
  fc.assert(markers, { numRuns: runs, seed });
  return { runs: 4 * runs, answers: 0 };
}
