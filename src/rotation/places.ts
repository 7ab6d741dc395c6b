/**
 * Sums of place hashes are taken modulo this; a hash is a whole number below
 * it.
 */
export const PLACE_MODULUS = 2 ** 48;

/**
 * How many places a set may lack, or have, to be recognized among a run's own.
 */
const MOST_APART = 3;

/** Some of a run's own places, by their number in its list. */
export type PlaceSet = ReadonlySet<number>;

/** Finds out which of a run's own places a digest stands for. */
export interface PlaceBook {
  /** The digest of all of the run's places. */
  readonly all: number;
  /**
   * Which of the run's places a digest is the sum of; undefined when it is of
   * none that can be recognized.
   */
  readonly read: (digest: number) => PlaceSet | undefined;
}

/** The digest of a set of places: the sum of their hashes, in no order. */
export function digestOf(hashes: readonly number[]): number {
  return hashes.reduce((sum, hash) => (sum + hash) % PLACE_MODULUS, 0);
}

/**
 * A book over a run's places. It recognizes all of them, all less up to three,
 * and up to three alone; each digest is worked out once.
 */
export function openPlaceBook(hashes: readonly number[]): PlaceBook {
  const all = digestOf(hashes);
  const numbers = new Map(hashes.map((hash, number) => [hash, number]));
  const known = new Map<number, PlaceSet | undefined>();
  const read = (digest: number): PlaceSet | undefined => {
    const lacking = few(hashes, numbers, minus(all, digest));
    if (lacking !== undefined) {
      const out = new Set(lacking);
      const own = hashes.map((_, number) => number);
      return new Set(own.filter((number) => !out.has(number)));
    }
    const alone = few(hashes, numbers, digest);
    return alone === undefined ? undefined : new Set(alone);
  };
  return {
    all,
    read: (digest) => {
      if (!known.has(digest)) known.set(digest, read(digest));
      return known.get(digest);
    },
  };
}

/** Whether all of one set is in the other. */
export function isWithin(one: PlaceSet, other: PlaceSet): boolean {
  return one.size <= other.size && [...one].every((place) => other.has(place));
}

/**
 * Up to three different places whose hashes add up to the sum; with 1,000
 * places half a million looks.
 */
function few(
  hashes: readonly number[],
  numbers: ReadonlyMap<number, number>,
  sum: number,
  most = MOST_APART,
  from = 0,
): readonly number[] | undefined {
  if (sum === 0) return [];
  if (most === 1) {
    const number = numbers.get(sum);
    return number === undefined || number < from ? undefined : [number];
  }
  const single = few(hashes, numbers, sum, 1, from);
  if (single !== undefined) return single;
  for (let number = from; number < hashes.length; number += 1) {
    const rest = minus(sum, hashes[number] ?? 0);
    const others = few(hashes, numbers, rest, most - 1, number + 1);
    if (others !== undefined) return [number, ...others];
  }
  return undefined;
}

function minus(a: number, b: number): number {
  return (a - b + PLACE_MODULUS) % PLACE_MODULUS;
}
