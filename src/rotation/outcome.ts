import type { Credential } from "./credential.ts";
import type { Death } from "./death.ts";
import type { Decision } from "./decision.ts";
import type { RotationError } from "./errors.ts";
import type { Observation } from "./observation.ts";
import type { WriteResult } from "./ports.ts";
import type { Warning } from "./steps.ts";

/** What became of one target in this run. */
export interface TargetResult {
  readonly target: string;
  readonly secrets: readonly WriteResult[];
}

/** The credential that this run minted. */
export interface Minted {
  readonly credential: Credential;
  /**
   * On Astra's clock, as the list has it; undefined when it was never listed.
   */
  readonly generatedOn: number | undefined;
  readonly state:
    "unpublished" | "published" | "withdrawn" | "partly-published";
}

/**
 * What a run has seen and done so far; complete in every ending, failures
 * included.
 */
export interface RunRecord {
  observation?: Observation;
  decision?: Decision;
  minted?: Minted;
  targets: readonly TargetResult[];
  /** Client ids, in the order of their revocation. */
  revoked: string[];
  /**
   * The revocation of the token in `previous-token`, answered then on the run's
   * monotonic clock; whether it is confirmed is in `revoked`.
   */
  previousRevocation?: {
    readonly clientId: string;
    readonly answeredAt: number;
  };
  /** Whether Astra still takes that token; absent where nobody has asked. */
  death?: Death;
  /** Revocations that were due and could not be confirmed. */
  unrevoked: string[];
  /** Why the first of them was not revoked, where a request said so. */
  unrevokedBecause?: RotationError;
  /**
   * Client id that the run authenticates with since its own credential took
   * over.
   */
  successor?: string;
  /** Due, but kept because workflow runs may still hold them. */
  held: string[];
  warnings: Warning[];
}

/** How a run ended. */
export interface Outcome {
  readonly record: Readonly<RunRecord>;
  /** Undefined when every postcondition holds. */
  readonly error: RotationError | undefined;
}
