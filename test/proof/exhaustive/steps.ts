import type { GateRequest } from "../../simulators/kernel/gate.ts";

/** A request of a run, named so that the same request of another run of the scenario has the same name. */
export interface Step {
  /** Such as `astra.tokens.list` or `github.actions.repository.put-secret:NAME`. */
  readonly label: string;
  /** Which request of that label it is, from 1. */
  readonly nth: number;
}

/** A step of an undisturbed run, with what is known of its answer. */
export interface RehearsedStep extends Step {
  readonly request: GateRequest;
  readonly status: number;
  readonly hasBody: boolean;
  /** Sequence numbers of what had been answered when it arrived. */
  readonly answeredBefore: number;
}

/** The step's name in the ids of cases. */
export function nameOf({ label, nth }: Step): string {
  return `${label}#${String(nth)}`;
}

/** Names the requests of one run in the order of their arrival. */
export class StepCounter {
  readonly #counts = new Map<string, number>();

  next(request: GateRequest): Step {
    const label = labelOf(request);
    const nth = (this.#counts.get(label) ?? 0) + 1;
    this.#counts.set(label, nth);
    return { label, nth };
  }
}

function labelOf({ operation, path }: GateRequest): string {
  if (!/\.(?:get|put)-secret$/u.test(operation)) return operation;
  const secret = path.split("/").at(-1) ?? "";
  return `${operation}:${secret}`;
}
