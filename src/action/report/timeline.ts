import {
  type Bar,
  ganttOf,
  legendOf,
  type Meaning,
  type Row,
} from "./gantt.ts";
import type { Report } from "./report.ts";
import type { TokenLine } from "./token-lines.ts";
import { isDate, shortId } from "./words.ts";

/**
 * How many tokens a timeline shows, the newest; more than these nobody can
 * read.
 */
export const MAX_DRAWN = 10;

/** One live token needs no picture. */
const LEAST_LIVE = 2;

const HOUR = 3_600_000;

/** The picture of the tokens' lifetimes. */
export interface Timeline {
  /** A Mermaid Gantt chart as lines of Markdown. */
  readonly chart: readonly string[];
  /** What the colours mean that are in it. */
  readonly legend: string;
}

/**
 * The lifetimes of the rotation's tokens, oldest on top; undefined while fewer
 * than two of them are live. Nothing from outside is in it but shortened client
 * ids and dates.
 */
export function timelineOf(report: Report): Timeline | undefined {
  const { observedOn: now, tokens } = report;
  if (now === undefined || !isDate(now)) return undefined;
  if (tokens.filter((one) => isLive(one, now)).length < LEAST_LIVE) {
    return undefined;
  }
  const rows = tokens
    .slice(0, MAX_DRAWN)
    .toReversed()
    .map((token) => rowOf(token, report, now))
    .filter(({ bars }) => bars.length > 0);
  if (rows.length === 0) return undefined;
  return { chart: ganttOf(rows, now), legend: legendOf(rows) };
}

/** Whether Astra still accepts a token, as far as the run knows. */
function isLive({ state, expiresOn }: TokenLine, now: number): boolean {
  const isGone = state === "revoked" || state === "withdrawn";
  return !isGone && !(expiresOn !== undefined && expiresOn <= now);
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
  const { generatedOn: from, state } = token;
  if (from === undefined) return [];
  switch (state) {
    case "current":
      return [currentBar(token, from, report, now)];
    case "superseded":
    case "adopted":
    case "revoked":
      return formerBars(token, from, now);
    case "unconfirmed":
      return [bar("not confirmed", "attention", from, now)];
    case "partly-published":
      return [bar("not everywhere", "attention", from, now)];
    case "unpublished":
      return [bar("in no secret", "attention", from, now)];
    case "withdrawn":
      return [bar("withdrawn", "moment", now, now)];
    default:
      return state satisfies never;
  }
}

/** The current token: until the next planned rotation, or its expiry. */
function currentBar(
  { expiresOn = Infinity }: TokenLine,
  from: number,
  { nextRotationOn, overlapMs }: Report,
  now: number,
): Bar {
  const planned = nextRotationOn ?? now + Math.max(overlapMs, HOUR);
  const to = Math.min(Math.max(planned, now), expiresOn);
  return bar("current", "in-secrets", from, to);
}

/**
 * A token that was replaced: in the secrets, then only valid. Without a proof
 * that it is out of use, when the secrets lost it is not known.
 */
function formerBars(
  { state, revocableFrom, expiresOn = Infinity, ...token }: TokenLine,
  from: number,
  now: number,
): readonly Bar[] {
  const isGone = state === "revoked";
  const { supersededOn = isGone ? now : from } = token;
  const end = isGone ? now : Math.max(revocableFrom ?? now, now);
  const last = Math.min(end, expiresOn);
  const valid = bar("still valid", "still-valid", supersededOn, last);
  const used = bar("in use", "in-secrets", from, supersededOn);
  const bars = [used, valid].filter((one) => one.to > one.from);
  return bars.length > 0 ? bars : [valid];
}

function bar(label: string, meaning: Meaning, from: number, to: number): Bar {
  return { label, meaning, from, to };
}
