/** Stable names of everything that can end or taint a run; `docs/recovery.md` explains each. */
export type RotationErrorCode =
  | "input-invalid"
  | "astra-unauthorized"
  | "astra-forbidden"
  | "astra-unavailable"
  | "astra-answer-unusable"
  | "role-unknown"
  | "role-ambiguous"
  | "github-unauthorized"
  | "github-forbidden"
  | "github-workflow-token"
  | "github-unavailable"
  | "github-answer-unusable"
  | "target-missing"
  | "target-archived"
  | "target-moved"
  | "clocks-unknown"
  | "clocks-apart"
  | "cap-reached"
  | "mint-refused"
  | "mint-unknown"
  | "mint-mismatch"
  | "marker-not-kept"
  | "rival-run"
  | "not-accepted"
  | "publish-refused"
  | "publish-incomplete"
  | "revoke-incomplete"
  | "settling"
  | "overwritten"
  | "check-failed"
  | "cancelled"
  | "deadline"
  | "internal";

/** What a person may do next: `safe` to run again at once, or first `fix` what the remedy names. */
export type Rerun = "safe" | "fix-first";

/** What a `RotationError` is made of. */
export interface RotationErrorFacts {
  readonly code: RotationErrorCode;
  /** What happened, in one sentence without remote text. */
  readonly summary: string;
  /** What to do next, in one or two sentences. */
  readonly remedy: string;
  readonly rerun: Rerun;
  /** From when running again helps, epoch milliseconds. */
  readonly notBefore?: number;
  /** More problems of the same moment, so that all of them can be named at once. */
  readonly also?: readonly RotationError[];
  readonly cause?: unknown;
}

/**
 * The only error that reaches a person: a code, what happened and what to do.
 * Its texts are the project's own words and values made inert, never an answer
 * of a service. The cause is for tests and debuggers and is never printed.
 */
export class RotationError extends Error {
  override readonly name = "RotationError";
  readonly code: RotationErrorCode;
  readonly summary: string;
  readonly remedy: string;
  readonly rerun: Rerun;
  readonly notBefore: number | undefined;
  readonly also: readonly RotationError[];

  constructor(facts: RotationErrorFacts) {
    super(facts.summary);
    this.code = facts.code;
    this.summary = facts.summary;
    this.remedy = facts.remedy;
    this.rerun = facts.rerun;
    this.notBefore = facts.notBefore;
    this.also = facts.also ?? [];
    if (facts.cause !== undefined) {
      Object.defineProperty(this, "cause", {
        value: facts.cause,
        enumerable: false,
      });
    }
  }
}

/** Several problems as one: the first leads, the others follow in `also`. */
export function joinErrors(
  errors: readonly [RotationError, ...RotationError[]],
): RotationError {
  const [first, ...others] = errors;
  if (others.length === 0) return first;
  return new RotationError({
    code: first.code,
    summary: first.summary,
    remedy: first.remedy,
    rerun: errors.some((error) => error.rerun === "fix-first")
      ? "fix-first"
      : "safe",
    also: others,
    cause: first,
  });
}

/** Whatever was thrown, as a `RotationError`; a stranger becomes `internal` without its text. */
export function asRotationError(thrown: unknown): RotationError {
  if (thrown instanceof RotationError) return thrown;
  return new RotationError({
    code: "internal",
    summary: "The action met an error that it does not know.",
    remedy:
      "Nothing is revoked after such an error. Run again; if it comes back, please report it with the log of a debug run.",
    rerun: "safe",
    cause: thrown,
  });
}
