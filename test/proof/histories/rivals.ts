import { type Bench, play } from "./bench.ts";
import { CRASHES } from "./crashes.ts";
import { type Fault, MUTATIONS } from "./faults.ts";
import {
  finish,
  type History,
  isOver,
  perform,
  start,
  turn,
} from "./history.ts";
import type { Scenario } from "./scenario.ts";
import { scenarioOf } from "./scenarios.ts";
import { isRunning, type SimulatedRun } from "./simulated-run.ts";
import { advance, type Operation, wakeUp } from "./simulation.ts";

/** Whether an operation's place among the other run's matters. */
export function isConflicting({ kind, run }: Operation): boolean {
  if (kind === "observe" || MUTATIONS.has(kind)) return true;
  // The list that confirms a revocation comes last and decides nothing.
  return kind === "list" && run.writes.asked === 0;
}

/** Every order in which two runs can take `steps` steps each: C(2·steps, steps) of them. */
export function* interleavings(
  steps: number,
): Generator<readonly number[], void> {
  const order: number[] = [];
  function* extend(
    first: number,
    second: number,
  ): Generator<readonly number[], void> {
    if (first === 0 && second === 0) {
      yield [...order];
      return;
    }
    for (const [run, left] of [first, second].entries()) {
      if (left === 0) continue;
      order.push(run);
      yield* extend(
        run === 0 ? first - 1 : first,
        run === 0 ? second : second - 1,
      );
      order.pop();
    }
  }
  yield* extend(steps, steps);
}

/** Takes one conflicting step of a run, and before it whatever does not conflict. */
export async function takeStep(
  history: History,
  run: SimulatedRun,
  fault: Fault | undefined,
  durationMs: number,
): Promise<void> {
  const { simulation, world } = history;
  while (isRunning(run) && !isOver(history)) {
    const own = simulation.pending.filter((one) => one.run === run);
    const operation = own.find((one) => !isConflicting(one)) ?? own[0];
    if (operation === undefined) {
      const sleeper = simulation.sleepers.find((one) => one.run === run);
      if (sleeper === undefined) return;
      advance(simulation, sleeper.wakeAt - world.now);
      if (world.now < sleeper.wakeAt) return;
      wakeUp(simulation, sleeper);
      await turn(history);
      continue;
    }
    const isStep = isConflicting(operation);
    perform(
      history,
      operation,
      isStep ? fault : undefined,
      isStep ? durationMs : 0,
    );
    await turn(history);
    if (isStep) return;
  }
}

/** One family of rival histories. */
interface Setting {
  readonly scenario: Scenario;
  readonly steps: number;
  readonly durationMs: number;
}

const QUICK_MS = 100;
/** So slow that twelve steps of two runs come near their deadline. */
const SLOW_MS = 70_000;

const ONE_TARGET: readonly Setting[] = [
  "every run",
  "every run, overlap",
  "every run, clocks apart",
  "first run",
  "due by age, clocks apart",
  "adoption",
  "the admin token's own secret",
  "lagging list, slow activation",
].flatMap((name) =>
  [QUICK_MS, SLOW_MS].map((durationMs) => ({
    scenario: scenarioOf(name),
    steps: 6,
    durationMs,
  })),
);

const TWO_TARGETS: readonly Setting[] = [
  "every run, two targets",
  "every run, two targets, overlap",
  "every run, clocks apart the other way, two targets",
].map((name) => ({
  scenario: scenarioOf(name),
  steps: 8,
  durationMs: QUICK_MS,
}));

/** All orders of two runs' conflicting operations: 924 for one target, 12,870 for two. */
export async function rivals(bench: Bench): Promise<boolean> {
  for (const setting of [...ONE_TARGET, ...TWO_TARGETS]) {
    for (const order of interleavings(setting.steps)) {
      if (!(await playOrder(bench, setting, order, undefined))) return false;
    }
  }
  return true;
}

/** Which of all orders were played, by their labels: a line for each number of steps. */
export function coverageOf(labels: ReadonlySet<string>): readonly string[] {
  if (labels.size === 0) return [];
  return [ONE_TARGET, TWO_TARGETS].map((settings, index) => {
    const counts = settings.map((setting) => {
      const orders = [...interleavings(setting.steps)];
      const isPlayed = (order: readonly number[]): boolean =>
        labels.has(labelOf(setting, order, undefined));
      return `${String(orders.filter(isPlayed).length)} of ${String(orders.length)}`;
    });
    const places = index === 0 ? "one target" : "two targets";
    const told = [...new Set(counts)].join(", or ");
    return `orders of two runs on ${places}: ${told} in each of ${String(settings.length)} settings`;
  });
}

/** The settings whose orders are also played with crashes. */
function isCrashed({ scenario, durationMs }: Setting): boolean {
  const isPlain = ["every run", "every run, overlap", "adoption"].includes(
    scenario.name,
  );
  return isPlain && durationMs === QUICK_MS;
}

/** The 924 orders with one run dying at each of its steps, in each way. */
export async function rivalCrashes(bench: Bench): Promise<boolean> {
  for (const setting of ONE_TARGET.filter(isCrashed)) {
    for (const order of interleavings(setting.steps)) {
      for (let at = 0; at < order.length; at += 1) {
        for (const fault of CRASHES) {
          if (!(await playOrder(bench, setting, order, { at, fault })))
            return false;
        }
      }
    }
  }
  return true;
}

interface Crash {
  readonly at: number;
  readonly fault: Fault;
}

function labelOf(
  { scenario, durationMs }: Setting,
  order: readonly number[],
  crash: Crash | undefined,
): string {
  const setting = `${scenario.name}/${String(durationMs)}/${order.join("")}`;
  return crash === undefined
    ? `rivals/${setting}/`
    : `rival-crashes/${setting}/${String(crash.at)} ${crash.fault}`;
}

async function playOrder(
  bench: Bench,
  setting: Setting,
  order: readonly number[],
  crash: Crash | undefined,
): Promise<boolean> {
  const { scenario, durationMs } = setting;
  const label = labelOf(setting, order, crash);
  if (!bench.wants(label)) return true;
  return await play(bench, label, scenario, async (history) => {
    const runs = [start(history, scenario.spec), start(history, scenario.spec)];
    await turn(history);
    for (const [at, number] of order.entries()) {
      const run = runs[number];
      if (run === undefined || isOver(history)) break;
      await takeStep(
        history,
        run,
        crash?.at === at ? crash.fault : undefined,
        durationMs,
      );
    }
    await finish(history);
  });
}
