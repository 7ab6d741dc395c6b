import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  digestOf,
  isWithin,
  openPlaceBook,
  PLACE_MODULUS,
} from "../../../src/rotation/places.ts";

/** Different hashes, as they are made outside of the protocol. */
const hashesOf = (count: number): number[] => {
  let state = 12_345n;
  return Array.from({ length: count }, () => {
    state = (state * 6_364_136_223_846_793_005n + 1n) % 2n ** 64n;
    return Number(state >> 16n);
  });
};

const numbers = (set: ReadonlySet<number> | undefined): number[] | undefined =>
  set === undefined ? undefined : [...set].sort((a, b) => a - b);

describe("the digest of places", () => {
  it("is the same in every order, and of nothing is 0", () => {
    const hashes = hashesOf(9);
    expect(digestOf(hashes.toReversed())).toBe(digestOf(hashes));
    expect(digestOf([])).toBe(0);
    expect(digestOf([PLACE_MODULUS - 1, 2])).toBe(1);
  });
});

describe("a book of places", () => {
  const hashes = hashesOf(12);
  const book = openPlaceBook(hashes);
  const all = hashes.map((_, number) => number);
  const of = (...some: readonly number[]): number =>
    digestOf(some.map((number) => hashes[number] ?? 0));
  const without = (...some: readonly number[]): number[] =>
    all.filter((number) => !some.includes(number));

  it("knows all of its places", () => {
    expect(book.all).toBe(digestOf(hashes));
    expect(numbers(book.read(book.all))).toEqual(all);
  });

  it("recognizes them less up to three, whichever they are", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(11), { minLength: 1, maxLength: 3 }),
        (lacking) => {
          const rest = without(...lacking);
          expect(numbers(book.read(of(...rest)))).toEqual(rest);
        },
      ),
    );
  });

  it("recognizes up to three of them alone", () => {
    expect(numbers(book.read(of(4)))).toEqual([4]);
    expect(numbers(book.read(of(1, 11)))).toEqual([1, 11]);
    expect(numbers(book.read(of(0, 5, 11)))).toEqual([0, 5, 11]);
    expect(numbers(book.read(of(3, 4, 5)))).toEqual([3, 4, 5]);
    expect(numbers(book.read(of(9, 10, 11)))).toEqual([9, 10, 11]);
  });

  it("recognizes none of them", () => {
    expect(numbers(book.read(digestOf([])))).toEqual([]);
  });

  it("works out each digest once", () => {
    expect(book.read(of(1, 11))).toBe(book.read(of(1, 11)));
  });

  it("takes the fewest places where several sums fit", () => {
    const lacksOne = openPlaceBook([1, 2, 3, 50]).read(digestOf([1, 2, 50]));
    expect(numbers(lacksOne)).toEqual([0, 1, 3]);
    const hasOne = openPlaceBook([1, 2, 3, ...hashes]).read(3);
    expect(numbers(hasOne)).toEqual([2]);
  });

  it("does not recognize fewer, or others, or one place twice", () => {
    expect(book.read(of(0, 1, 2, 3))).toBeUndefined();
    expect(book.read(of(...without(0, 1, 2, 3)))).toBeUndefined();
    expect(book.read((book.all + 7) % PLACE_MODULUS)).toBeUndefined();
    expect(book.read(digestOf([hashes[3] ?? 0, hashes[3] ?? 0]))).toBe(
      undefined,
    );
  });

  it("recognizes three missing of 1,000, and that none fits", () => {
    const many = hashesOf(1_000);
    const large = openPlaceBook(many);
    const less = many.filter((_, number) => ![3, 500, 999].includes(number));
    expect(large.read(digestOf(less))?.size).toBe(997);
    expect(large.read(7)).toBeUndefined();
  });
});

describe("a set within another", () => {
  it.each([
    [[1], [1, 2], true],
    [[], [], true],
    [[1, 2], [1, 2], true],
    [[1, 3], [1, 2], false],
    [[1, 2], [1], false],
  ])("%j in %j: %s", (one, other, expected) => {
    expect(isWithin(new Set(one), new Set(other))).toBe(expected);
  });
});
