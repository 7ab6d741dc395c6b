import type { Policy } from "../../../src/rotation/observation.ts";
import type { RunSpec } from "./simulated-run.ts";
import { addToken, createWorld, type World, writeCell } from "./world.ts";

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Where a history begins, and the configuration of its runs. */
export interface Scenario {
  readonly name: string;
  readonly spec: RunSpec;
  /** Makes the two services as they are before the first run of the past. */
  readonly create: () => World;
  /** When clean runs took place before the history begins: pauses, milliseconds. */
  readonly past: readonly number[];
}

/** What sets a scenario apart from the plainest one. */
interface Difference {
  readonly policy?: Partial<Policy>;
  readonly targets?: number;
  readonly secrets?: number;
  readonly past?: readonly number[];
  /** GitHub's clock against true time; Astra's is off the other way. */
  readonly clockErrorMs?: number;
  /** How long before the first run a person wrote a token of their own into every secret. */
  readonly handMadeMs?: number;
  /** Whether that token is the admin token itself. */
  readonly holdsAdmin?: boolean;
  readonly world?: Partial<World>;
  readonly spec?: Partial<RunSpec>;
}

const RUN_TIMEOUT_MS = 15 * MINUTE;

const POLICY: Policy = {
  mode: "rotate",
  lineage: "rotation-1",
  rotateAfterMs: 0,
  overlapMs: 0,
  fenceMs: 0,
  maxLiveTokens: 10,
  compromised: false,
  drain: false,
  toleranceMs: DAY,
  adminClientId: "",
  previousClientId: undefined,
};

export function specOf(policy: Partial<Policy> = {}): RunSpec {
  return {
    runTimeoutMs: RUN_TIMEOUT_MS,
    namesPrevious: false,
    rotatesAdmin: false,
    settings: {
      policy: { ...POLICY, ...policy },
      dryRun: false,
      verifyTimeoutMs: MINUTE,
      tokenLifetimeMs: undefined,
      attempt: "",
      run: "1.1",
      words: "acme/web TOKEN",
    },
  };
}

function scenario(name: string, difference: Difference): Scenario {
  const { policy, past = [DAY, DAY], spec } = difference;
  return {
    name,
    spec: { ...specOf(policy), ...spec },
    past,
    create: () => createScenarioWorld(difference),
  };
}

function createScenarioWorld({
  targets = 1,
  secrets = 1,
  clockErrorMs = 0,
  handMadeMs,
  holdsAdmin = false,
  world: differences,
}: Difference): World {
  const world = Object.assign(createWorld(), differences);
  world.githubError = Math.ceil(clockErrorMs / 2);
  world.astraError = -Math.floor(clockErrorMs / 2);
  addToken(world, { maker: "person", description: "by hand" });
  const firstOne = { maker: "person", description: "first one" } as const;
  const handMade = holdsAdmin ? world.tokens[0] : addToken(world, firstOne);
  for (let target = 1; target <= targets; target += 1) {
    const name = `target-${String(target)}`;
    world.targets.push(name);
    for (let secret = 1; secret <= secrets; secret += 1) {
      const cell = {
        target: name,
        secret: `SECRET_${String(secret)}`,
        value: undefined,
        updatedAt: undefined,
      };
      world.cells.push(cell);
      if (handMade !== undefined && handMadeMs !== undefined)
        writeCell(world, cell, handMade.clientId, undefined);
    }
  }
  world.now += handMadeMs ?? 0;
  return world;
}

const NOT_DUE = { rotateAfterMs: 30 * DAY };

/** Just under the five minutes that clocks may be apart. */
const FAR_APART_MS = 298_000;

