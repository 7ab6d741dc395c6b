import type { Method } from "./message.ts";
import type { AttemptOutcome } from "./retry.ts";

/** To be told what became of an admitted attempt. */
export type Settle = (outcome: AttemptOutcome) => void;

/** Decides when each attempt of a request may leave, and learns from what becomes of it. */
export interface Pace {
  /** Resolves once an attempt may leave; at once when the run is stopped. */
  admit(method: Method): Promise<Settle>;
}
