import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ADOPTED_LENGTH,
  formatMarker,
  LATEST_INSTANT,
  MARKER_LENGTH,
  type Marker,
  parseMarker,
} from "../../../src/rotation/marker.ts";
import { FENCE_MS, markerOf, NOW } from "./observations.ts";

const LONGEST_RUN = "zzzzzzzzzzz.zzz";

const textOf = (alphabet: string, minLength: number, maxLength: number) =>
  fc
    .array(fc.constantFrom(...Array.from(alphabet)), { minLength, maxLength })
    .map((characters) => characters.join(""));

const LETTERS =
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";

/** Whole seconds whose base 36 has at most so many digits, in milliseconds. */
const seconds = (digits: number) =>
  fc.integer({ min: 0, max: 36 ** digits - 1 }).map((whole) => whole * 1000);

const MARKERS: fc.Arbitrary<Marker> = fc.record({
  lineage: textOf(`${LETTERS}._~-`, 1, 22),
  attempt: textOf(`${LETTERS}_-`, 12, 12),
  mintedAt: seconds(7),
  clockOffsetMs: fc
    .tuple(fc.constantFrom(-1, 1), seconds(3))
    .map(([sign, offset]) => (offset === 0 ? 0 : sign * offset)),
  fenceMs: seconds(5),
  lowWater: fc.option(
    fc.record({
      generatedBefore: fc.option(seconds(7), { nil: undefined }),
      lastWrite: seconds(7),
    }),
    { nil: undefined },
  ),
  adopts: fc.option(textOf(LETTERS, 1, ADOPTED_LENGTH), { nil: undefined }),
  emergency: fc.boolean(),
  run: fc
    .tuple(textOf(DIGITS, 1, 11), textOf(DIGITS, 1, 3))
    .map((parts) => parts.join(".")),
});

/** The longest of everything that a marker can say. */
const LONGEST: Marker = {
  lineage: "l".repeat(22),
  attempt: "a".repeat(12),
  mintedAt: (36 ** 7 - 1) * 1000,
  clockOffsetMs: -(36 ** 3 - 1) * 1000,
  fenceMs: (36 ** 5 - 1) * 1000,
  lowWater: {
    generatedBefore: (36 ** 7 - 1) * 1000,
    lastWrite: (36 ** 7 - 1) * 1000,
  },
  adopts: "A".repeat(ADOPTED_LENGTH),
  emergency: true,
  run: LONGEST_RUN,
};

describe("a marker", () => {
  it("says its facts in one line, words last", () => {
    expect(formatMarker(markerOf(), "acme/web TOKEN")).toBe(
      "atr1 acme-web attempt_0001 vcvtc0 0 10r - - - n 2n9c.1 acme/web TOKEN",
    );
  });

  it("says the low-water pair, the adopted token and the emergency", () => {
    const marker = markerOf({
      clockOffsetMs: -7_000,
      lowWater: { generatedBefore: NOW - 1000, lastWrite: NOW },
      adopts: "handmade",
      emergency: true,
    });
    expect(formatMarker(marker, "")).toBe(
      "atr1 acme-web attempt_0001 vcvtc0 -7 10r vcvtbz vcvtc0 handmade e 2n9c.1",
    );
  });

  it("is read as it was written, whatever the words", () => {
    fc.assert(
      fc.property(MARKERS, fc.string({ unit: "binary" }), (marker, words) => {
        expect(parseMarker(formatMarker(marker, words))).toEqual(marker);
      }),
    );
  });

  it("is printable ASCII of at most 128 characters, without white space at its ends", () => {
    fc.assert(
      fc.property(
        MARKERS,
        fc.string({ unit: "binary", maxLength: 200 }),
        (marker, words) => {
          const text = formatMarker(marker, words);
          expect(text).toMatch(/^[!-~](?:[ -~]{0,126}[!-~])$/u);
        },
      ),
    );
  });

  it("has room for the longest of everything, an adopted id of 34 characters included", () => {
    const text = formatMarker(LONGEST, "acme/web TOKEN");
    expect(text).toHaveLength(MARKER_LENGTH);
    expect(parseMarker(text)).toEqual(LONGEST);
  });

  it("is never too long to be read, whichever of its facts are the longest", () => {
    const parts = Object.keys(LONGEST) as (keyof Marker)[];
    fc.assert(
      fc.property(
        MARKERS,
        fc.subarray(parts),
        fc.string({ maxLength: 200 }),
        (marker, longest, words) => {
          const stretched = {
            ...marker,
            ...Object.fromEntries(longest.map((part) => [part, LONGEST[part]])),
          };
          const text = formatMarker(stretched, words);
          expect(text.length).toBeLessThanOrEqual(128);
          expect(parseMarker(text)).toEqual(stretched);
        },
      ),
    );
  });

  it("rounds every instant to the side that revokes later", () => {
    const parsed = parseMarker(
      formatMarker(
        markerOf({
          mintedAt: NOW + 999,
          clockOffsetMs: -1,
          fenceMs: FENCE_MS + 1,
          lowWater: { generatedBefore: NOW - 1, lastWrite: NOW + 1 },
        }),
        "",
      ),
    );
    expect(parsed).toMatchObject({
      mintedAt: NOW,
      clockOffsetMs: -1_000,
      fenceMs: FENCE_MS + 1_000,
      lowWater: { generatedBefore: NOW - 1_000, lastWrite: NOW + 1_000 },
    });
  });
});

