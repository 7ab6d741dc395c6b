import type { Core } from "./core.ts";
import { converge } from "./converge.ts";
import {
  beginHistory,
  finish,
  type History,
  isOver,
  start,
  wait,
} from "./history.ts";
import type { Violation } from "./invariants.ts";
import type { Scenario } from "./scenario.ts";
import type { World } from "./world.ts";

/** What became of one history. */
export interface Played {
  readonly label: string;
  readonly fingerprint: string;
  readonly violations: readonly Violation[];
  readonly history: History;
}

/** Where histories are played: one protocol, and the worlds that they begin in. */
export interface Bench {
  readonly core: Core;
  readonly seed: number;
  /** Where histories begin; a part of all scenarios when several processes share the work. */
  readonly scenarios: readonly Scenario[];
  /** Whether this process is to play the case of that label. */
  readonly wants: (label: string) => boolean;
  /** Receives every history; what it returns tells whether to go on. */
  readonly onPlayed: (played: Played) => boolean;
  readonly worlds: Map<string, Promise<Past>>;
  readonly log?: string[];
}

/** The world that clean runs have made, and what was broken meanwhile. */
interface Past {
  readonly world: World;
  readonly violations: readonly Violation[];
}

/** A part of the exploration: plays its cases one by one; false once it was told to stop. */
export type Family = (bench: Bench) => Promise<boolean>;

/** Plays one case to its end, judges whether it converges, and tells the bench; whether to go on. */
export async function play(
  bench: Bench,
  label: string,
  scenario: Scenario,
  script: (history: History) => Promise<void>,
): Promise<boolean> {
  const past = await pastOf(bench, scenario);
  bench.log?.splice(0);
  const history = beginHistory(bench.core, scenario, past.world, bench.log);
  history.violations.push(...past.violations);
  if (!isOver(history)) await script(history);
  if (!isOver(history)) await converge(history);
  return bench.onPlayed({
    label,
    fingerprint: history.fingerprint.value(),
    violations: history.violations,
    history,
  });
}

/** How a scenario begins: made once, by clean runs of the protocol itself. */
async function pastOf(bench: Bench, scenario: Scenario): Promise<Past> {
  const { worlds, core } = bench;
  const known = worlds.get(scenario.name);
  if (known !== undefined) return await known;
  const made = makePast(core, scenario);
  worlds.set(scenario.name, made);
  return await made;
}

async function makePast(core: Core, scenario: Scenario): Promise<Past> {
  const history = beginHistory(core, scenario, scenario.create());
  for (const pause of scenario.past) {
    for (const spec of [scenario.spec, ...scenario.neighbours]) {
      const run = start(history, spec);
      await finish(history);
      const error = run.outcome?.error;
      if (error !== undefined && scenario.converges) {
        const text = `a clean run of the past failed: ${error.code}`;
        history.violations.push({ invariant: "L1", text });
      }
    }
    wait(history, pause);
  }
  const world = { ...history.world, onChange: () => undefined };
  return { world, violations: history.violations };
}
