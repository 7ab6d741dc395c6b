/** A reproducible source of chance: the same seed gives the same numbers. */
export interface Chance {
  /** A whole number from 0 to `below` - 1. */
  readonly upTo: (below: number) => number;
  readonly oneIn: (n: number) => boolean;
  readonly pick: <T>(options: readonly T[]) => T;
}

/** Mulberry32 over a seed and a history's number. */
export function createChance(seed: number, number: number): Chance {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(number, 0x85ebca6b)) | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const upTo = (below: number): number => Math.floor(next() * below);
  return {
    upTo,
    oneIn: (n) => upTo(n) === 0,
    pick: (options) => {
      const picked = options[upTo(options.length)];
      if (picked === undefined) throw new Error("nothing to pick from");
      return picked;
    },
  };
}
