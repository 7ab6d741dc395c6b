import { summaryOf as problemSummaryOf } from "./annotation.ts";
import { code, escaped, folded, prose, table } from "./markup.ts";
import { isOpen, type SecretResult, type TargetLine } from "./target-lines.ts";
import { count, instant, firstFew } from "./words.ts";

/** How many targets a table shows in the open; of more, the rest is folded. */
const MAX_OPEN = 20;

/** How many bytes a table may have; GitHub takes 1 MiB of summary. */
const MAX_BYTES = 400_000;

const RESULTS: Readonly<Record<SecretResult, string>> = {
  written: "written",
  refused: "❌ **not written**",
  unconfirmed: "❌ **not confirmed**",
  "not-attempted": "❌ **not written, the run was stopped**",
  unchanged: "unchanged",
  missing: "⚠️ **missing**",
  drifted: "⚠️ **holds no token of this rotation**",
};

const HEADS = ["target", "result", "secrets"];

/** The secrets that are not as they should be, as a table in the open. */
export function openTargetTable(
  targets: readonly TargetLine[],
): readonly string[] {
  const rows = rowsOf(targets, isOpen);
  return [
    ...table(HEADS, rows.slice(0, MAX_OPEN)),
    ...folded(
      `${count(rows.length - MAX_OPEN, "more row")} like this`,
      table(HEADS, bounded(rows.slice(MAX_OPEN))),
    ),
  ];
}

/** The secrets that are as they should be; folded when there are many. */
export function targetTable(targets: readonly TargetLine[]): readonly string[] {
  const rows = rowsOf(targets, (result) => !isOpen(result));
  const isAllWritten = targets.every(({ secrets }) =>
    secrets.every(({ result }) => result !== "unchanged"),
  );
  const lines = table(HEADS, bounded(rows));
  return rows.length <= MAX_OPEN
    ? lines
    : folded(
        `${count(rows.length, "target")} ${isAllWritten ? "written" : "unchanged"}`,
        lines,
      );
}

/** One row for the secrets of a target that have the same result. */
function rowsOf(
  targets: readonly TargetLine[],
  isWanted: (result: SecretResult) => boolean,
): readonly (readonly string[])[] {
  return targets.flatMap(({ target, secrets }) => {
    const kinds = new Set(secrets.map(({ result }) => result).filter(isWanted));
    return [...kinds].map((kind) => {
      const alike = secrets.filter(({ result }) => result === kind);
      return [
        escaped(target),
        resultOf(kind, alike),
        firstFew(alike.map(({ name }) => (name === "*" ? "all" : code(name)))),
      ];
    });
  });
}

function resultOf(kind: SecretResult, alike: TargetLine["secrets"]): string {
  const said = RESULTS[kind];
  const error = alike.find((secret) => secret.error !== undefined)?.error;
  if (error !== undefined) return `${said}: ${prose(problemSummaryOf(error))}`;
  const written = alike.flatMap(({ writtenOn }) => writtenOn ?? []);
  return kind === "unchanged" && written.length > 0
    ? `${said}, written ${span(written)}`
    : said;
}

/** One instant, or the first and the last of several that read differently. */
function span(instants: readonly number[]): string {
  const first = instant(Math.min(...instants));
  const last = instant(Math.max(...instants));
  return first === last ? first : `between ${first} and ${last}`;
}

/** As many rows as fit; the last one says how many did not. */
function bounded(
  rows: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  let left = MAX_BYTES;
  const shown = rows.filter((cells) => {
    left -= Buffer.byteLength(cells.join(" | ")) + 6;
    return left >= 0;
  });
  const hidden = rows.length - shown.length;
  return hidden === 0
    ? shown
    : [...shown, [`… and ${count(hidden, "more row")}`, "", ""]];
}
