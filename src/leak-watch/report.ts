import { asRotationError, type RotationError } from "../rotation/errors.ts";
import { MOST_TRIES } from "./tries.ts";
import { type Tried, triedAs, type WatchRecord } from "./outcome.ts";

/** The numbers that a run has to tell; none of them names anything. */
export interface Counts {
  readonly repositories: number;
  readonly alerts: number;
  readonly unreadable: number;
  readonly values: number;
  readonly tried: number;
  readonly notTried: number;
  readonly dead: number;
  /** Values that Astra accepted when it was asked. */
  readonly alive: number;
  readonly unclear: number;
  readonly revoked: number;
  readonly closed: number;
}

/** Counts what a run saw and did. */
export function countsOf(record: Readonly<WatchRecord>): Counts {
  const { repositories, alerts, unreadable, values, tried } = record;
  const unclear = triedAs(record, "unclear").length;
  const refused = triedAs(record, "dead").length;
  return {
    ...{ repositories, alerts, unreadable, values, unclear },
    tried: tried.length,
    notTried: values - tried.length,
    dead: refused,
    alive: tried.length - unclear - refused,
    revoked: tried.filter(({ isRevoked }) => isRevoked).length,
    closed: tried.reduce((sum, { closed }) => sum + closed, 0),
  };
}

/**
 * The report as JSON, by `docs/leak-watch.schema.json`. It names alerts and
 * client ids only where members alone read it, and never a value.
 */
export function reportText(
  record: Readonly<WatchRecord>,
  problems: readonly RotationError[],
): string {
  return JSON.stringify({
    compromised: record.compromised,
    ...countsOf(record),
    triesInOneRun: MOST_TRIES,
    hasMoreAlerts: record.hasMore,
    leaks: record.isPrivate ? record.tried.map(leakOf) : null,
    problems: problems
      .flatMap((problem) => [problem, ...problem.also])
      .map(asRotationError)
      .map(({ code, summary, remedy }) => ({ code, summary, remedy })),
  });
}

function leakOf(one: Tried): unknown {
  const { leak, verdict, plan, isRevoked, isDead } = one;
  return {
    clientId: leak.clientId,
    verdict: verdict === "ours" ? (plan ?? verdict) : verdict,
    isRevoked,
    isDead,
    alerts: leak.alerts.map(({ repository, number }) => ({
      repository,
      number,
    })),
  };
}
