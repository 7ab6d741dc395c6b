import { IN_FLIGHT_MS } from "../../../src/rotation/fence.ts";
import type { Purpose } from "../../../src/rotation/ports.ts";
import type { Core } from "./core.ts";
import type { Exclusion } from "./exclusions.ts";
import type { Fault, OperationKind } from "./faults.ts";
import {
  isAsleep,
  isRunning,
  type JobSecrets,
  localTime,
  type RunSpec,
  type SimulatedRun,
} from "./simulated-run.ts";
import { createPorts } from "./simulated-ports.ts";
import { cellsOf, keyOf } from "./world-secrets.ts";
import { tokenOf } from "./world-tokens.ts";
import type { StoredSecret, World } from "./world.ts";

/** After a signal: how long ordinary requests, and taking back, may last (as in the action's run control). */
const LET_FINISH_MS = 3_000;
const TAKE_BACK_MS = 6_000;

/** One request that a run waits for. */
export interface Operation {
  readonly run: SimulatedRun;
  readonly kind: OperationKind;
  /** What it is about: a client id, or a secret and its target. */
  readonly subject: string;
  readonly purpose: Purpose;
  readonly issuedAt: number;
  /** The same instant on the run's own clock, milliseconds since its start. */
  readonly issuedLocal: number;
  /** How long its machine had slept when it was issued, milliseconds. */
  readonly sleptBefore: number;
  /** Lets it take effect and answer, or fail. */
  readonly perform: (fault: Fault | undefined) => void;
}

/** A pause of a run. */
interface Sleeper {
  readonly run: SimulatedRun;
  wakeAt: number;
  readonly wake: () => void;
}

/** A request that was given up and is still under way. */
export interface LateEffect {
  readonly run: SimulatedRun;
  readonly subject: string;
  readonly latest: number;
  readonly apply: () => void;
}

/** Runs over one world, each standing at its next requests; nothing moves by itself. */
export interface Simulation {
  readonly core: Core;
  readonly world: World;
  readonly runs: SimulatedRun[];
  readonly pending: Operation[];
  readonly sleepers: Sleeper[];
  readonly late: LateEffect[];
  /** Why its end need not converge in one clean run, nor an exit code tell everything. */
  readonly excuses: Set<Exclusion>;
  /** Secrets that a person wrote so soon after a minting that a run may have; only `previous-token` can tell. */
  readonly doubtful: Set<StoredSecret>;
  /** When a person last wrote each secret, where no run has written it since. */
  readonly handWritten: Map<StoredSecret, number>;
  /** Secrets last written by a run that could not know how late it was. */
  readonly lateWrites: Set<StoredSecret>;
  /**
   * Secrets into which a person pasted a token that the rotation knows, and
   * whether every run since can know it: by its `previous-token`, or because a
   * marker remembers it.
   */
  readonly pasted: Map<StoredSecret, "read" | "remembered" | "unread">;
  /** Client ids that were pasted where no run could know it. */
  readonly unreadPastes: Set<string>;
  /** Is told of every breach that a run commits by itself. */
  breach: (invariant: string, text: string) => void;
}

export function createSimulation(core: Core, world: World): Simulation {
  return {
    core,
    world,
    runs: [],
    pending: [],
    sleepers: [],
    late: [],
    excuses: new Set(),
    doubtful: new Set(),
    handWritten: new Map(),
    lateWrites: new Set(),
    pasted: new Map(),
    unreadPastes: new Set(),
    breach: () => undefined,
  };
}

/** Starts a run; it stands at its first requests once the event loop has turned. */
export function startRun(
  simulation: Simulation,
  spec: RunSpec,
  secrets: JobSecrets,
): SimulatedRun {
  const { world, core, runs } = simulation;
  const cells = cellsOf(world, spec.workflow);
  const run: SimulatedRun = {
    number: (runs.at(-1)?.number ?? -1) + 1,
    spec,
    secrets,
    places: new Set(cells.map(keyOf)),
    holdsPrevious: cells.some(
      ({ value }) => value !== undefined && value === secrets.previous,
    ),
    holdsOwnKey: holdsOwnKey(world, cells, secrets),
    startedAt: world.now,
    sleptMs: 0,
    asleepSince: undefined,
    wokeAt: -Infinity,
    shownTime: world.now,
    state: "running",
    endedAt: undefined,
    cancelledAt: undefined,
    calls: 0,
    mutations: 0,
    decision: undefined,
    minted: new Set(),
    hasAskedForRecord: false,
    probed: new Map(),
    listed: new Set(),
    rereads: 0,
    writes: { asked: 0, confirmed: 0 },
    successor: undefined,
    outcome: undefined,
    isDisturbed: false,
    isUntold: false,
    isCutOff: false,
    isMisled: false,
  };
  runs.push(run);
  const ports = createPorts(simulation, run);
  void core.rotate(ports, spec.settings).then((outcome) => {
    run.outcome = outcome;
    run.state = "ended";
    run.endedAt = world.now;
  });
  return run;
}

/** Whether a secret holds the key that the run authenticates with, and the run can know it: of the rotation, or named by `previous-token`. */
function holdsOwnKey(
  world: World,
  cells: readonly StoredSecret[],
  { admin, previous }: JobSecrets,
): boolean {
  const isKnown =
    previous === admin || tokenOf(world, admin)?.maker === "rotation";
  return isKnown && cells.some(({ value }) => value === admin);
}

