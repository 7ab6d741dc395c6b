import type { Decision } from "../../../src/rotation/decide.ts";
import type { Outcome } from "../../../src/rotation/outcome.ts";
import type { RunSettings } from "../../../src/rotation/run.ts";

/** What a history says of a run before it starts. */
export interface RunSpec {
  readonly settings: RunSettings;
  readonly runTimeoutMs: number;
  /** Whether the workflow passes the first secret as `previous-token`. */
  readonly namesPrevious: boolean;
  /** Whether the first secret is the admin token itself. */
  readonly rotatesAdmin: boolean;
}

/** One run with what the checks have to know of it. Instants are true time. */
export interface SimulatedRun {
  readonly number: number;
  /** As started: with the client ids that the workflow passed. */
  readonly spec: RunSpec;
  readonly startedAt: number;
  readonly deadline: number;
  state: "running" | "ended" | "crashed";
  endedAt: number | undefined;
  cancelledAt: number | undefined;
  /** Port calls so far. */
  calls: number;
  /** Mutations that it asked for. */
  mutations: number;
  decision: Decision | undefined;
  readonly minted: Set<string>;
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
  /** Whether a list was stale for it: then it may report what the list told. */
  isMisled: boolean;
}

/** Whether a run may still do something. */
export function isRunning({ state }: SimulatedRun): boolean {
  return state === "running";
}
