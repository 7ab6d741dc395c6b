import * as core from "@actions/core";
import type { Surroundings } from "../action/process.ts";
import { prose, table } from "../action/report/markup.ts";
import { setOutputs, writeSummary } from "../action/report/runner-files.ts";
import { count } from "../action/report/words.ts";
import { joinErrors, type RotationError } from "../rotation/errors.ts";
import type { WatchRecord } from "./outcome.ts";
import { leaksAlive } from "./problems.ts";
import { type Counts, countsOf, reportText } from "./report.ts";

/** How a run ended. */
export interface Ending extends Pick<Surroundings, "fail"> {
  readonly record: Readonly<WatchRecord>;
  readonly error: RotationError | undefined;
  readonly outputFile: string | undefined;
}

/**
 * Tells later steps at once whether the rotation has to act, before anything is
 * changed that could fail or take time. Throws `outputs-unwritten`.
 */
export function tellVerdict(
  record: Readonly<WatchRecord>,
  outputFile: string | undefined,
): void {
  const { repositories, alerts, values, tried, alive } = countsOf(record);
  const compromised = String(record.compromised);
  const unwritten = setOutputs({ compromised }, outputFile);
  if (unwritten !== undefined) throw unwritten;
  core.info(
    `Read ${count(alerts, "open alert")} in ${repositories === 1 ? "1 repository" : `${String(repositories)} repositories`}: ${count(values, "different value")}.`,
  );
  if (tried === 0) return;
  core.info(
    `Asked Astra about ${count(tried, "value")}: it accepts ${String(alive)}.`,
  );
}

/**
 * Reports how the run ended: outputs, summary, and one annotation when a person
 * has to do something.
 */
export async function announce(ending: Ending): Promise<void> {
  const { record, error, fail, outputFile } = ending;
  const problems = [
    ...leaksAlive(record),
    ...(error === undefined ? [] : [error]),
    ...record.problems,
  ];
  const unwritten = setOutputs(outputsOf(record, problems), outputFile);
  if (unwritten !== undefined && error?.code !== unwritten.code) {
    problems.push(unwritten);
  }
  const counts = countsOf(record);
  const verdict = verdictOf(record, counts, problems);
  await writeSummary(summaryOf(verdict, counts, problems));
  warn(record, counts);
  const [first, ...others] = problems;
  if (first === undefined) {
    core.info(verdict);
    return;
  }
  fail(joinErrors([first, ...others]));
}

function verdictOf(
  { compromised }: Readonly<WatchRecord>,
  { values, alive, revoked, closed }: Counts,
  problems: readonly RotationError[],
): string {
  const done = [
    ...(revoked > 0 ? [`Revoked ${count(revoked, "leaked token")}.`] : []),
    ...(closed > 0 ? [`Closed ${count(closed, "alert")}.`] : []),
  ];
  const [first] = problems;
  const head =
    first !== undefined
      ? first.summary
      : compromised
        ? "A leaked token of this rotation is alive and has to be replaced."
        : alive > 0
          ? "Nothing that leaked and that this run tried is alive any more."
          : values > 0
            ? "Astra accepts none of the leaked values that this run tried."
            : "No open alert of an Astra token.";
  return [head, ...done].join(" ");
}

/** An emergency goes on in the next step, so it is no error of this one. */
function warn(
  { compromised, hasMore }: Readonly<WatchRecord>,
  { notTried, unreadable }: Counts,
): void {
  if (compromised) {
    core.warning(
      "Astra accepts a leaked token of this rotation. The output compromised is true: hand it to the rotation, which replaces and revokes the token.",
      { title: "A token of this rotation has leaked" },
    );
  }
  const unread = hasMore
    ? " There are more open alerts than one run reads."
    : "";
  if (notTried > 0 || hasMore) {
    core.warning(
      `${count(notTried, "leaked value")} not tried in this run; later runs try them.${unread}`,
      { title: "Not every alert was checked" },
    );
  }
  if (unreadable > 0) {
    core.info(
      `${count(unreadable, "alert")} without a value that has the form of an Astra token: left as they are.`,
    );
  }
}

function outputsOf(
  record: Readonly<WatchRecord>,
  problems: readonly RotationError[],
): Readonly<Record<string, string>> {
  const { alerts, alive, closed } = countsOf(record);
  return {
    "open-alerts": String(alerts),
    alive: String(alive),
    closed: String(closed),
    report: reportText(record, problems),
  };
}

function summaryOf(
  verdict: string,
  counts: Counts,
  problems: readonly RotationError[],
): string {
  const rows: readonly (readonly [string, number])[] = [
    ["Open alerts of Astra tokens", counts.alerts],
    ["Different values", counts.values],
    ["Tried at Astra", counts.tried],
    ["Refused by Astra", counts.dead],
    ["Accepted by Astra", counts.alive],
    ["Not told by Astra", counts.unclear],
    ["Left for later runs", counts.notTried],
    ["Tokens revoked", counts.revoked],
    ["Alerts closed", counts.closed],
  ];
  return [
    "### Leak watch",
    "",
    prose(verdict),
    "",
    ...problems.map(({ remedy }) => `- ${prose(remedy)}`),
    "",
    ...table(
      ["", ""],
      rows.map(([what, number]) => [what, String(number)]),
    ),
  ].join("\n");
}
