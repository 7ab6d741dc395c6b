import { type Bench, play } from "./bench.ts";
import type { OperationKind } from "./faults.ts";
import {
  type FaultPlan,
  finish,
  type History,
  isOver,
  NO_FAULTS,
  runToEnd,
  start,
  wait,
} from "./history.ts";
import {
  DAY,
  HOUR,
  MINUTE,
  NOT_DUE,
  scenario,
  type Scenario,
} from "./scenario.ts";
import { type RegionOfWorld, seenBy } from "./simulated-database.ts";
import type { SimulatedRun } from "./simulated-run.ts";
import { cellsOf } from "./world-secrets.ts";
import { isLive, killToken, tokenOf } from "./world-tokens.ts";
import { MAIN } from "./world.ts";

const READY: Omit<RegionOfWorld, "name"> = {
  scopeLagMs: 0,
  lagsFrom: Infinity,
  isAway: false,
  isMute: false,
  sleepsMs: 0,
};

const region = (
  name: string,
  facts: Partial<RegionOfWorld> = {},
): RegionOfWorld => ({ ...READY, name, lagsFrom: 0, ...facts });

const ONE = [region("us", { lagsFrom: Infinity })];
const TWO = [...ONE, region("eu", { lagsFrom: Infinity })];

/** Rotations of a token for one database. */
export const ON_DATABASES: readonly Scenario[] = [
  scenario("database, first run", { past: [], world: { database: ONE } }),
  scenario("database, every run", { world: { database: ONE } }),
  scenario("database, two regions, present token, overlap", {
    policy: { overlapMs: DAY },
    world: { database: TWO },
    spec: { witness: "first" },
  }),
  scenario("database, two regions, due by age, two targets", {
    targets: 2,
    policy: { rotateAfterMs: DAY, overlapMs: HOUR },
    world: { database: TWO },
  }),
  scenario("database, emergency, present token", {
    policy: { compromised: true, ...NOT_DUE },
    world: { database: ONE },
    spec: { witness: "first" },
  }),
  scenario("database, adoption", {
    past: [],
    handMadeMs: DAY,
    world: { database: ONE },
    spec: { witness: "first" },
  }),
];

/** How a token fares that is minted now: undefined where either may be. */
type Fate = "published" | "not published" | "told" | undefined;

interface Weather {
  readonly name: string;
  readonly facts: Partial<RegionOfWorld>;
  /** Whether the first region is as it always is, where there are two. */
  readonly isSecondOnly?: boolean;
  /** Whether the present token is dead. */
  readonly isDead?: boolean;
  /** With the present token to compare, and without. */
  readonly fate: readonly [given: Fate, none: Fate];
}

const same = (fate: Fate): Weather["fate"] => [fate, fate];

const LAGS: readonly Weather[] = [0, 0.5, 1, 2, 3, 4, 5.5, 7, 10].map(
  (minutes): Weather => ({
    name: `lags ${String(minutes)} minutes`,
    facts: { scopeLagMs: minutes * MINUTE },
    fate: same(minutes < 5 ? "published" : "not published"),
  }),
);

const WEATHERS: readonly Weather[] = [
  ...LAGS,
  {
    name: "never comes",
    facts: { scopeLagMs: Infinity },
    fate: same("not published"),
  },
  {
    name: "never comes to the second region",
    facts: { scopeLagMs: Infinity },
    isSecondOnly: true,
    fate: same("not published"),
  },
  {
    name: "never comes, the present one is dead",
    facts: { scopeLagMs: Infinity },
    isDead: true,
    fate: same("not published"),
  },
  {
    name: "is mute for three minutes",
    facts: { scopeLagMs: 3 * MINUTE, isMute: true },
    fate: ["published", "told"],
  },
  {
    name: "stays mute",
    facts: { scopeLagMs: Infinity, isMute: true },
    fate: ["not published", "told"],
  },
  { name: "is away", facts: { isAway: true }, fate: same("told") },
  {
    name: "is away in the second region",
    facts: { isAway: true },
    isSecondOnly: true,
    fate: same("told"),
  },
  {
    name: "is away, the present one is dead",
    facts: { isAway: true },
    isDead: true,
    fate: same("told"),
  },
  {
    name: "works, the present one is dead",
    facts: {},
    isDead: true,
    fate: same("published"),
  },
  {
    name: "sleeps for 40 seconds",
    facts: { sleepsMs: 40_000 },
    fate: same("published"),
  },
  {
    name: "sleeps for ten minutes",
    facts: { sleepsMs: 10 * MINUTE },
    fate: same("told"),
  },
  {
    name: "sleeps for 40 seconds, then lags",
    facts: { sleepsMs: 40_000, scopeLagMs: 2 * MINUTE },
    fate: same("published"),
  },
];

