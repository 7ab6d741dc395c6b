import { rfc3339 } from "./words.ts";

/**
 * Width of the picture. Where there is less room, as on a phone, GitHub scales
 * it down, so it is narrow enough to stay readable there.
 */
const WIDTH = 400;

/** Pixels at the left, for the tokens' names. */
const NAMES = 108;

/** Pixels at the right, for the label of the last date. */
const MARGIN = 20;

/** A bar of fewer pixels would not be seen. */
const LEAST_BAR = 2;

/** How wide a letter is, and what a label needs around it, in pixels. */
const LETTER = 6.5;
const LABEL_SPACE = 8;

/** Stands where a label has no room; Mermaid wants a name of every bar. */
const NO_LABEL = "\u{2800}";

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
  { upTo: 2 * DAY, tick: "12hour", format: "%d %b %H:%M" },
  { upTo: 6 * DAY, tick: "1day", format: "%d %b" },
  { upTo: 45 * DAY, tick: "1week", format: "%d %b" },
  { upTo: 95 * DAY, tick: "2week", format: "%d %b" },
  { upTo: 160 * DAY, tick: "1month", format: "%b %Y" },
  { upTo: 450 * DAY, tick: "3month", format: "%b %Y" },
  { upTo: 1000 * DAY, tick: "6month", format: "%b %Y" },
];

const YEARS = { tick: "12month", format: "%Y" };

/** What the colour of a bar means; a `moment` has no colour of its own. */
export type Meaning = "in-secrets" | "still-valid" | "attention" | "moment";

/** Mermaid's tag for each meaning; `COLOURS` paints the tags. */
const TAGS: Readonly<Record<Meaning, string>> = {
  "in-secrets": "done, ",
  "still-valid": "active, ",
  attention: "crit, ",
  moment: "",
};

/** Colours on which black letters are readable, in light and in dark mode. */
const COLOURS: Readonly<Record<string, string>> = {
  doneTaskBkgColor: "#4ac26b",
  doneTaskBorderColor: "#2da44e",
  activeTaskBkgColor: "#fb8f44",
  activeTaskBorderColor: "#bc4c00",
  critBkgColor: "#ff8182",
  critBorderColor: "#cf222e",
  taskBkgColor: "#8c959f",
  taskBorderColor: "#6e7781",
  taskTextColor: "#000000",
  taskTextDarkColor: "#000000",
};

/** The legend's words for each colour. */
const LEGEND: Readonly<Record<Exclude<Meaning, "moment">, string>> = {
  "in-secrets": "🟩 in the secrets",
  "still-valid": "🟧 older, but still valid",
  attention: "🟥 needs attention",
};

/** A stretch of a token's life; a moment has no length. */
export interface Bar {
  readonly label: string;
  readonly meaning: Meaning;
  readonly from: number;
  readonly to: number;
}

/** The bars of one token, under its name. */
export interface Row {
  readonly name: string;
  readonly bars: readonly Bar[];
}

/**
 * Rows of bars, with the instant of the run, as a Mermaid Gantt chart in lines
 * of Markdown.
 */
export function ganttOf(rows: readonly Row[], now: number): readonly string[] {
  const instants = rows.flatMap(({ bars }) =>
    bars.flatMap(({ from, to }) => [from, to]),
  );
  const length = Math.max(...instants) - Math.min(...instants);
  return [
    ...headOf(length),
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

/** What the colours of the rows mean, in one line. */
export function legendOf(rows: readonly Row[]): string {
  const used = new Set<string>(
    rows.flatMap(({ bars }) => bars.map(({ meaning }) => meaning)),
  );
  return Object.entries(LEGEND)
    .flatMap(([meaning, words]) => (used.has(meaning) ? [words] : []))
    .join(" · ");
}

function headOf(length: number): readonly string[] {
  const { tick, format } = AXES.find(({ upTo }) => length <= upTo) ?? YEARS;
  return [
    "```mermaid",
    "---",
    "displayMode: compact",
    "config:",
    "  gantt:",
    `    useWidth: ${String(WIDTH)}`,
    `    leftPadding: ${String(NAMES)}`,
    `    rightPadding: ${String(MARGIN)}`,
    "    sectionFontSize: 12",
    "    fontSize: 12",
    "  themeVariables:",
    ...Object.entries(COLOURS).map(
      ([name, colour]) => `    ${name}: "${colour}"`,
    ),
    "---",
    "gantt",
    "  title Lifetimes of the tokens",
    "  dateFormat YYYY-MM-DDTHH:mm",
    `  axisFormat ${format}`,
    `  tickInterval ${tick}`,
    "  todayMarker off",
  ];
}

/**
 * A bar as a line of a chart of that length, with a label where it has room.
 */
function barLine({ label, meaning, from, to }: Bar, chart: number): string {
  const length = to - from;
  const pixels = (length / Math.max(chart, 1)) * (WIDTH - NAMES - MARGIN);
  const isPoint = meaning === "moment" || pixels < LEAST_BAR;
  const minutes = Math.max(1, Math.round(length / MINUTE));
  const span = isPoint ? "0d" : `${String(minutes)}m`;
  const tags = `${TAGS[meaning]}${isPoint ? "milestone, " : ""}`;
  const hasRoom = pixels >= label.length * LETTER + LABEL_SPACE;
  const text = isPoint || hasRoom ? label : NO_LABEL;
  return `  ${text} :${tags}${minute(from)}, ${span}`;
}

function minute(epochMilliseconds: number): string {
  return (rfc3339(epochMilliseconds) ?? "").slice(0, 16);
}
