import type { RotationError } from "../rotation/errors.ts";
import type { Leak, Plan, Verdict } from "./decide.ts";

/** What became of one value that was tried. */
export interface Tried {
  readonly leak: Leak;
  readonly verdict: Verdict;
  /** Of a live value of the watched rotation only. */
  readonly plan: Plan | undefined;
  /** Revoked by this run, and the list confirms it. */
  isRevoked: boolean;
  /** Astra refuses the value; only then its alerts are closed. */
  isDead: boolean;
  /** How many of its alerts this run has closed. */
  closed: number;
}

/** Everything that a run saw and did; it is filled as the run goes on. */
export interface WatchRecord {
  /** Repositories whose alerts were read. */
  repositories: number;
  /** Open alerts that were read. */
  alerts: number;
  /** Alerts whose value is no Astra token, or is not shown. */
  unreadable: number;
  /** Whether a repository has more open alerts than a run reads. */
  hasMore: boolean;
  /** Different values. */
  values: number;
  tried: Tried[];
  /** Whether alerts may be named: only members see the log. */
  isPrivate: boolean;
  /** Whether the rotation is to replace its token at once. */
  compromised: boolean;
  /** Problems, the gravest first. */
  problems: RotationError[];
}

/** A record of nothing yet. */
export function emptyRecord(): WatchRecord {
  return {
    repositories: 0,
    alerts: 0,
    unreadable: 0,
    hasMore: false,
    values: 0,
    tried: [],
    isPrivate: false,
    compromised: false,
    problems: [],
  };
}

/** The tried values of a verdict. */
export function triedAs(
  { tried }: Pick<WatchRecord, "tried">,
  ...verdicts: readonly Verdict[]
): readonly Tried[] {
  return tried.filter(({ verdict }) => verdicts.includes(verdict));
}