/** Why a run has to stop: by its own clock, or by the services' as far as answers have shown it. */
export function stopReason(
  { world }: Simulation,
  run: SimulatedRun,
): "cancelled" | "deadline" | undefined {
  if (run.cancelledAt !== undefined) return "cancelled";
  const { runTimeoutMs } = run.spec;
  const gone = Math.max(localTime(run, world), run.shownTime - run.startedAt);
  return gone >= runTimeoutMs ? "deadline" : undefined;
}

/** Signals a run: it may only take back from now on. */
export function cancelRun(simulation: Simulation, run: SimulatedRun): void {
  run.cancelledAt ??= simulation.world.now;
  for (const sleeper of simulation.sleepers.filter((one) => one.run === run)) {
    wakeUp(simulation, sleeper);
  }
}

/** Ends a run at this very instant; its requests under way are the caller's matter. */
export function crashRun(simulation: Simulation, run: SimulatedRun): void {
  run.state = "crashed";
  run.endedAt = simulation.world.now;
  remove(simulation.pending, (one) => one.run === run);
  remove(simulation.sleepers, (one) => one.run === run);
}

export function wakeUp(simulation: Simulation, sleeper: Sleeper): void {
  remove(simulation.sleepers, (one) => one === sleeper);
  sleeper.wake();
}

/** Leaves a request under way: it takes effect at any time up to the longest in-flight request after its last sending. */
export function leaveUnderWay(
  { late, world }: Simulation,
  operation: Operation,
  apply: () => void,
): void {
  const { run, kind, subject, issuedAt } = operation;
  const lastSent = Math.min(world.now, Math.max(deadlineOf(run), issuedAt));
  const sentAt = kind === "mint" ? issuedAt : lastSent;
  late.push({ run, subject, latest: sentAt + IN_FLIGHT_MS, apply });
}

/** When a run's own clock reaches its deadline, should its machine not sleep again. */
export function deadlineOf({ startedAt, sleptMs, spec }: SimulatedRun): number {
  return startedAt + sleptMs + spec.runTimeoutMs;
}

/** Puts a run's machine to sleep: its clock stands still, and what it has not sent stays unsent. */
export function putToSleep({ world }: Simulation, run: SimulatedRun): void {
  run.asleepSince ??= world.now;
}

/** Whether an operation was issued before its machine woke up, or before any answer since has said how late it is. */
export function isUnawares({ run, sleptBefore }: Operation): boolean {
  return run.sleptMs > sleptBefore || run.shownTime < run.wokeAt;
}

/** Wakes a run's machine up. */
export function endSleep(simulation: Simulation, run: SimulatedRun): void {
  const { world, sleepers } = simulation;
  if (run.asleepSince === undefined) return;
  const slept = world.now - run.asleepSince;
  run.sleptMs += slept;
  run.asleepSince = undefined;
  run.wokeAt = world.now;
  for (const sleeper of sleepers) {
    if (sleeper.run === run) sleeper.wakeAt += slept;
  }
}

export function landLate({ late }: Simulation, effect: LateEffect): void {
  remove(late, (one) => one === effect);
  effect.apply();
}

/** The true time by which an operation has to be over; none while its machine sleeps. */
export function latestOf(operation: Operation): number {
  const { run, kind, purpose, issuedLocal } = operation;
  if (isAsleep(run)) return Infinity;
  const issuedAt = run.startedAt + run.sleptMs + issuedLocal;
  const deadline = deadlineOf(run);
  if (run.cancelledAt !== undefined) {
    const grace = purpose === "compensate" ? TAKE_BACK_MS : LET_FINISH_MS;
    return Math.max(run.cancelledAt + grace, issuedAt);
  }
  const isBrief = purpose === "compensate" || issuedAt >= deadline;
  if (isBrief) return issuedAt + TAKE_BACK_MS;
  if (kind === "mint") return issuedAt + IN_FLIGHT_MS;
  return deadline + IN_FLIGHT_MS;
}

/** The instant that time may not pass before something has happened. */
export function horizon({ pending, late, sleepers }: Simulation): number {
  let earliest = Infinity;
  for (const { wakeAt, run } of sleepers) {
    if (!isAsleep(run)) earliest = Math.min(earliest, wakeAt);
  }
  for (const one of pending) earliest = Math.min(earliest, latestOf(one));
  for (const { latest } of late) earliest = Math.min(earliest, latest);
  return earliest;
}

/** Lets time pass, no further than anything under way allows. */
export function advance(simulation: Simulation, milliseconds: number): void {
  const { world } = simulation;
  const to = Math.min(world.now + milliseconds, horizon(simulation));
  world.now = Math.max(world.now, to);
}

/** Whether nothing is left to happen by itself; sleeping machines have to be woken. */
export function isQuiet({ late, runs }: Simulation): boolean {
  return (
    late.length === 0 && runs.every((run) => !isRunning(run) || isAsleep(run))
  );
}

/** Lets every run go on to its next requests. */
export async function settle(): Promise<void> {
  await new Promise<void>((resolve) => {
    setImmediate(resolve);
  });
}

export function remove<T>(list: T[], isOut: (one: T) => boolean): void {
  for (let index = list.length - 1; index >= 0; index -= 1) {
    const one = list[index];
    if (one !== undefined && isOut(one)) list.splice(index, 1);
  }
}
