import type { Policy } from "../../../src/rotation/observation.ts";
import type { Exclusion } from "./exclusions.ts";
import type { RunSpec } from "./simulated-run.ts";
import { type Difference, setUp } from "./scenario-worlds.ts";
import { MAIN, type World } from "./world.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Where a history begins, and the configuration of its runs. */
export interface Scenario {
  readonly name: string;
  readonly spec: RunSpec;
  /** Other workflows' runs, that come between and beside. */
  readonly neighbours: readonly RunSpec[];
  /** Makes the two services as they are before the first run of the past. */
  readonly create: () => World;
  /** When clean runs took place before the history begins: pauses, milliseconds. */
  readonly past: readonly number[];
  /** Whether one clean run has to bring everything to rest. */
  readonly converges: boolean;
  /** What is excused from the beginning. */
  readonly excuse: Exclusion | undefined;
}

const RUN_TIMEOUT_MS = 15 * MINUTE;

const POLICY: Policy = {
  mode: "rotate",
  lineage: { home: "", id: "", places: [] },
  organizationId: undefined,
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
    workflow: MAIN,
    runTimeoutMs: RUN_TIMEOUT_MS,
    witness: undefined,
    rotatesAdmin: false,
    settings: {
      policy: { ...POLICY, ...policy },
      dryRun: false,
      verifyTimeoutMs: MINUTE,
      tokenLifetimeMs: undefined,
      attempt: "",
      run: "1.1",
      holdsPair: false,
      words: "acme/web TOKEN",
    },
  };
}

export function scenario(name: string, difference: Difference): Scenario {
  const { policy, past = [DAY, DAY], spec, converges = true } = difference;
  const { settings, ...plain } = specOf(policy);
  const { holdsPair = false } = difference;
  const main = { ...plain, settings: { ...settings, holdsPair }, ...spec };
  return {
    name,
    spec: main,
    neighbours: (difference.neighbours ?? []).map((one) => ({
      ...main,
      settings: {
        ...main.settings,
        policy: { ...main.settings.policy, ...one.policy },
      },
      workflow: one.workflow.name,
      ...one.spec,
    })),
    past,
    converges,
    excuse: difference.excuse,
    create: () => setUp(difference),
  };
}

/** A policy of rotations by age that are never due in a history. */
export const NOT_DUE = { rotateAfterMs: 30 * DAY };
