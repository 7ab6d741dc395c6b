import type { Inputs } from "../../kit/run-action.ts";
import type { GateRequest, Verdict } from "../../simulators/kernel/gate.ts";
import type { Stage } from "./stage.ts";
import type { Step } from "./steps.ts";

/** The process of a run, as a disturbance may treat it. */
export interface Victim {
  /** SIGKILL; resolves once the process is gone. */
  kill(): Promise<void>;
}

/** What goes wrong in one run. */
export interface Disturbance {
  /** Inputs that the disturbed run gets in addition. */
  readonly inputs?: Inputs;
  /** Called before the process starts. */
  begin(stage: Stage, victim: Victim): void;
  /** The fate of each of the run's requests. */
  meet(step: Step, request: GateRequest): Verdict;
  /** Called when the run is over. */
  end(): Promise<void>;
  /** Whether it came to pass. */
  readonly hasStruck: boolean;
  /** Applies what is still under way; undefined when nothing is. */
  readonly land?: (() => Promise<void>) | undefined;
}
