import { summaryOf } from "./annotation.ts";
import { REASONS } from "./log.ts";
import type { Report } from "./report.ts";
import { count, listed, shortId } from "./words.ts";

/** How a run ended, in one sentence. */
export interface Verdict {
  readonly mark: "✅" | "📝" | "❌";
  /** The outcome in a word or a few. */
  readonly head: string;
  /** The rest of the sentence, in the project's own words with values made inert; backticks mark code. */
  readonly rest: string;
}

/** Says how a run ended. */
export function verdictOf(report: Report): Verdict {
  const { error, current, revoked } = report;
  if (error !== undefined) {
    return { mark: "❌", head: "Failed:", rest: summaryOf(error) };
  }
  if (report.dryRun) {
    return {
      mark: "📝",
      head: "Dry run, nothing was changed:",
      rest: planOf(report),
    };
  }
  const gone =
    revoked.length === 0 ? "" : `${count(revoked.length, "token")} revoked`;
  const also = gone === "" ? "." : `; ${gone}.`;
  const done = (head: string, rest: string): Verdict => ({
    mark: "✅",
    head,
    rest,
  });
  if (report.rotated && current !== undefined) {
    return done(
      "Rotated:",
      `token \`${shortId(current.clientId)}\` is in every secret, because ${reasonOf(report)}${also}`,
    );
  }
  switch (report.decision) {
    case "settle":
      return done(
        "Nothing to do yet:",
        `every secret can hold the newest token, and an earlier run may still be writing${also}`,
      );
    case "check":
      return done("Checked:", "everything is as it should be.");
    case "retire":
      return done(
        "Nothing was minted (mode: retire):",
        `${gone === "" ? "no token was to be revoked" : gone}.`,
      );
    case "keep":
    case "mint":
    case "full":
    case undefined:
      return done(
        "Nothing was due:",
        `${current === undefined ? "there is no current token" : `token \`${shortId(current.clientId)}\` stays current`}${also}`,
      );
    default:
      return report.decision satisfies never;
  }
}

function planOf(report: Report): string {
  const { decision, wouldRevoke } = report;
  const goes =
    wouldRevoke.length === 0
      ? "nothing would be revoked"
      : `${count(wouldRevoke.length, "token")} would be revoked (${listed(wouldRevoke.map(shortId))})`;
  return decision === "mint"
    ? `a fresh token would be minted, because ${reasonOf(report)}, and ${goes}.`
    : `no fresh token is due, and ${goes}.`;
}

function reasonOf({ reason }: Report): string {
  return reason === undefined ? "it was due" : REASONS[reason];
}
