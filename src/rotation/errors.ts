/**
 * Stable names of everything that can end or taint a run; `docs/recovery.md`
 * explains each.
 */
export type RotationErrorCode =
  | "input-invalid"
  | "astra-unauthorized"
  | "astra-forbidden"
  | "astra-unavailable"
  | "astra-answer-unusable"
  | "role-unknown"
  | "role-ambiguous"
  | "role-missing"
  | "role-differs"
  | "role-refused"
  | "role-unconfirmed"
  | "github-unauthorized"
  | "github-forbidden"
  | "github-workflow-token"
  | "app-not-installed"
  | "github-unavailable"
  | "github-answer-unusable"
  | "target-missing"
  | "target-archived"
  | "target-moved"
  | "identity-unknown"
  | "organization-mismatch"
  | "previous-elsewhere"
  | "marker-newer"
  | "other-places"
  | "second-rotation"
  | "list-not-whole"
  | "clocks-unknown"
  | "clocks-apart"
  | "cap-reached"
  | "fan-out-too-long"
  | "mint-refused"
  | "mint-mismatch"
  | "marker-not-kept"
  | "date-unread"
  | "rival-run"
  | "not-accepted"
  | "not-accepted-by-database"
  | "publish-refused"
  | "publish-incomplete"
  | "revoke-incomplete"
  | "settling"
  | "emergency-incomplete"
  | "suspended"
  | "overwritten"
  | "check-failed"
  | "inventory-findings"
  | "leak-alive"
  | "alerts-unreadable"
  | "cancelled"
  | "deadline"
  | "outputs-unwritten"
  | "internal";

/**
 * What a person may do next: `safe` to run again at once, or first `fix` what
 * the remedy names.
 */
export type Rerun = "safe" | "fix-first";

/**
 * One of our own errors: its text never quotes external data. Any other error
 * never becomes a cause.
 */
export type InertError =
  RotationError | (Error & { readonly name: "TransportError" });

/**
 * An instant that belongs to a sentence: since when it is so, or on which date
 * it will be.
 */
export interface Moment {
  readonly relation: "since" | "on";
  /** Epoch milliseconds. */
  readonly at: number;
}

/** What a `RotationError` is made of. */
export interface RotationErrorFacts {
  readonly code: RotationErrorCode;
  /** What happened, in one sentence without remote text. */
  readonly summary: string;
  /** What to do next, in one or two sentences. */
  readonly remedy: string;
  readonly rerun: Rerun;
  /** The instant that the summary speaks of. */
  readonly moment?: Moment;
  /** From when running again helps, epoch milliseconds. */
  readonly notBefore?: number;
  /**
   * More problems of the same moment, so that all of them can be named at once.
   */
  readonly also?: readonly RotationError[];
  readonly cause?: InertError | undefined;
}

/**
 * The only error that reaches a person: a code, what happened and what to do.
 * Its texts are the project's own words and values made inert, never an answer
 * of a service. The cause is one of the project's own errors, for tests and
 * debuggers; it is never printed.
 */
export class RotationError extends Error {
  override readonly name = "RotationError";
  readonly code: RotationErrorCode;
  readonly summary: string;
  readonly remedy: string;
  readonly rerun: Rerun;
  readonly moment: Moment | undefined;
  readonly notBefore: number | undefined;
  readonly also: readonly RotationError[];

  constructor(facts: RotationErrorFacts) {
    super(facts.summary);
    this.code = facts.code;
    this.summary = facts.summary;
    this.remedy = facts.remedy;
    this.rerun = facts.rerun;
    this.moment = facts.moment;
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
    ...(first.moment === undefined ? {} : { moment: first.moment }),
    ...(first.notBefore === undefined ? {} : { notBefore: first.notBefore }),
    also: others,
    cause: first,
  });
}

/**
 * Whatever was thrown, as a `RotationError`. Any other error becomes
 * `internal`, and nothing of it is kept but its kind and the places in the
 * bundle that it came through: its texts may quote a secret or an answer.
 */
export function asRotationError(thrown: unknown): RotationError {
  if (thrown instanceof RotationError) return thrown;
  return new RotationError({
    code: "internal",
    summary: `Unexpected error (${kindOf(thrown)}).`,
    remedy:
      "Run again: the next run reads what is live and repairs the rest. If it recurs, please report this message.",
    rerun: "safe",
  });
}

/**
 * The code of an error of the system or of Node, such as ENOSPC; undefined for
 * any other text.
 */
export function systemCode(code: unknown): string | undefined {
  return typeof code === "string" &&
    /^(?:E[A-Z0-9]{2,14}|ERR_[A-Z0-9_]{2,40})$/u.test(code)
    ? code
    : undefined;
}

const KINDS = [
  ...[TypeError, RangeError, ReferenceError, SyntaxError, URIError, EvalError],
  ...[AggregateError, Error],
];

/** How many places a summary shows. */
const MAX_PLACES = 3;

/**
 * The class, the system's code and the places of a stranger, none of them a
 * text that somebody could choose.
 */
function kindOf(thrown: unknown): string {
  const kind = KINDS.find((one) => thrown instanceof one)?.name ?? "no error";
  try {
    const { code, stack } = Object(thrown) as Record<string, unknown>;
    const lines = typeof stack === "string" ? stack.split("\n") : [];
    const places = lines.flatMap(
      (line) =>
        /^ +at .*[/(]((?:\d{1,6}\.)?index\.js:\d{1,7}:\d{1,7})\)?$/u.exec(
          line,
        )?.[1] ?? [],
    );
    return [
      [kind, systemCode(code)].filter((word) => word !== undefined).join(" "),
      ...places.slice(0, MAX_PLACES).map((place) => `at ${place}`),
    ].join(", ");
  } catch {
    return kind;
  }
}
