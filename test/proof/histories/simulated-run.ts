import type { Decision } from "../../../src/rotation/decision.ts";
import type { Outcome } from "../../../src/rotation/outcome.ts";
import type { RunSettings } from "../../../src/rotation/run.ts";
import type { World } from "./world.ts";

/** Which secret a workflow passes as `previous-token`: the first of its own, or one of another place. */
export type WitnessSource =
  "first" | { readonly target: string; readonly secret: string };

/** What a history says of a run before it starts. */
export interface RunSpec {
  /** Name of the workflow that it is a run of. */
  readonly workflow: string;
  readonly settings: RunSettings;
  readonly runTimeoutMs: number;
  readonly witness: WitnessSource | undefined;
  /** Whether the first secret is the admin token itself. */
  readonly rotatesAdmin: boolean;
}

/** What GitHub read for a job when it was queued: client ids. */
export interface JobSecrets {
  readonly previous: string | undefined;
  readonly admin: string;
}

/** One run with what the checks have to know of it. Instants are true time. */
export interface SimulatedRun {
  readonly number: number;
  /** As started: with the client ids that the workflow passed. */
  readonly spec: RunSpec;
  readonly secrets: JobSecrets;
  /** Keys of the secrets that it was configured to write. */
  readonly places: ReadonlySet<string>;
  /** Whether one of them held what `previous-token` named, until it decided. */
  holdsPrevious: boolean;
  /** Whether one of them held the key that the run authenticates with. */
  readonly holdsOwnKey: boolean;
  readonly startedAt: number;
  /** How long its machine has slept so far, milliseconds; its own clock stood still meanwhile. */
  sleptMs: number;
  /** Since when its machine sleeps. */
  asleepSince: number | undefined;
  /** When it last woke up; `-Infinity` when it never slept. */
  wokeAt: number;
  /** The latest true time that an answer's `Date` has shown to it. */
  shownTime: number;
  state: "running" | "ended" | "crashed";
  endedAt: number | undefined;
  cancelledAt: number | undefined;
  /** Port calls so far. */
  calls: number;
  /** Mutations that it asked for. */
  mutations: number;
  decision: Decision | undefined;
  readonly minted: Set<string>;
  /** Whether it has asked for the record of a suspended run. */
  hasAskedForRecord: boolean;
  /** What the last probe of each own credential told, where it told something. */
  readonly probed: Map<string, "accepted" | "unclear">;
  /** Client ids that a list has shown to it. */
  readonly listed: Set<string>;
  /** How often it looked at a target again. */
  rereads: number;
  readonly writes: { asked: number; confirmed: number };
  /** Client ids of its own admin token's successor, once that one has listed the tokens. */
  successor: string | undefined;
  outcome: Outcome | undefined;
  /** Whether something else changed a service while it ran, so that its ending says less. */
  isDisturbed: boolean;
  /** Whether nobody could tell it whose `previous-token` is. */
  isUntold: boolean;
  /** Whether the first list that it was shown was not whole. */
  isCutOff: boolean;
  /** Whether a list was stale for it: then it may report what the list told. */
  isMisled: boolean;
}

/** Whether a run may still do something. */
export function isRunning({ state }: SimulatedRun): boolean {
  return state === "running";
}

/** Whether its machine sleeps: then nothing of it goes on. */
export function isAsleep({ asleepSince }: SimulatedRun): boolean {
  return asleepSince !== undefined;
}

/** Milliseconds since the start, as its own clock counts them. */
export function localTime(
  { startedAt, sleptMs, asleepSince }: SimulatedRun,
  { now }: World,
): number {
  return (asleepSince ?? now) - startedAt - sleptMs;
}
