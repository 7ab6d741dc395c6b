import {
  type Explain,
  rerunOf,
  summaryOf as problemSummaryOf,
} from "./annotation.ts";
import { deathLine } from "./log.ts";
import { code, escaped, prose, table } from "./markup.ts";
import type { Report } from "./report.ts";
import { openTargetTable, targetTable } from "./target-table.ts";
import { MAX_DRAWN, timelineOf } from "./timeline.ts";
import type { TokenLine } from "./token-lines.ts";
import { verdictOf } from "./verdict.ts";
import { count, instant, shortId } from "./words.ts";
import { sentenceOf } from "./warning-words.ts";

/**
 * How many tokens the table shows before the rest is only counted; a rotation
 * rarely has more than three.
 */
const MAX_TOKENS = 50;

/** How many further problems are listed. */
const MAX_PROBLEMS = 50;

const STATES: Readonly<Record<TokenLine["state"], string>> = {
  current: "**current**",
  superseded: "superseded, still valid",
  adopted: "created manually, will be retired",
  revoked: "revoked",
  withdrawn: "minted and revoked again, never published",
  unpublished: "**minted, in no secret, not revoked yet**",
  "partly-published": "**not in every secret**",
  unconfirmed: "**revocation not confirmed**",
};

/**
 * The job summary as Markdown: the verdict, then the reason or what to do, then
 * targets, tokens and their lifetimes.
 */
export function summaryOf(report: Report, explain: Explain): string {
  return [
    "### Astra token rotation",
    "",
    ...outcomeOf(report),
    ...whatToDo(report, explain),
    ...nextRotation(report),
    ...deathOf(report),
    ...report.warnings.map((warning) => `- ⚠️ ${prose(sentenceOf(warning))}`),
    ...(report.warnings.length > 0 ? [""] : []),
    ...openTargetTable(report.targets),
    ...tokenTable(report),
    ...lifetimes(report),
    ...targetTable(report.targets),
  ].join("\n");
}

function outcomeOf(report: Report): readonly string[] {
  const { mark, head, rest, reason } = verdictOf(report);
  const verdict = `${mark} **${head}** ${prose(rest)}`;
  return [verdict, "", ...(reason === undefined ? [] : [prose(reason), ""])];
}

/**
 * What a person has to do after a failed run; empty for one that did not fail.
 */
function whatToDo({ error }: Report, explain: Explain): readonly string[] {
  if (error === undefined) return [];
  const more = error.also
    .slice(0, MAX_PROBLEMS)
    .map((one) => `- ${prose(`${problemSummaryOf(one)} ${one.remedy}`)}`);
  const hidden = error.also.length - more.length;
  return [
    `**What to do:** ${prose(`${error.remedy} ${rerunOf(error)}`.trimEnd())}`,
    "",
    ...(more.length > 0 ? ["Also:", "", ...more] : []),
    ...(hidden > 0 ? [`- … and ${String(hidden)} more like this.`] : []),
    ...(more.length > 0 ? [""] : []),
    reference(explain(error.code), error.code),
    "",
  ];
}

function reference(place: string, errorCode: string): string {
  return place.startsWith("https://")
    ? `More about [${errorCode}](${place}).`
    : `More about ${code(errorCode)}: ${escaped(place)}.`;
}

function nextRotation(report: Report): readonly string[] {
  const { nextRotationOn, mode, error } = report;
  if (nextRotationOn === undefined || error !== undefined) return [];
  const whose = mode === "rotate" ? "the first run" : "the first rotating run";
  return [`Next rotation: ${whose} after **${instant(nextRotationOn)}**.`, ""];
}

/** A token that is accepted all the same is among the warnings. */
function deathOf({ death }: Report): readonly string[] {
  return death === undefined || death.state === "accepted"
    ? []
    : [prose(deathLine(death)), ""];
}

function tokenTable({ tokens, held }: Report): readonly string[] {
  const rows = tokens
    .slice(0, MAX_TOKENS)
    .map((token) => [
      idOf(token),
      at(token.generatedOn, "unknown"),
      STATES[token.state] +
        (held.includes(token.clientId)
          ? ", kept for workflow runs that may use it"
          : ""),
      at(token.revocableFrom, "–"),
      at(token.expiresOn, "never"),
    ]);
  const hidden = tokens.length - rows.length;
  return [
    ...table(["token", "made", "state", "revocable from", "expires"], rows),
    ...(hidden > 0 ? [`… and ${count(hidden, "older token")}.`, ""] : []),
  ];
}

function lifetimes(report: Report): readonly string[] {
  const chart = timelineOf(report);
  if (chart.length === 0) return [];
  const hidden = report.tokens.length - MAX_DRAWN;
  return [
    ...chart,
    `<sub>Times are UTC. Overlap: replaced, but still valid for jobs that have already read it.${hidden > 0 ? ` Not drawn: ${count(hidden, "older token")}.` : ""}</sub>`,
    "",
  ];
}

function idOf({ clientId }: TokenLine): string {
  return code(shortId(clientId));
}

function at(epochMilliseconds: number | undefined, otherwise: string): string {
  return epochMilliseconds === undefined
    ? otherwise
    : instant(epochMilliseconds);
}
