import type { Core } from "./core.ts";
import { noteWitness } from "./exclusions.ts";
import type { Fault } from "./faults.ts";
import { judgeEnding } from "./endings.ts";
import { type Violation, watch } from "./invariants.ts";
import type { Scenario } from "./scenario.ts";
import { settingsOf } from "./run-settings.ts";
import {
  isAsleep,
  isRunning,
  type JobSecrets,
  type RunSpec,
  type SimulatedRun,
} from "./simulated-run.ts";
import {
  advance,
  createSimulation,
  isQuiet,
  landLate,
  type Operation,
  settle,
  type Simulation,
  startRun,
  wakeUp,
} from "./simulation.ts";
import { noteSleptWrites } from "./slept.ts";
import { cellsOf, cellsOfTarget } from "./world-secrets.ts";
import { addToken, isLive } from "./world-tokens.ts";
import { cloneWorld, type Token, type World } from "./world.ts";

/** How long an ordinary request takes, milliseconds. */
const STEP_MS = 100;

/** Chooses what goes wrong with an operation. */
export type FaultPlan = (operation: Operation) => Fault | undefined;

export const NO_FAULTS: FaultPlan = () => undefined;

/** One history under way: a world, its runs, what they did so far and what was broken. */
export interface History {
  readonly simulation: Simulation;
  readonly world: World;
  readonly violations: Violation[];
  readonly scenario: Scenario;
  readonly fingerprint: Fingerprint;
  /** Longest fence of any run so far, milliseconds. */
  longestFenceMs: number;
}

/** Tells histories apart by everything that was chosen in them. */
export interface Fingerprint {
  readonly add: (choice: string) => void;
  readonly value: () => string;
}

export function createFingerprint(log?: string[]): Fingerprint {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  return {
    add: (choice) => {
      log?.push(choice);
      for (let index = 0; index < choice.length; index += 1) {
        const code = choice.charCodeAt(index);
        low = Math.imul(low ^ code, 0x01000193);
        high = Math.imul(high ^ code, 0x85ebca6b) + (low >>> 13);
      }
      low = Math.imul(low ^ 10, 0x01000193);
    },
    value: () =>
      (high >>> 0).toString(36).padStart(7, "0") + (low >>> 0).toString(36),
  };
}

/** Begins a history in a copy of the scenario's world. */
export function beginHistory(
  core: Core,
  scenario: Scenario,
  world: World,
  log?: string[],
): History {
  const simulation = createSimulation(core, cloneWorld(world));
  const fingerprint = createFingerprint(log);
  fingerprint.add(scenario.name);
  if (scenario.excuse !== undefined) simulation.excuses.add(scenario.excuse);
  return {
    simulation,
    world: simulation.world,
    violations: watch(simulation),
    scenario,
    fingerprint,
    longestFenceMs: core.fenceOf(scenario.spec.runTimeoutMs),
  };
}

/** Reads what a workflow passes to a run that is queued at this instant. */
export function readSecrets({ world }: History, spec: RunSpec): JobSecrets {
  const { workflow, witness, rotatesAdmin } = spec;
  const cells = cellsOf(world, workflow);
  const first = cells[0]?.value;
  const previous =
    witness === "first" || witness === undefined
      ? first
      : cellsOfTarget(world, witness.target, [witness.secret])[0]?.value;
  return {
    previous: witness === undefined ? undefined : previous,
    admin:
      (rotatesAdmin
        ? cells.find(({ value }) => value !== undefined)?.value
        : undefined) ?? administratorOf(world).clientId,
  };
}

/**
 * The token that an administrator has made for the action. Who removes the
 * secret with the action's own key gives the workflow another one, because
 * without any no run can begin.
 */
function administratorOf(world: World): Token {
  const roles = ["administrator"];
  return (
    world.tokens.find(
      (token) => token.maker === "administrator" && isLive(world, token),
    ) ?? addToken(world, { maker: "administrator", roles })
  );
}