/** Where histories begin. */
export const SCENARIOS: readonly Scenario[] = [
  scenario("first run", { past: [] }),
  scenario("first run, two targets, overlap", {
    past: [],
    targets: 2,
    policy: { overlapMs: DAY },
  }),
  scenario("every run", {}),
  scenario("every run, overlap", { policy: { overlapMs: DAY } }),
  scenario("every run, two targets", { targets: 2 }),
  scenario("every run, two targets, overlap", {
    targets: 2,
    policy: { overlapMs: DAY },
  }),
  scenario("every run, two secrets", {
    secrets: 2,
    policy: { overlapMs: HOUR },
  }),
  scenario("every run, clocks apart", { clockErrorMs: FAR_APART_MS }),
  scenario("every run, clocks apart the other way, two targets", {
    clockErrorMs: -FAR_APART_MS,
    targets: 2,
  }),
  scenario("not due", { policy: { ...NOT_DUE, overlapMs: DAY } }),
  scenario("not due, two targets", { targets: 2, policy: NOT_DUE }),
  scenario("due by age, two targets, overlap", {
    targets: 2,
    policy: { rotateAfterMs: DAY, overlapMs: DAY },
  }),
  scenario("due by age, clocks apart", {
    clockErrorMs: -FAR_APART_MS,
    policy: { rotateAfterMs: DAY },
  }),
  scenario("adoption", {
    past: [],
    handMadeMs: DAY,
    spec: { namesPrevious: true },
  }),
  scenario("adoption, two targets, overlap", {
    past: [],
    targets: 2,
    handMadeMs: DAY,
    policy: { overlapMs: DAY, ...NOT_DUE },
    spec: { namesPrevious: true },
  }),
  scenario("adoption of a fresh token", {
    past: [],
    targets: 2,
    handMadeMs: 2 * MINUTE,
    policy: { overlapMs: HOUR, ...NOT_DUE },
    spec: { namesPrevious: true },
  }),
  scenario("adoption of a fresh token, clocks apart", {
    past: [],
    clockErrorMs: FAR_APART_MS,
    handMadeMs: MINUTE,
    policy: NOT_DUE,
    spec: { namesPrevious: true },
  }),
  scenario("the admin token's own secret", { spec: { rotatesAdmin: true } }),
  scenario("the admin token's own secret, two targets, overlap", {
    targets: 2,
    policy: { overlapMs: DAY },
    spec: { rotatesAdmin: true },
  }),
  scenario("the admin token's own secret, by hand", {
    past: [],
    handMadeMs: DAY,
    holdsAdmin: true,
    spec: { rotatesAdmin: true, namesPrevious: true },
  }),
  scenario("the admin token's own secret, due by age", {
    policy: { rotateAfterMs: DAY },
    spec: { rotatesAdmin: true },
  }),
  scenario("lagging list, slow activation", {
    policy: { overlapMs: HOUR },
    world: { listLagMs: 3_000, activationMs: 6_500 },
  }),
  scenario("small cap, two targets, overlap", {
    targets: 2,
    policy: { overlapMs: DAY, maxLiveTokens: 4 },
  }),
  scenario("emergency, two targets", {
    targets: 2,
    policy: { compromised: true, overlapMs: DAY },
  }),
  scenario("emergency, not due, two targets", {
    targets: 2,
    policy: { compromised: true, ...NOT_DUE },
  }),
  scenario("previous-token given, overlap", {
    policy: { overlapMs: DAY },
    spec: { namesPrevious: true },
  }),
  scenario("adoption of a fresh token, every run", {
    past: [],
    handMadeMs: 2 * MINUTE,
    spec: { namesPrevious: true },
  }),
  scenario("adoption, not due, two targets", {
    past: [],
    targets: 2,
    handMadeMs: DAY,
    policy: NOT_DUE,
    spec: { namesPrevious: true },
  }),
  scenario("drain", { policy: { drain: true, overlapMs: HOUR } }),
];

/** The scenario of that name; throws when there is none. */
export function scenarioOf(name: string): Scenario {
  const found = SCENARIOS.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no scenario "${name}"`);
  return found;
}
