import type { Equivalent } from "./equivalent.ts";
import type { Mutant } from "./report.ts";

/** How many mutants of one file, or of all, were found. */
export interface Score {
  readonly found: number;
  readonly equivalent: number;
  readonly alive: readonly Mutant[];
}

function isMeant(one: Equivalent, mutant: Mutant): boolean {
  return (
    one.file === mutant.file &&
    one.original === mutant.original &&
    one.replacement === mutant.replacement &&
    (one.at === undefined || one.at === mutant.at) &&
    (one.after === undefined || one.after === mutant.after)
  );
}

/** Counts mutants; those on the list of equivalent ones neither live nor count. */
export function scoreOf(
  mutants: readonly Mutant[],
  list: readonly Equivalent[],
): Score {
  const alive = mutants.filter(({ fate }) => fate === "alive");
  const isListed = (mutant: Mutant): boolean =>
    list.some((one) => isMeant(one, mutant));
  return {
    found: mutants.filter(({ fate }) => fate === "found").length,
    equivalent: alive.filter(isListed).length,
    alive: alive.filter((mutant) => !isListed(mutant)),
  };
}

/** The share of mutants that were found, in percent. */
export function shareOf({
  found,
  alive,
}: Pick<Score, "found" | "alive">): number {
  const all = found + alive.length;
  return all === 0 ? 100 : (100 * found) / all;
}

/** Entries of the list about the file of these mutants that are wrong: there is no such mutant, or a test finds it. */
export function wrongEntries(
  mutants: readonly Mutant[],
  list: readonly Equivalent[],
): readonly Equivalent[] {
  const files = new Set(mutants.map(({ file }) => file));
  return list.filter((one) => {
    if (!files.has(one.file)) return false;
    const meant = mutants.filter((mutant) => isMeant(one, mutant));
    return meant.length === 0 || meant.some(({ fate }) => fate === "found");
  });
}