/** Lets the weather begin: tokens that are minted from now on may lag. */
function begin(history: History, weather: Weather): void {
  const { world } = history;
  const { facts, isSecondOnly = false, isDead = false } = weather;
  const { database = [] } = world;
  const lagsFrom = world.now;
  world.database = database.map((one, index) =>
    isSecondOnly && database.length > 1 && index === 0
      ? one
      : { ...one, lagsFrom, ...facts },
  );
  delete world.wokenAt;
  if (!isDead) return;
  for (const { value } of cellsOf(world, MAIN)) {
    if (value !== undefined) killToken(world, value, undefined);
  }
}

/** Ends it: whatever the weather, one clean run then brings all to rest. */
function end({ world }: History): void {
  world.database = (world.database ?? []).map(({ name }) =>
    region(name, { lagsFrom: Infinity }),
  );
}

/** A run that met no fault comes to what the weather allows. */
function judge(
  { simulation, world }: History,
  { fate: [given, none] }: Weather,
  run: SimulatedRun,
): void {
  const { outcome, secrets, minted } = run;
  if (outcome === undefined) return;
  const fate = secrets.previous === undefined ? none : given;
  const { error } = outcome;
  const written = cellsOf(world, MAIN).some(
    ({ value }) => value !== undefined && minted.has(value),
  );
  const isTold = seenBy(run).told.size > 0;
  const came =
    error?.code === "not-accepted-by-database"
      ? "not published"
      : error !== undefined
        ? error.code
        : isTold
          ? "told"
          : "published";
  if (minted.size === 0) return;
  if (fate !== undefined && came !== fate) {
    simulation.breach("L2", `came to "${came}" in place of "${fate}"`);
  }
  if (came !== "not published") return;
  if (written) simulation.breach("I13", "a refused token was written");
  for (const clientId of minted) {
    const token = tokenOf(world, clientId);
    if (token === undefined || !isLive(world, token)) continue;
    simulation.breach("I8", `${clientId} was not taken back`);
  }
}

const isTry: (kind: OperationKind) => boolean = (kind) =>
  kind === "try" || kind === "control";

/** A crash at the n-th operation of a run, or its n-th try unseen. */
function faultAt(at: number, fault: "crash" | "unseen"): FaultPlan {
  let count = -1;
  return ({ kind }) => {
    if (fault === "unseen" && !isTry(kind)) return undefined;
    count += 1;
    return count === at ? fault : undefined;
  };
}

/**
 * Every weather of a database, untroubled, with a crash at every operation, and
 * with each try unseen once.
 */
export async function databases(bench: Bench): Promise<boolean> {
  for (const one of ON_DATABASES) {
    for (const weather of WEATHERS) {
      const label = `databases/${one.name}/${weather.name}`;
      const kinds: OperationKind[] = [];
      const counting: FaultPlan = ({ kind }) => {
        kinds.push(kind);
        return undefined;
      };
      const quiet = { ...bench, onPlayed: () => true };
      await playOne(quiet, "", one, weather, counting);
      const cases: (readonly [string, FaultPlan])[] = [
        [label, NO_FAULTS],
        ...kinds.map(
          (_, at) =>
            [`${label}/${String(at)} crash`, faultAt(at, "crash")] as const,
        ),
        ...kinds
          .filter(isTry)
          .map(
            (_, at) =>
              [`${label}/${String(at)} unseen`, faultAt(at, "unseen")] as const,
          ),
      ];
      for (const [name, plan] of cases) {
        if (!bench.wants(name)) continue;
        if (!(await playOne(bench, name, one, weather, plan))) return false;
      }
    }
  }
  return true;
}

async function playOne(
  bench: Bench,
  label: string,
  one: Scenario,
  weather: Weather,
  plan: FaultPlan,
): Promise<boolean> {
  return await play(bench, label, one, async (history) => {
    begin(history, weather);
    const run = start(history, one.spec);
    await runToEnd(history, run, plan);
    if (isOver(history)) return;
    if (plan === NO_FAULTS) judge(history, weather, run);
    end(history);
    await finish(history);
    wait(history, MINUTE);
  });
}
