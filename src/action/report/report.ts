import type { Death } from "../../rotation/death.ts";
import type { MintReason } from "../../rotation/decision.ts";
import type { Finding } from "../../rotation/finding.ts";
import type { RotationError } from "../../rotation/errors.ts";
import { nextDue } from "../../rotation/next-due.ts";
import type { Policy } from "../../rotation/observation.ts";
import type { Outcome } from "../../rotation/outcome.ts";
import type { Warning } from "../../rotation/steps.ts";
import { type TargetLine, targetLines } from "./target-lines.ts";
import type { Timings } from "./timings.ts";
import {
  plannedRevocations,
  type TokenLine,
  tokenLines,
} from "./token-lines.ts";

/**
 * The whole outcome as plain data without a secret; outputs and summary are
 * made of it. Instants are epoch milliseconds.
 */
export interface Report {
  /** Undefined when the inputs were refused, and so is the mode. */
  readonly rotation: string | undefined;
  readonly mode: Policy["mode"] | undefined;
  readonly dryRun: boolean;
  readonly decision:
    "mint" | "full" | "keep" | "settle" | "retire" | "check" | undefined;
  readonly reason: MintReason | undefined;
  readonly rotated: boolean;
  /**
   * GitHub's time at the observation; undefined when the run did not get that
   * far.
   */
  readonly observedOn: number | undefined;
  readonly current: TokenLine | undefined;
  readonly tokens: readonly TokenLine[];
  /** Client ids, in the order of their revocation. */
  readonly revoked: readonly string[];
  /** Client ids that a dry run would have revoked. */
  readonly wouldRevoke: readonly string[];
  /**
   * Client ids that are due and kept for workflow runs that may still hold
   * them.
   */
  readonly held: readonly string[];
  /** Whether Astra still takes the token that `previous-token` held. */
  readonly death: Death | undefined;
  readonly nextRotationOn: number | undefined;
  readonly overlapMs: number;
  readonly targets: readonly TargetLine[];
  readonly findings: readonly Finding[];
  readonly warnings: readonly Warning[];
  readonly error: Outcome["error"];
  readonly timings: Timings;
  readonly elapsedMs: number;
}

/** What a report needs to know beside the outcome; times are milliseconds. */
export interface ReportContext {
  /** `rotation-id`, or the hash that stands for its default. */
  readonly rotation: string;
  readonly policy: Policy;
  readonly dryRun: boolean;
  readonly timings: Timings;
  readonly elapsedMs: number;
}

/** Turns an outcome into a report. */
export function reportOf(
  { record, error }: Outcome,
  { rotation, policy, dryRun, timings, elapsedMs }: ReportContext,
): Report {
  const { decision, observation, revoked, held, warnings } = record;
  const tokens = tokenLines(record, policy);
  const current = tokens.find((token) => token.state === "current");
  return {
    rotation,
    mode: policy.mode,
    dryRun,
    decision: decision?.kind,
    reason: decision?.kind === "mint" ? decision.reason : undefined,
    rotated: record.minted?.state === "published",
    observedOn: observation?.clocks.now,
    current,
    tokens,
    revoked,
    wouldRevoke: dryRun ? plannedRevocations(record, policy) : [],
    held,
    death: record.death,
    nextRotationOn: nextRotation(current, policy),
    overlapMs: policy.overlapMs,
    targets: targetLines(record),
    findings: decision?.kind === "check" ? decision.findings : [],
    warnings,
    error,
    timings,
    elapsedMs,
  };
}

/** When the current token becomes due, on Astra's clock like `generatedOn`. */
function nextRotation(
  current: TokenLine | undefined,
  policy: Policy,
): number | undefined {
  if (current?.generatedOn === undefined) return undefined;
  const { generatedOn, expiresOn } = current;
  const dueOn = nextDue({ generatedOn, expiresOn }, policy);
  return dueOn === -Infinity ? undefined : dueOn;
}

/** The report of a run that ended before its first request. */
export function refusedReport(error: RotationError): Report {
  return {
    rotation: undefined,
    mode: undefined,
    dryRun: false,
    decision: undefined,
    reason: undefined,
    rotated: false,
    observedOn: undefined,
    current: undefined,
    tokens: [],
    revoked: [],
    wouldRevoke: [],
    held: [],
    death: undefined,
    nextRotationOn: undefined,
    overlapMs: 0,
    targets: [],
    findings: [],
    warnings: [],
    error,
    timings: {},
    elapsedMs: 0,
  };
}

/** The tokens that stay alive on purpose, and from when each may go. */
export function retiringOf({ tokens }: Report): readonly TokenLine[] {
  return tokens.filter(
    ({ state }) => state === "superseded" || state === "adopted",
  );
}
