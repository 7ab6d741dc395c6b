/** The way to one place in a JSON value. */
export type Path = readonly (string | number)[];

/** How many entries of a list are told apart; the others are alike. */
const ENTRIES = 2;

/** Every place in a JSON value that is no list and no object. */
export function leavesOf(value: unknown, path: Path = []): readonly Path[] {
  if (Array.isArray(value)) {
    return value
      .slice(0, ENTRIES)
      .flatMap((entry, index) => leavesOf(entry, [...path, index]));
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) =>
      leavesOf(inner, [...path, key]),
    );
  }
  return [path];
}

/** The value with another one at a place. */
export function withLeaf(value: unknown, path: Path, leaf: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return leaf;
  const inner = (value as Record<string, unknown>)[key];
  const changed = withLeaf(inner, rest, leaf);
  if (Array.isArray(value)) {
    return value.map((entry: unknown, index) =>
      index === key ? changed : entry,
    );
  }
  return { ...(value as object), [key]: changed };
}
