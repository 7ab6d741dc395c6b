import fc from "fast-check";

/** Draws so many different items, the same for the same seed. */
export function draw<T>(
  items: readonly T[],
  count: number,
  seed: number,
): readonly T[] {
  const size = Math.min(count, items.length);
  const subsets = fc.shuffledSubarray([...items], {
    minLength: size,
    maxLength: size,
  });
  return fc.sample(subsets, { seed, numRuns: 1 })[0] ?? [];
}
