import { BROKEN_EVIDENCE } from "./broken-evidence.ts";
import { BROKEN_PROOFS } from "./broken-proofs.ts";
import { BROKEN_RUNS } from "./broken-runs.ts";
import { BROKEN_WITNESSES } from "./broken-witnesses.ts";
import type { Broken } from "./broken-one.ts";

/**
 * Protocols that look right and are not. Each has to be caught by the simulated
 * world; one that is not would show a blind spot of the checks.
 */
export const BROKEN: readonly Broken[] = [
  ...BROKEN_RUNS,
  ...BROKEN_EVIDENCE,
  ...BROKEN_WITNESSES,
];

/** The broken protocol of that name; throws when there is none. */
export function brokenOf(name: string): Broken {
  const found = [...BROKEN, ...BROKEN_PROOFS].find((one) => one.name === name);
  if (found === undefined) throw new Error(`no broken protocol "${name}"`);
  return found;
}
