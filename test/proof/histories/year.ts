import { writeByHand } from "./by-hand.ts";
import { type Chance, createChance } from "./chance.ts";
import { SHIPPED } from "./core.ts";
import {
  beginHistory,
  finish,
  type History,
  isOver,
  readSecrets,
  start,
  wait,
} from "./history.ts";
import { DAY, HOUR, MINUTE, scenario } from "./scenario.ts";
import type { SimulatedRun } from "./simulated-run.ts";
import { cellsOf } from "./world-secrets.ts";
import { MAIN, type StoredSecret } from "./world.ts";
import { isLive, tokenOf } from "./world-tokens.ts";

/** How often runs come, and what limits the life of their tokens. All times are milliseconds. */
export interface Schedule {
  readonly everyMs: number;
  readonly capMs: number | undefined;
  readonly rotateAfterMs: number;
  readonly overlapMs: number;
  readonly keepsExpired: boolean;
  /** How much later than planned a run is queued, at the most. */
  readonly jitterMs: number;
  /** How long a run waits in the queue, at the most. */
  readonly queueMs: number;
  readonly days: number;
  readonly seed: number;
}

/** What became of a year of runs. */
export interface Year {
  readonly history: History;
  /** Hours in which a secret held a dead token although a run had been able to know it. */
  readonly deadHours: readonly string[];
  readonly mintings: number;
  /** What `rotate-after`, the cap and the restores ask for. */
  readonly asked: number;
  readonly restores: number;
  readonly failures: readonly string[];
}

const RESTORE_EVERY_MS = 30 * DAY;

/** How long after its making a dead token may still be pasted, listed or shown, milliseconds. */
const FORGOTTEN_MS = 90 * DAY;

/** Plays runs on a schedule, each queued with jitter and started later, and one restore a month. */
export async function playYear(schedule: Schedule): Promise<Year> {
  const history = beginSchedule(schedule);
  const { world } = history;
  const chance = createChance(schedule.seed, 0);
  const oracle = new Oracle(schedule);
  const began = world.now;
  const madeByHand = world.made;
  const deadHours: string[] = [];
  const failures: string[] = [];
  let restored: number | undefined;
  let restores = 0;
  let nextRestore = began + RESTORE_EVERY_MS * (0.3 + chance.upTo(40) / 100);
  const pass = (until: number): void => {
    // What is under way when a rule is broken stays so, and time with it.
    while (world.now < until && !isOver(history)) {
      wait(history, Math.min(HOUR, until - world.now));
      deadHours.push(...unexplained(history, restored));
      if (world.now < nextRestore) continue;
      nextRestore += RESTORE_EVERY_MS;
      if (!restore(history, chance)) continue;
      restored = world.now;
      restores += 1;
    }
  };
  const { spec } = history.scenario;
  for (let slot = 1; slot * schedule.everyMs < schedule.days * DAY; slot += 1) {
    pass(began + slot * schedule.everyMs + chance.upTo(schedule.jitterMs));
    const secrets = readSecrets(history, spec);
    const queuedAt = world.now;
    pass(world.now + delay(chance, schedule.queueMs));
    const startedAt = world.now;
    start(history, spec, secrets);
    await finish(history);
    const isKnown = restored !== undefined && restored <= queuedAt;
    oracle.noteRun(startedAt, isKnown);
    if (isKnown && isHealed(history)) restored = undefined;
    noteEnd(history, failures);
    if (isOver(history)) break;
  }
  return {
    history,
    deadHours,
    restores,
    mintings: world.made - madeByHand,
    asked: oracle.mintings,
    failures,
  };
}

function beginSchedule({
  capMs,
  rotateAfterMs,
  overlapMs,
  keepsExpired,
}: Schedule): History {
  const plan = scenario("a schedule", {
    past: [],
    policy: { rotateAfterMs, overlapMs },
    world: { lifetimeCapMs: capMs },
    listing: { keepsExpired },
    spec: { witness: "first" },
  });
  return beginHistory(SHIPPED, plan, plan.create());
}

/** Forgets the run and the tokens that are long gone: a year would be slow with all of them. */
function noteEnd({ simulation, world }: History, failures: string[]): void {
  const ended = simulation.runs.splice(0, simulation.runs.length - 1);
  failures.push(...ended.flatMap(({ outcome }) => outcome?.error?.code ?? []));
  const held = new Set(world.cells.map(({ value }) => value));
  const live = world.tokens.filter((token) => isLive(world, token));
  world.tokens = world.tokens.filter(
    (token) =>
      live.includes(token) ||
      held.has(token.clientId) ||
      world.now - token.bornAt < FORGOTTEN_MS,
  );
}

/** Mostly minutes, now and then as long as can be. */
function delay(chance: Chance, longestMs: number): number {
  return chance.upTo(chance.oneIn(10) ? longestMs : 3 * MINUTE);
}

/** A person writes a former value back, one that lives still if there is one; whether there was any. */
function restore(history: History, chance: Chance): boolean {
  const { world } = history;
  const [cell] = cellsOf(world, MAIN);
  const former = world.tokens.filter(
    ({ clientId, maker }) => maker === "rotation" && clientId !== cell?.value,
  );
  const live = former.filter((token) => isLive(world, token));
  const last = live.at(-1) ?? former.at(-1);
  if (cell === undefined || last === undefined) return false;
  history.fingerprint.add(`restore ${String(chance.upTo(2))}`);
  writeByHand(history, cell, last.clientId);
  return true;
}

/** Dead values that some run could have known and replaced. */
function unexplained(
  { world, simulation }: History,
  restored: number | undefined,
): readonly string[] {
  return cellsOf(world, MAIN).flatMap((cell) => {
    const token = tokenOf(world, cell.value ?? "");
    if (token === undefined || isLive(world, token)) return [];
    const isByHand = simulation.handWritten.has(cell) && restored !== undefined;
    if (isByHand) return [];
    return [`${cell.secret} held dead ${token.clientId} at ${told(world.now)}`];
  });
}

function told(instant: number): string {
  return new Date(instant).toISOString();
}

/** Whether the newest run has replaced what was restored, or could have. */
function isHealed({ simulation, world }: History): boolean {
  const run = simulation.runs.at(-1);
  const [cell] = cellsOf(world, MAIN);
  return run !== undefined && cell !== undefined && !isTooEarly(run, cell);
}

/** Within the newest's fence a witness that contradicts is told and not acted on. */
function isTooEarly(run: SimulatedRun, cell: StoredSecret): boolean {
  const { decision } = run;
  if (decision === undefined || decision.kind !== "keep") return false;
  const age = run.startedAt - decision.newest.generatedOn;
  return age < decision.newest.marker.fenceMs && cell.value !== undefined;
}

/** Says when a run has a reason to mint, knowing everything. */
class Oracle {
  mintings = 0;
  readonly #dueMs: number;
  #newest: number | undefined;
  #owed = 0;

  constructor({ rotateAfterMs, capMs, overlapMs }: Schedule) {
    const slack = Math.min(rotateAfterMs / 10, 12 * HOUR);
    const left =
      capMs === undefined
        ? 0
        : Math.min(capMs / 2, Math.max(overlapMs + 2 * DAY, capMs / 3));
    this.#dueMs = Math.min(rotateAfterMs - slack, (capMs ?? Infinity) - left);
  }

  noteRun(at: number, isRestoreKnown: boolean): void {
    if (isRestoreKnown) this.#owed = 1;
    const age = at - (this.#newest ?? -Infinity);
    if (age < this.#dueMs && this.#owed === 0) return;
    this.mintings += 1;
    this.#newest = at;
    this.#owed = 0;
  }
}
