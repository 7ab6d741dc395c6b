// Hunts the broken protocols in simulated histories:
//   npm run test:broken                       all of them
//   npm run test:broken -- "ignores drift"    those whose name holds these words
import type { Bench, Played } from "./bench.ts";
import { BROKEN } from "./broken.ts";
import { breakCore } from "./broken-core.ts";
import type { Broken } from "./broken-one.ts";
import { type Core, SHIPPED } from "./core.ts";
import { ENDLESS, EXHAUSTIVE } from "./families.ts";
import { playAgain } from "./replay.ts";
import { SCENARIOS } from "./scenarios.ts";

/** Where to look, from the quickest catch to the slowest. */
const STAGES: readonly (readonly [family: string, most: number])[] = [
  ["edges", Infinity],
  ["patience", Infinity],
  ["random", 800],
  ["asleep", 500],
  ["signal", 200],
  ["queued", 500],
  ["neighbours", 500],
  ["single", Infinity],
  ["settings", 400],
  ["random", 6_000],
  ["cluster", 600],
  ["asleep", Infinity],
  ["neighbours", Infinity],
  ["pasted", Infinity],
  ["unwitnessed", Infinity],
  ["rivals", 924],
  ["persons", 20_000],
  ["random", 200_000],
];

/** Histories that the protocol as it ships does not pass either: they show nothing. */
const failing = new Set<string>();

Error.stackTraceLimit = 0;
// A broken protocol may die of its break in a run that nobody waits for.
process.on("unhandledRejection", () => undefined);

const words = process.argv[2] ?? "";
const wanted = BROKEN.filter(({ name }) => name.includes(words));
let caught = 0;
for (const one of wanted) {
  const started = performance.now();
  const found = await hunt(one);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (found !== undefined) caught += 1;
  const [violation] = found?.violations ?? [];
  console.log(
    violation === undefined || found === undefined
      ? `NOT CAUGHT  ${one.name} (${seconds} s)`
      : `caught      ${one.name}: ${violation.invariant} ${violation.text} (${found.label}; ${seconds} s)`,
  );
}
console.log(`${String(caught)} of ${String(wanted.length)} caught`);
process.exitCode = caught === wanted.length ? 0 : 1;

/** The first history that shows a violation, and that the protocol as it ships passes. */
async function hunt(one: Broken): Promise<Played | undefined> {
  const core = await breakCore(one);
  const worlds: Bench["worlds"] = new Map();
  for (const [family, most] of STAGES) {
    for (;;) {
      const found = await search(core, worlds, family, most);
      if (found === undefined) break;
      const shipped = await playAgain(SHIPPED, found.label);
      if (shipped?.violations.length === 0) return found;
      failing.add(found.label);
    }
  }
  return undefined;
}

async function search(
  core: Core,
  worlds: Bench["worlds"],
  family: string,
  most: number,
): Promise<Played | undefined> {
  let found: Played | undefined;
  let played = 0;
  const explore = EXHAUSTIVE[family] ?? ENDLESS[family];
  await explore?.({
    core,
    seed: 1,
    scenarios: SCENARIOS,
    wants: (label) => !failing.has(label),
    worlds,
    onPlayed: (one) => {
      played += 1;
      if (one.violations.length > 0 && !failing.has(one.label)) found = one;
      return found === undefined && played < most;
    },
  });
  return found;
}
