import leven from "leven";
import { inert } from "../../rotation/inert.ts";
import { INPUT_NAMES, inputVariable } from "./input-names.ts";
import type { InputReader } from "./reader.ts";

const PREFIX = "INPUT_";

/** How many letters a name needs before a typo in it is recognized. */
const SHORTEST_MISSPELT = 6;

/** Longer variables are not shown whole, UTF-16 code units. */
const MAX_SHOWN = 60;

/**
 * Refuses `INPUT_*` variables that are misspelt inputs, which the runner passes
 * on without an error. Other variables belong to somebody else.
 */
export function refuseMisspelt(
  reader: Pick<InputReader, "addProblem">,
  variables: readonly string[],
  names: readonly string[] = INPUT_NAMES,
): void {
  const known = new Set(names.map(inputVariable));
  for (const variable of variables) {
    if (!variable.startsWith(PREFIX) || known.has(variable)) continue;
    const nearest = nearestInput(variable.slice(PREFIX.length), names);
    if (nearest === undefined) continue;
    reader.addProblem(
      inert(variable, MAX_SHOWN),
      `is not an input of this action. Did you mean ${nearest}?`,
      `${nearest}, spelt exactly like this.`,
    );
  }
}

function nearestInput(
  written: string,
  names: readonly string[],
): string | undefined {
  const text = lettersOf(written);
  return (
    names.find((name) => lettersOf(name) === text) ??
    names.find((name) => {
      const letters = lettersOf(name);
      return letters.length >= SHORTEST_MISSPELT && isOneEdit(letters, text);
    })
  );
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[-_]/gu, "");
}

/** Whether two texts differ by an insertion, deletion, substitution or swap. */
function isOneEdit(one: string, other: string): boolean {
  const edits = leven(one, other, { maxDistance: 3 });
  return edits <= 1 || (edits === 2 && sorted(one) === sorted(other));
}

function sorted(text: string): string {
  return Array.from(text).sort().join("");
}
