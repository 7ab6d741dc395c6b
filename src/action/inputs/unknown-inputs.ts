import { inert } from "../../rotation/inert.ts";
import { INPUT_NAMES, type InputName, inputVariable } from "./input-names.ts";
import type { InputReader } from "./reader.ts";

const PREFIX = "INPUT_";

/** How many letters a name needs before a typo in it is recognized. */
const SHORTEST_MISSPELT = 6;

/** Longer variables are not shown whole, UTF-16 code units. */
const MAX_SHOWN = 60;

const KNOWN = new Set(INPUT_NAMES.map(inputVariable));

/**
 * Refuses `INPUT_*` variables that are misspelt inputs, which the runner passes
 * on without an error. Other variables belong to somebody else.
 */
export function refuseMisspelt(
  reader: InputReader,
  variables: readonly string[],
): void {
  for (const variable of variables) {
    if (!variable.startsWith(PREFIX) || KNOWN.has(variable)) continue;
    const nearest = nearestInput(variable.slice(PREFIX.length));
    if (nearest === undefined) continue;
    reader.addProblem(
      inert(variable, MAX_SHOWN),
      `is not an input of this action. Did you mean ${nearest}?`,
      `${nearest}, spelt exactly like this.`,
    );
  }
}

function nearestInput(written: string): InputName | undefined {
  const text = lettersOf(written);
  return (
    INPUT_NAMES.find((name) => lettersOf(name) === text) ??
    INPUT_NAMES.find((name) => {
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
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  const [left, right] = [one.slice(start), other.slice(start)];
  const isSwap = left[0] === right[1] && left[1] === right[0];
  return (
    left === right.slice(1) ||
    left.slice(1) === right ||
    left.slice(1) === right.slice(1) ||
    (isSwap && left.slice(2) === right.slice(2))
  );
}
