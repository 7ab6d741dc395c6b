import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  NAMED_LENGTH,
  adoptedBy,
  formatMarker,
  isNewerMarker,
  LATEST_INSTANT,
  MARKER_LENGTH,
  type Marker,
  parseMarker,
} from "../../../src/rotation/marker.ts";
import { PLACE_MODULUS } from "../../../src/rotation/places.ts";
import { FENCE_MS, markerOf, NOW } from "./observations.ts";

const LONGEST_RUN = "zzzzzzzzzzz.zzz";

const textOf = (alphabet: string, minLength: number, maxLength: number) =>
  fc
    .array(fc.constantFrom(...Array.from(alphabet)), { minLength, maxLength })
    .map((characters) => characters.join(""));

const LETTERS =
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";

/** Whole seconds that so many digits of base64url can write, in milliseconds. */
const seconds = (digits: number) =>
  fc.maxSafeNat().map((whole) => (whole % 64 ** digits) * 1000);

const MARKERS: fc.Arbitrary<Marker> = fc.record({
  home: textOf(`${LETTERS}_-`, 8, 8),
  id: textOf(`${LETTERS}_-`, 8, 8),
  places: fc.maxSafeNat().map((sum) => sum % PLACE_MODULUS),
  placeCount: fc.nat(4095),
  roles: fc.option(textOf(`${LETTERS}_-`, 4, 4), { nil: undefined }),
  attempt: textOf(`${LETTERS}_-`, 12, 12),
  mintedAt: seconds(6),
  clockOffsetMs: fc
    .integer({ min: -2048, max: 2047 })
    .map((offset) => offset * 1000),
  fenceMs: seconds(4),
  lowWater: fc.option(
    fc.record({
      generatedBefore: fc.option(seconds(6), { nil: undefined }),
      lastWrite: seconds(6),
    }),
    { nil: undefined },
  ),
  named: fc.option(
    fc.record({
      clientId: textOf(`${LETTERS}_-`, 1, NAMED_LENGTH),
      as: fc.constantFrom("adopted", "contradicting", "witnessed", "elsewhere"),
    }),
    { nil: undefined },
  ),
  emergency: fc.boolean(),
  cause: fc.constantFrom("planned", "repair", "record"),
  run: fc
    .tuple(textOf(DIGITS, 1, 11), textOf(DIGITS, 1, 3))
    .map((parts) => parts.join(".")),
});

/** The longest of everything that a marker can say. */
const LONGEST: Marker = {
  home: "h".repeat(8),
  id: "i".repeat(8),
  places: PLACE_MODULUS - 1,
  placeCount: 4095,
  roles: "r".repeat(4),
  attempt: "a".repeat(12),
  mintedAt: LATEST_INSTANT,
  clockOffsetMs: -2_048_000,
  fenceMs: (64 ** 4 - 1) * 1000,
  lowWater: { generatedBefore: LATEST_INSTANT, lastWrite: LATEST_INSTANT },
  named: { clientId: "A".repeat(NAMED_LENGTH), as: "witnessed" },
  emergency: true,
  cause: "record",
  run: LONGEST_RUN,
};