describe("the words of a marker", () => {
  it.each([
    ["of several lines", " a\r\nb\tc ", "a b c"],
    ["beyond ASCII", "Zürich → web", "Z rich web"],
    ["of every printable character", "!09AZaz~", "!09AZaz~"],
    ["with many spaces", "a    b", "a b"],
  ])("%s stay inert", (_name, words, inert) => {
    const [, shown] = formatMarker(markerOf(), words).split(" 2n9c.1 ");
    expect(shown).toBe(inert);
  });

  it("are cut to fit, and end in no space", () => {
    const empty = formatMarker(markerOf(), "").length;
    const room = MARKER_LENGTH - empty - 1;
    const words = `${"w".repeat(room - 1)} x`;
    expect(formatMarker(markerOf(), words)).toHaveLength(MARKER_LENGTH - 1);
    const longer = formatMarker(markerOf(), "w".repeat(room + 1));
    expect(longer).toHaveLength(MARKER_LENGTH);
  });

  it("leave no trace when there are none", () => {
    expect(formatMarker(markerOf(), " \n ")).toMatch(/2n9c\.1$/u);
  });
});

const UNFIT: readonly (readonly [string, Partial<Marker>])[] = [
  ["an empty lineage", { lineage: "" }],
  ["a lineage of 23 characters", { lineage: "l".repeat(23) }],
  ["a lineage with a space", { lineage: "a b" }],
  ["a short attempt id", { attempt: "a".repeat(11) }],
  ["a long attempt id", { attempt: "a".repeat(13) }],
  ["an attempt id of other characters", { attempt: "attempt.0001" }],
  ["an instant before 1970", { mintedAt: -1 }],
  ["an instant past the year 4453", { mintedAt: 36 ** 7 * 1000 }],
  ["no instant", { mintedAt: Number.NaN }],
  ["clocks a day and more apart", { clockOffsetMs: 36 ** 3 * 1000 }],
  ["clocks a day and more apart, the other way", { clockOffsetMs: -1e9 }],
  ["a negative fence", { fenceMs: -1_000 }],
  ["a fence of years", { fenceMs: 36 ** 5 * 1000 }],
  [
    "an impossible low-water mark",
    { lowWater: { generatedBefore: -1, lastWrite: NOW } },
  ],
  [
    "an impossible last write",
    { lowWater: { generatedBefore: NOW, lastWrite: -1_000 } },
  ],
  ["an empty adopted id", { adopts: "" }],
  ["an adopted id of 35 characters", { adopts: "A".repeat(35) }],
  ["an adopted id with a hyphen", { adopts: "a-b" }],
  ["a run without attempt", { run: "2n9c" }],
  ["a run of 12 digits", { run: `${"1".repeat(12)}.1` }],
  ["a run with 4 digits of attempt", { run: "1.1111" }],
];

