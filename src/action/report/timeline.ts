import type { Report } from "./report.ts";
import type { TokenLine } from "./token-lines.ts";
import { isDate, rfc3339, shortId } from "./words.ts";

/**
 * How many tokens a timeline shows, the newest; more than these nobody can
 * read.
 */
export const MAX_DRAWN = 10;

/**
 * A bar that takes a smaller part of the chart than this would have no width,
 * and not be seen.
 */
const LEAST_PART = 1 / 300;

/**
 * The label of a smaller part than this would stand beside its bar, over the
 * label of the next one.
 */
const LEAST_LABELLED = 1 / 15;

/** One live token needs no picture. */
const LEAST_LIVE = 2;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How the axis is divided and written, by the length of the chart. */
const AXES: readonly {
  readonly upTo: number;
  readonly tick: string;
  readonly format: string;
}[] = [
  { upTo: 3 * HOUR, tick: "30minute", format: "%H:%M" },
  { upTo: 14 * HOUR, tick: "2hour", format: "%H:%M" },
  { upTo: 2 * DAY, tick: "6hour", format: "%d %b %H:%M" },
  { upTo: 8 * DAY, tick: "1day", format: "%d %b" },
  { upTo: 80 * DAY, tick: "1week", format: "%d %b" },
  { upTo: 250 * DAY, tick: "1month", format: "%b %Y" },
  { upTo: 1000 * DAY, tick: "6month", format: "%b %Y" },
  { upTo: Infinity, tick: "24month", format: "%Y" },
];

/** A stretch of a token's life; a milestone has no length. */
interface Bar {
  readonly label: string;
  /**
   * Only tags whose label can be read beside a short bar in dark mode, too;
   * `done` bars are long.
   */
  readonly tag: "" | "done" | "milestone";
  readonly from: number;
  readonly to: number;
}

interface Row {
  readonly name: string;
  readonly bars: readonly Bar[];
}

/**
 * The lifetimes of the rotation's tokens as a Mermaid Gantt chart, oldest on
 * top; empty while fewer than two of them are live. Nothing from outside is in
 * it but shortened client ids and dates.
 */
export function timelineOf(report: Report): readonly string[] {
  const { observedOn: now, tokens } = report;
  if (now === undefined || !isDate(now)) return [];
  if (tokens.filter(isLive).length < LEAST_LIVE) return [];
  const rows = tokens
    .slice(0, MAX_DRAWN)
    .toReversed()
    .map((token) => rowOf(token, report, now))
    .filter(({ bars }) => bars.length > 0);
  if (rows.length === 0) return [];
  const instants = rows.flatMap(({ bars }) =>
    bars.flatMap(({ from, to }) => [from, to]),
  );
  const length = Math.max(...instants) - Math.min(...instants);
  const axis = AXES.find(({ upTo }) => length <= upTo);
  return [
    "```mermaid",
    "---",
    "displayMode: compact",
    "config:",
    "  gantt:",
    "    leftPadding: 120",
    "    rightPadding: 220",
    "---",
    "gantt",
    "  title Lifetimes of the tokens (UTC)",
    "  dateFormat YYYY-MM-DDTHH:mm",
    `  axisFormat ${axis?.format ?? "%Y"}`,
    `  tickInterval ${axis?.tick ?? "24month"}`,
    "  todayMarker off",
    ...rows.flatMap(({ name, bars }) => [
      `  section ${name}`,
      ...bars.map((one) => barLine(one, length)),
    ]),
    "  section this run",
    `  now :milestone, ${minute(now)}, 0d`,
    "```",
    "",
  ];
}

function isLive({ state }: TokenLine): boolean {
  return state !== "revoked" && state !== "withdrawn";
}

function rowOf(token: TokenLine, report: Report, now: number): Row {
  return {
    name: shortId(token.clientId),
    bars: barsOf(token, report, now).filter(
      ({ from, to }) => isDate(from) && isDate(to) && from <= to,
    ),
  };
}

function barsOf(token: TokenLine, report: Report, now: number): readonly Bar[] {
  const { generatedOn: from } = token;
  if (from === undefined) return [];
  switch (token.state) {
    case "current":
      return currentBars(token, from, report, now);
    case "superseded":
    case "adopted":
    case "unconfirmed": {
      const { supersededOn, revocableFrom } = token;
      if (supersededOn === undefined) {
        return [bar("may be in use", "", from, now)];
      }
      const isLate = (revocableFrom ?? now) <= now;
      const to = isLate ? now : (revocableFrom ?? now);
      const label = isLate ? "overlap has ended" : "overlap";
      return [
        bar("in use", "done", from, supersededOn),
        bar(label, "", supersededOn, to),
      ];
    }
    case "revoked":
      return [
        bar("in use", "done", from, token.supersededOn ?? now),
        bar("overlap, then revoked", "", token.supersededOn ?? now, now),
      ];
    case "partly-published":
    case "unpublished":
      return [bar("not everywhere", "", from, now)];
    case "withdrawn":
      return [bar("withdrawn", "milestone", now, now)];
    default:
      return token.state satisfies never;
  }
}

/**
 * The current token: until the next planned rotation, with its expiry where
 * that is near.
 */
function currentBars(
  { expiresOn }: TokenLine,
  from: number,
  { nextRotationOn, overlapMs }: Report,
  now: number,
): readonly Bar[] {
  const planned = nextRotationOn ?? now + Math.max(overlapMs, HOUR);
  const bars = [bar("current", "", from, Math.max(planned, now))];
  // A far expiry would squeeze everything else into a corner.
  const isNear =
    expiresOn !== undefined && expiresOn - now <= 2 * (planned - from);
  if (isNear) bars.push(bar("expires", "milestone", expiresOn, expiresOn));
  return bars;
}

function bar(label: string, tag: Bar["tag"], from: number, to: number): Bar {
  return { label, tag, from, to };
}

/** A bar as a line of a chart of that length. */
function barLine({ label, tag, from, to }: Bar, chart: number): string {
  const length = to - from;
  const minutes = Math.max(1, Math.round(length / MINUTE));
  const isPoint = tag === "milestone" || length < chart * LEAST_PART;
  const span = isPoint ? "0d" : `${String(minutes)}m`;
  const tags = isPoint ? "milestone, " : tag === "" ? "" : `${tag}, `;
  const isNarrow = tag === "done" && length < chart * LEAST_LABELLED;
  return `  ${isNarrow ? "·" : label} :${tags}${minute(from)}, ${span}`;
}

function minute(epochMilliseconds: number): string {
  return (rfc3339(epochMilliseconds) ?? "").slice(0, 16);
}