describe("a marker", () => {
  it("says its facts in one line, words last", () => {
    expect(formatMarker(markerOf(), "acme/web TOKEN")).toBe(
      "atr2 home0001id000001 EjRWeJq8ABroleattempt_0001 BxBA5AgAAAUr............A . 2n9c.1 acme/web TOKEN",
    );
  });

  it("says the low-water pair, the named token and the emergency", () => {
    const marker = markerOf({
      clockOffsetMs: -7_000,
      lowWater: { generatedBefore: NOW - 1000, lastWrite: NOW },
      named: { clientId: "handmade", as: "adopted" },
      emergency: true,
      cause: "repair",
      roles: undefined,
    });
    expect(formatMarker(marker, "")).toBe(
      "atr2 home0001id000001 EjRWeJq8AB....attempt_0001 BxBA5Af5AAUrBxBA4_BxBA5AL handmade 2n9c.1",
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

  it("has room for the longest of everything, a named id of 34 characters included", () => {
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
  ["a short home", { home: "h".repeat(7) }],
  ["a long id", { id: "i".repeat(9) }],
  ["an id of other characters", { id: "id 00001" }],
  ["a digest that is too large", { places: PLACE_MODULUS }],
  ["a negative digest", { places: -1 }],
  ["too many places", { placeCount: 4096 }],
  ["a short digest of roles", { roles: "abc" }],
  ["a short attempt id", { attempt: "a".repeat(11) }],
  ["a long attempt id", { attempt: "a".repeat(13) }],
  ["an attempt id of other characters", { attempt: "attempt.0001" }],
  ["an instant before 1970", { mintedAt: -1 }],
  ["an instant past the year 4147", { mintedAt: LATEST_INSTANT + 1000 }],
  ["no instant", { mintedAt: Number.NaN }],
  ["clocks half an hour and more apart", { clockOffsetMs: 2_048_000 }],
  ["clocks as far apart, the other way", { clockOffsetMs: -2_049_000 }],
  ["a negative fence", { fenceMs: -1_000 }],
  ["a fence of a year", { fenceMs: 64 ** 4 * 1000 }],
  [
    "an impossible low-water mark",
    { lowWater: { generatedBefore: -1, lastWrite: NOW } },
  ],
  [
    "an impossible last write",
    { lowWater: { generatedBefore: NOW, lastWrite: -1_000 } },
  ],
  ["an empty named id", { named: { clientId: "", as: "adopted" } }],
  [
    "a named id of 35 characters",
    { named: { clientId: "A".repeat(35), as: "adopted" } },
  ],
  ["a named id with a dot", { named: { clientId: "a.b", as: "adopted" } }],
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

const PARTS = {
  format: "atr2",
  lineage: "home0001id000001",
  about: "AAAAAAABACroleattempt_0001",
  stamps: "AAAAABgCAAADAAAAAEAAAAAFN",
  named: "named",
  run: "6.7",
};
const WHOLE = Object.values(PARTS).join(" ");
const withPart = (part: Partial<typeof PARTS>): string =>
  Object.values({ ...PARTS, ...part }).join(" ");

describe("parseMarker", () => {
  it("reads a marker without words, in seconds of base64url", () => {
    expect(parseMarker(WHOLE)).toEqual({
      home: "home0001",
      id: "id000001",
      places: 1,
      placeCount: 2,
      roles: "role",
      attempt: "attempt_0001",
      mintedAt: 1_000,
      clockOffsetMs: 2_000,
      fenceMs: 3_000,
      lowWater: { generatedBefore: 4_000, lastWrite: 5_000 },
      named: { clientId: "named", as: "adopted" },
      emergency: true,
      cause: "record",
      run: "6.7",
    });
  });

  it.each([
    ["a contradicting one", "V", "contradicting"],
    ["a witnessed one", "d", "witnessed"],
    ["another secret's", "l", "elsewhere"],
  ])("tells what the named token was: %s", (_name, flag, as) => {
    const stamps = `${PARTS.stamps.slice(0, -1)}${flag}`;
    expect(parseMarker(withPart({ stamps }))?.named?.as).toBe(as);
  });

  it("tells a low-water pair that proves nothing from none", () => {
    const unproven = PARTS.stamps.replace("AAAAAE", "......");
    expect(parseMarker(withPart({ stamps: unproven }))?.lowWater).toEqual({
      generatedBefore: undefined,
      lastWrite: 5_000,
    });
    const stamps = unproven.replace("AAAAAF", "......");
    const none = parseMarker(withPart({ stamps }));
    expect(none).toHaveProperty("lowWater", undefined);
  });

  it("takes a dot for no named token, and dots for roles that nobody could tell", () => {
    const stamps = `${PARTS.stamps.slice(0, -1)}A`;
    const about = PARTS.about.replace("role", "....");
    const plain = parseMarker(withPart({ stamps, about, named: "." }));
    expect(plain).toMatchObject({ emergency: false, cause: "planned" });
    expect(plain).toHaveProperty("named", undefined);
    expect(plain).toHaveProperty("roles", undefined);
  });

  const stampsWith = (flag: string): string =>
    `${PARTS.stamps.slice(0, -1)}${flag}`;

  it.each([
    ["nothing", ""],
    ["a person's words", "token of the web shop"],
    ["another format", WHOLE.replace("atr2", "atr1")],
    ["something before it", ` ${WHOLE}`],
    ["a word that ends like it", `x${WHOLE}`],
    ["a mark without a last write", WHOLE.replace("AAAAAFN", "......N")],
    ["half a fill", WHOLE.replace("AAAAAE", "...AAE")],
    ["a double space", WHOLE.replace(" named ", "  named ")],
    ["a cause that does not exist", withPart({ stamps: stampsWith("P") })],
    ["a named token that was nothing", withPart({ stamps: stampsWith("A") })],
    ["nothing named that was something", withPart({ named: "." })],
    ["a named id with a dot", withPart({ named: "a.b" })],
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

describe("a marker of a newer format", () => {
  it.each([
    ["of the next version", "atr3 home0001whatever follows", true],
    ["of a version with a letter", "atra home0001", true],
    ["of this version", WHOLE, false],
    ["of an older version", "atr1 home0001", false],
    ["of another home", "atr3 home0002", false],
    ["of no version", "atr home0001", false],
    ["behind something else", "x atr3 home0001", false],
  ])("is told: one %s", (_name, text, expected) => {
    expect(isNewerMarker(text, "home0001")).toBe(expected);
  });
});

describe("the adopted token of a marker", () => {
  it.each([
    ["adopted", "hand"],
    ["contradicting", undefined],
    ["witnessed", undefined],
    ["elsewhere", undefined],
  ] as const)("is the named one only where it was %s", (as, expected) => {
    expect(adoptedBy({ named: { clientId: "hand", as } })).toBe(expected);
  });

  it("is none where nothing is named", () => {
    expect(adoptedBy({ named: undefined })).toBeUndefined();
  });
});
