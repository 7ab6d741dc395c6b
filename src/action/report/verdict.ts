import { summaryOf } from "./annotation.ts";
import { REASONS } from "./log.ts";
import type { Report } from "./report.ts";
import { count, firstFew, shortId } from "./words.ts";

/** How a run ended. Backticks mark code; values are inert. */
export interface Verdict {
  readonly mark: "✅" | "📝" | "❌";
  /** The outcome in a few words, ending in a colon. */
  readonly head: string;
  /** The rest of that sentence. */
  readonly rest: string;
  /** Why a new token was due, as a sentence; undefined when none was. */
  readonly reason: string | undefined;
}

/** Says how a run ended: the verdict first, then the reason. */
export function verdictOf(report: Report): Verdict {
  const { error } = report;
  if (error !== undefined) {
    const rest = summaryOf(error);
    return { mark: "❌", head: "Failed:", rest, reason: undefined };
  }
  const reason =
    report.reason === undefined
      ? undefined
      : `Reason: ${REASONS[report.reason]}.`;
  if (report.dryRun) {
    return { mark: "📝", head: "Dry run:", rest: planOf(report), reason };
  }
  return { mark: "✅", ...outcomeOf(report), reason };
}

function outcomeOf(report: Report): Pick<Verdict, "head" | "rest"> {
  const { current, revoked } = report;
  const gone =
    revoked.length === 0 ? "" : ` Revoked ${count(revoked.length, "token")}.`;
  if (report.rotated && current !== undefined) {
    const id = shortId(current.clientId);
    return {
      head: "Rotated:",
      rest: `every secret now holds token \`${id}\`.${gone}`,
    };
  }
  switch (report.decision) {
    case "settle":
      return {
        head: "Nothing to do yet:",
        rest: `every secret can hold the newest token, but an earlier run may still be writing.${gone}`,
      };
    case "check":
      return { head: "Check passed:", rest: "no problems found." };
    case "retire":
      return {
        head: "Retire:",
        rest:
          revoked.length === 0
            ? "no tokens are due for revocation."
            : `revoked ${count(revoked.length, "token")}.`,
      };
    case "keep":
    case "mint":
    case "full":
    case undefined:
      return {
        head: "Nothing due:",
        rest: `${current === undefined ? "there is no current token" : `token \`${shortId(current.clientId)}\` stays current`}.${gone}`,
      };
    default:
      return report.decision satisfies never;
  }
}

function planOf({ decision, wouldRevoke }: Report): string {
  const mints =
    decision === "mint" ? "a new token would be minted" : "no new token is due";
  const revokes =
    wouldRevoke.length === 0
      ? "nothing would be revoked"
      : `${count(wouldRevoke.length, "token")} would be revoked (${firstFew(wouldRevoke.map(shortId))})`;
  return `${mints}, and ${revokes}. Nothing was changed.`;
}
