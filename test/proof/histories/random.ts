import { type Bench, play } from "./bench.ts";
import { type Chance, createChance } from "./chance.ts";
import { FAULTS } from "./faults.ts";
import {
  type History,
  isAtRest,
  isOver,
  perform,
  readSecrets,
  start,
  stepInOrder,
  turn,
  wait,
} from "./history.ts";
import { ACTS } from "./persons.ts";
import { DAY, HOUR, type Scenario } from "./scenario.ts";
import { SCENARIOS } from "./scenarios.ts";
import {
  isAsleep,
  isRunning,
  type JobSecrets,
  type RunSpec,
} from "./simulated-run.ts";
import {
  advance,
  cancelRun,
  crashRun,
  endSleep,
  horizon,
  landLate,
  latestOf,
  putToSleep,
  wakeUp,
} from "./simulation.ts";

const MINUTE = 60_000;

/** What one random history may still do. */
interface Budget {
  runs: number;
  faults: number;
  acts: number;
  signals: number;
  sleeps: number;
  /** Runs that wait in the queue, with the secrets that GitHub has read for them. */
  readonly queue: { readonly spec: RunSpec; readonly secrets: JobSecrets }[];
}

/** Random histories, as many as the bench goes on for: everything of the other families, mixed. */
export async function randomHistories(bench: Bench): Promise<boolean> {
  for (let number = 0; ; number += 1) {
    const label = `random/${String(bench.seed)}/${String(number)}`;
    if (!bench.wants(label)) continue;
    if (!(await playRandom(bench, label, number))) return false;
  }
}

/** The random history of that number. */
export async function playRandom(
  bench: Bench,
  label: string,
  number: number,
): Promise<boolean> {
  const chance = createChance(bench.seed, number);
  const scenario = chance.pick(SCENARIOS);
  return await play(bench, label, scenario, async (history) => {
    const budget: Budget = {
      runs: 1 + chance.upTo(3),
      faults: chance.upTo(4),
      acts: chance.upTo(3),
      signals: chance.oneIn(6) ? 1 : 0,
      sleeps: chance.oneIn(5) ? 1 : 0,
      queue: [],
    };
    await turn(history);
    while (!isOver(history)) {
      if (isAtRest(history) && budget.runs === 0) break;
      makeAMove(history, chance, budget, scenario);
      await turn(history);
    }
  });
}

function makeAMove(
  history: History,
  chance: Chance,
  budget: Budget,
  scenario: Scenario,
): void {
  const { simulation, world } = history;
  if (isAtRest(history)) {
    betweenRuns(history, chance, budget, scenario);
    return;
  }
  if (horizon(simulation) <= world.now) {
    whatMustHappen(history);
    return;
  }
  if (chance.oneIn(12) && disturb(history, chance, budget, scenario)) return;
  if (simulation.late.length > 0 && chance.oneIn(8)) {
    const effect = chance.pick(simulation.late);
    history.fingerprint.add(`late ${effect.subject}`);
    landLate(simulation, effect);
    return;
  }
  const pending = simulation.pending.filter(({ run }) => !isAsleep(run));
  const [next] = pending;
  if (next !== undefined) {
    const operation = chance.oneIn(3) ? chance.pick(pending) : next;
    const isStruck = budget.faults > 0 && chance.oneIn(6);
    if (isStruck) budget.faults -= 1;
    const fault = isStruck ? chance.pick(FAULTS[operation.kind]) : undefined;
    perform(history, operation, fault, chance.pick([1, 100, 100, 700]));
    return;
  }
  stepInOrder(history, () => undefined);
}

/** Time passes between runs; persons act; clocks drift; the next run starts. */
function betweenRuns(
  history: History,
  chance: Chance,
  budget: Budget,
  scenario: Scenario,
): void {
  wait(
    history,
    chance.pick([
      0,
      MINUTE,
      10 * MINUTE,
      25 * MINUTE,
      HOUR,
      DAY - 5 * MINUTE,
      DAY + MINUTE,
    ]),
  );
  if (budget.acts > 0 && chance.oneIn(2)) {
    actOnce(history, chance, budget);
    return;
  }
  if (chance.oneIn(2) && wakeOne(history, chance)) return;
  startOne(history, chance, budget, scenario);
}

