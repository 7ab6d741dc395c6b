import {
  type Explain,
  rerunOf,
  summaryOf as problemSummaryOf,
} from "./annotation.ts";
import { titleOf } from "./error-titles.ts";
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

/** Stands in a cell that has nothing to say. */
const NONE = "–";

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
    ...nameOf(report),
  ].join("\n");
}

/** The verdict as the heading, and under it the reason. */
function outcomeOf(report: Report): readonly string[] {
  const { mark, head, rest, reason } = verdictOf(report);
  const { error } = report;
  const [verdict, why] =
    error === undefined ? [rest, reason] : [titleOf(error.code), rest];
  return [
    `### ${mark} ${head} ${prose(verdict)}`,
    "",
    ...(why === undefined ? [] : [prose(why), ""]),
  ];
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

/** The tokens; a column that says nothing of any token is left out. */
function tokenTable(report: Report): readonly string[] {
  const tokens = report.tokens.slice(0, MAX_TOKENS);
  const hidden = report.tokens.length - tokens.length;
  const columns: readonly (readonly [string, readonly string[]])[] = [
    ["token", tokens.map(({ clientId }) => code(shortId(clientId)))],
    ["state", tokens.map((token) => stateOf(token, report))],
    ["created", tokens.map(({ generatedOn }) => at(generatedOn, "unknown"))],
    ["revocable from", tokens.map(({ revocableFrom }) => at(revocableFrom))],
    ["expires", tokens.map(({ expiresOn }) => at(expiresOn))],
  ];
  const shown = columns.filter(([, cells]) =>
    cells.some((one) => one !== NONE),
  );
  return [
    ...table(
      shown.map(([head]) => head),
      tokens.map((_, row) => shown.map(([, cells]) => cells[row] ?? NONE)),
    ),
    ...(hidden > 0 ? [`… and ${count(hidden, "older token")}.`, ""] : []),
  ];
}

function stateOf(
  { clientId, state, expiresOn, supersededOn }: TokenLine,
  { held, observedOn }: Report,
): string {
  const hasExpired =
    expiresOn !== undefined &&
    observedOn !== undefined &&
    expiresOn <= observedOn &&
    state !== "revoked" &&
    state !== "withdrawn";
  if (hasExpired) return "**expired**";
  // No observation proves that it is out of use.
  if (state === "superseded" && supersededOn === undefined) {
    return "still valid, and a secret may hold it";
  }
  const isHeld = held.includes(clientId);
  return `${STATES[state]}${isHeld ? ", kept for workflow runs that may use it" : ""}`;
}

function lifetimes(report: Report): readonly string[] {
  const timeline = timelineOf(report);
  if (timeline === undefined) return [];
  const hidden = report.tokens.length - MAX_DRAWN;
  const more = hidden > 0 ? ` Not drawn: ${count(hidden, "older token")}.` : "";
  return [
    ...timeline.chart,
    `<sub>${timeline.legend}. Times are UTC.${more}</sub>`,
    "",
  ];
}

/** Which rotation this was: a page may show several. */
function nameOf({ rotation, mode }: Report): readonly string[] {
  if (rotation === undefined || mode === undefined) return [];
  return [
    `<sub>Astra token rotation ${code(rotation)}, mode ${code(mode)}</sub>`,
    "",
  ];
}

function at(epochMilliseconds: number | undefined, otherwise = NONE): string {
  return epochMilliseconds === undefined
    ? otherwise
    : instant(epochMilliseconds);
}