/** Starts a run as the workflow would: with the secrets that it reads at this instant, or read when it was queued. */
export function start(
  history: History,
  spec: RunSpec,
  queued?: JobSecrets,
): SimulatedRun {
  const { simulation, fingerprint } = history;
  const secrets = queued ?? readSecrets(history, spec);
  noteWitness(history, spec, secrets);
  noteSleptWrites(history, spec, secrets);
  const settings = settingsOf(simulation, spec, secrets);
  const { policy } = settings;
  history.longestFenceMs = Math.max(history.longestFenceMs, policy.fenceMs);
  fingerprint.add(
    `start ${spec.workflow} ${JSON.stringify([policy, secrets])} ${String(spec.runTimeoutMs)}`,
  );
  return startRun(simulation, { ...spec, settings }, secrets);
}

/** Performs one operation, noted in the fingerprint; it takes a moment. */
export function perform(
  { simulation, fingerprint }: History,
  operation: Operation,
  fault: Fault | undefined,
  durationMs = STEP_MS,
): void {
  const { run, kind, subject } = operation;
  advance(simulation, durationMs);
  fingerprint.add(
    `${String(run.number)} ${kind} ${subject} ${fault ?? ""} ${String(durationMs)}`,
  );
  operation.perform(fault);
}

/** Makes the next thing happen, in the order of asking; false when nothing is left. */
export function stepInOrder(history: History, faults: FaultPlan): boolean {
  const { simulation } = history;
  const operation = simulation.pending.find(({ run }) => !isAsleep(run));
  if (operation !== undefined) {
    perform(history, operation, faults(operation));
    return true;
  }
  const [sleeper] = simulation.sleepers
    .filter(({ run }) => !isAsleep(run))
    .toSorted((a, b) => a.wakeAt - b.wakeAt);
  if (sleeper !== undefined) {
    advance(simulation, sleeper.wakeAt - history.world.now);
    if (history.world.now >= sleeper.wakeAt) wakeUp(simulation, sleeper);
    else landEarliest(history);
    return true;
  }
  return landEarliest(history);
}

function landEarliest(history: History): boolean {
  const { simulation, fingerprint, world } = history;
  const [effect] = simulation.late.toSorted((a, b) => a.latest - b.latest);
  if (effect === undefined) return false;
  advance(simulation, effect.latest - world.now);
  fingerprint.add(`late ${effect.subject}`);
  landLate(simulation, effect);
  return true;
}

/** Lets the runs go on to their next requests and judges those that have ended. */
export async function turn({ simulation }: History): Promise<void> {
  const before = simulation.runs.filter(isRunning);
  await settle();
  for (const run of before) judgeEnding(simulation, run);
}

/** Whether a history need not go on. */
export function isOver({ violations }: History): boolean {
  return violations.length > 0;
}

/** Goes on in order until nothing is under way. */
export async function finish(
  history: History,
  faults: FaultPlan = NO_FAULTS,
): Promise<void> {
  await turn(history);
  while (!isOver(history) && stepInOrder(history, faults)) await turn(history);
}

/** Goes on in order until this run has ended; what was left under way may stay so. */
export async function runToEnd(
  history: History,
  run: SimulatedRun,
  faults: FaultPlan = NO_FAULTS,
): Promise<void> {
  await turn(history);
  while (!isOver(history) && isRunning(run)) {
    if (!stepInOrder(history, faults)) break;
    await turn(history);
  }
}

/** Lets time pass; whatever is under way lands on the way. */
export function wait(history: History, milliseconds: number): void {
  const { world, simulation, fingerprint } = history;
  fingerprint.add(`wait ${String(milliseconds)}`);
  const until = world.now + milliseconds;
  for (;;) {
    advance(simulation, until - world.now);
    if (world.now >= until || simulation.late.length === 0) break;
    landEarliest(history);
  }
}

export function isAtRest({ simulation }: Pick<History, "simulation">): boolean {
  return isQuiet(simulation);
}