function disturb(
  history: History,
  chance: Chance,
  budget: Budget,
  scenario: Scenario,
): boolean {
  const { simulation } = history;
  const running = simulation.runs.filter(isRunning);
  switch (chance.upTo(7)) {
    case 0:
    case 1:
      if (budget.runs === 0) return false;
      startOne(history, chance, budget, scenario);
      return true;
    case 2:
      if (budget.acts === 0) return false;
      actOnce(history, chance, budget);
      return true;
    case 3:
      if (budget.signals === 0 || running.length === 0) return false;
      budget.signals -= 1;
      history.fingerprint.add("signal");
      cancelRun(simulation, chance.pick(running));
      return true;
    case 4:
      if (budget.faults === 0 || running.length === 0) return false;
      budget.faults -= 1;
      history.fingerprint.add("kill");
      crashRun(simulation, chance.pick(running));
      return true;
    case 5:
      if (wakeOne(history, chance)) return true;
      if (budget.sleeps === 0 || running.length === 0) return false;
      budget.sleeps -= 1;
      history.fingerprint.add("sleep");
      putToSleep(simulation, chance.pick(running));
      return true;
    default: {
      const pause = chance.pick([
        1_000,
        20_000,
        90_000,
        5 * MINUTE,
        14 * MINUTE,
        17 * MINUTE,
      ]);
      history.fingerprint.add(`pause ${String(pause)}`);
      advance(simulation, pause);
      return true;
    }
  }
}

function startOne(
  history: History,
  chance: Chance,
  budget: Budget,
  { spec, neighbours }: Scenario,
): void {
  const { queue } = budget;
  budget.runs -= 1;
  const isNext = queue.length > 0 && chance.oneIn(2);
  const waiting = isNext ? queue.shift() : undefined;
  if (waiting !== undefined) {
    start(history, waiting.spec, waiting.secrets);
    return;
  }
  const own = vary(chance.pick([spec, spec, ...neighbours]), chance);
  if (budget.runs > 0 && chance.oneIn(5)) {
    history.fingerprint.add("queue");
    queue.push({ spec: own, secrets: readSecrets(history, own) });
  } else start(history, own);
}

function wakeOne(
  { simulation, fingerprint }: History,
  chance: Chance,
): boolean {
  const asleep = simulation.runs.filter(
    (run) => isRunning(run) && isAsleep(run),
  );
  if (asleep.length === 0) return false;
  fingerprint.add("wake");
  endSleep(simulation, chance.pick(asleep));
  return true;
}

/** Now and then a run of the same rotation is configured differently. */
function vary(spec: RunSpec, chance: Chance): RunSpec {
  const { settings } = spec;
  const { policy } = settings;
  switch (chance.upTo(12)) {
    case 0:
      return {
        ...spec,
        settings: { ...settings, policy: { ...policy, mode: "retire" } },
      };
    case 1:
      return {
        ...spec,
        settings: { ...settings, policy: { ...policy, compromised: true } },
      };
    case 2:
      return { ...spec, runTimeoutMs: chance.pick([2, 60]) * MINUTE };
    case 3:
      return {
        ...spec,
        settings: { ...settings, policy: { ...policy, mode: "check" } },
      };
    case 4:
      return { ...spec, settings: { ...settings, dryRun: true } };
    default:
      return spec;
  }
}

function actOnce(history: History, chance: Chance, budget: Budget): void {
  budget.acts -= 1;
  const [name, act] = chance.pick(Object.entries(ACTS));
  const isDone = act(history, chance.upTo(12));
  history.fingerprint.add(`${name} ${String(isDone)}`);
}

/** Time is up for something under way: it happens before anything else. */
function whatMustHappen(history: History): void {
  const { simulation, world } = history;
  const operation = simulation.pending.find(
    (one) => latestOf(one) <= world.now,
  );
  if (operation !== undefined) {
    perform(history, operation, undefined, 0);
    return;
  }
  const sleeper = simulation.sleepers.find(
    ({ wakeAt, run }) => wakeAt <= world.now && !isAsleep(run),
  );
  if (sleeper !== undefined) {
    wakeUp(simulation, sleeper);
    return;
  }
  const effect = simulation.late.find(({ latest }) => latest <= world.now);
  if (effect === undefined) return;
  history.fingerprint.add(`late ${effect.subject}`);
  landLate(simulation, effect);
}
