import type { Inputs } from "../../../kit/run-action.ts";
import type { GateRequest, Verdict } from "../../../simulators/kernel/gate.ts";
import type { Disturbance } from "../disturbance.ts";
import type { Stage } from "../stage.ts";
import type { RehearsedStep, Step } from "../steps.ts";

/** What a fault knows of the request that it strikes. */
export interface Struck {
  readonly stage: Stage;
  readonly request: GateRequest;
  /** The same request in the undisturbed run. */
  readonly step: RehearsedStep;
}

/** One way in which a request can go wrong. */
export interface FaultKind {
  /** Part of the cases' ids. */
  readonly name: string;
  /** Whether sending the request again, where that is allowed, mends it when it happens once (L2). */
  readonly heals: boolean;
  /** Whether even a minting is mended, since it certainly had no effect. */
  readonly healsMinting?: boolean;
  /** Whether the run waits for its request timeout. */
  readonly hangs?: boolean;
  /** Whether what the answer says of the world is false, so that there may be something to do. */
  readonly misleads?: boolean;
  /** The requests that it can happen to; all when absent. */
  readonly strikes?: (step: RehearsedStep) => boolean;
  readonly verdict: (struck: Struck) => Verdict;
}

/** How often a fault strikes: one request, or that and every later one of the same name. */
export type Persistence = "once" | "lasting";

/** Short enough to be waited for; the run's own deadline ends what hangs for good. */
const SHORT_RUN: Inputs = { "run-timeout": "8s" };

/** One fault at one step. */
export class Fault implements Disturbance {
  readonly inputs: Inputs;
  readonly #kind: FaultKind;
  readonly #at: RehearsedStep;
  readonly #persistence: Persistence;
  #stage: Stage | undefined;
  #hasStruck = false;

  constructor(kind: FaultKind, at: RehearsedStep, persistence: Persistence) {
    this.#kind = kind;
    this.#at = at;
    this.#persistence = persistence;
    this.inputs =
      kind.hangs === true && persistence === "lasting" ? SHORT_RUN : {};
  }

  get hasStruck(): boolean {
    return this.#hasStruck;
  }

  begin(stage: Stage): void {
    this.#stage = stage;
  }

  meet(step: Step, request: GateRequest): Verdict {
    const { label, nth } = this.#at;
    const isHit =
      step.label === label &&
      (this.#persistence === "once" ? step.nth === nth : step.nth >= nth);
    if (!isHit || this.#stage === undefined) return { kind: "pass" };
    this.#hasStruck = true;
    return this.#kind.verdict({
      stage: this.#stage,
      request,
      step: this.#at,
    });
  }

  end(): Promise<void> {
    return Promise.resolve();
  }
}