describe("formatMarker", () => {
  it("states every instant from 1970 to the latest, and none beyond", () => {
    for (const at of [0, LATEST_INSTANT]) {
      const facts = {
        mintedAt: at,
        lowWater: { generatedBefore: at, lastWrite: at },
      };
      const text = formatMarker(markerOf(facts), "");
      expect(parseMarker(text)).toMatchObject(facts);
    }
    const lowWater = {
      generatedBefore: undefined,
      lastWrite: LATEST_INSTANT + 1,
    };
    expect(() => formatMarker(markerOf({ lowWater }), "")).toThrow(RangeError);
  });

  it.each(UNFIT)("refuses %s", (_name, facts) => {
    expect(() => formatMarker(markerOf(facts), "")).toThrow(
      new RangeError("unfit for a marker"),
    );
  });
});

const WHOLE = "atr1 l attempt_0001 1 2 3 4 5 adopted e 6.7";

describe("parseMarker", () => {
  it("reads a marker without words, in seconds of base 36", () => {
    expect(parseMarker(WHOLE)).toEqual({
      lineage: "l",
      attempt: "attempt_0001",
      mintedAt: 1_000,
      clockOffsetMs: 2_000,
      fenceMs: 3_000,
      lowWater: { generatedBefore: 4_000, lastWrite: 5_000 },
      adopts: "adopted",
      emergency: true,
      run: "6.7",
    });
  });

  it("tells a low-water pair that proves nothing from none", () => {
    expect(parseMarker(WHOLE.replace("4 5", "- 5"))?.lowWater).toEqual({
      generatedBefore: undefined,
      lastWrite: 5_000,
    });
    const none = parseMarker(WHOLE.replace("4 5", "- -"));
    expect(none).toHaveProperty("lowWater", undefined);
  });

  it("takes a dash for no adopted token, and n for no emergency", () => {
    const plain = parseMarker(WHOLE.replace("adopted e", "- n"));
    expect(plain).toMatchObject({ emergency: false });
    expect(plain).toHaveProperty("adopts", undefined);
  });

  it.each([
    ["nothing", ""],
    ["a person's words", "token of the web shop"],
    ["another format", WHOLE.replace("atr1", "atr2")],
    ["something before it", ` ${WHOLE}`],
    ["a word that ends like it", `x${WHOLE}`],
    ["upper case", WHOLE.toUpperCase()],
    ["a last write that is missing", WHOLE.replace("4 5", "4 -")],
    ["a double space", WHOLE.replace(" 1 ", "  1 ")],
    ["two signs", WHOLE.replace(" 2 ", " --2 ")],
    ["a kind that does not exist", WHOLE.replace(" e ", " x ")],
    ["an adopted id with a hyphen", WHOLE.replace("adopted", "a-b")],
    ["words without a space before", `${WHOLE}:words`],
    ["a line break in the words", `${WHOLE} a\nb`],
    ["a letter that is not ASCII in the words", `${WHOLE} é`],
    ["a line break at its end", `${WHOLE}\n`],
    ["more than 128 characters", `${WHOLE} ${"w".repeat(128)}`],
  ])("refuses %s", (_name, text) => {
    expect(parseMarker(text)).toBeUndefined();
  });

  it("reads 128 characters, and not one more", () => {
    const text = WHOLE.padEnd(WHOLE.length + 1).padEnd(MARKER_LENGTH, "w");
    expect(parseMarker(text)).toBeDefined();
    expect(parseMarker(`${text}w`)).toBeUndefined();
  });

  it.each(WHOLE.split(" ").map((part, index) => [part, index] as const))(
    "refuses a marker without its part %s",
    (_part, index) => {
      const text = WHOLE.split(" ").toSpliced(index, 1).join(" ");
      expect(parseMarker(text)).toBeUndefined();
    },
  );
});
