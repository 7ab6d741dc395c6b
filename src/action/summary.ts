import { REASONS } from "./log.ts";
import type { MintReason } from "../rotation/decide.ts";
import type { Report, TokenLine } from "./report.ts";
import { count, instant, shortId } from "./words.ts";

/** How many rows a table shows before the rest is only counted; GitHub takes 1 MiB in all. */
const MAX_ROWS = 200;

/** The job summary as Markdown: one sentence, the rotation's tokens, the targets. */
export function summaryOf(report: Report): string {
  return [
    "### Astra token rotation",
    "",
    outcomeSentence(report),
    "",
    ...tokenTable(report.tokens),
    ...targetTable(report),
    ...(report.nextRotationOn === undefined
      ? []
      : [`Next rotation: ${instant(report.nextRotationOn)}.`, ""]),
  ].join("\n");
}

/** The outcome in one sentence. */
export function outcomeSentence(report: Report): string {
  const { error, current, revoked } = report;
  if (error !== undefined) {
    return `**Failed:** ${escaped(error.summary)} ${escaped(error.remedy)}`;
  }
  if (report.dryRun) {
    return report.decision === "mint"
      ? `**Dry run:** a fresh token would be minted, because ${reasonOf(report)}. Nothing was changed.`
      : "**Dry run:** nothing is due. Nothing was changed.";
  }
  const gone =
    revoked.length === 0 ? "" : ` ${count(revoked.length, "token")} revoked.`;
  if (report.rotated && current !== undefined) {
    return `**Rotated:** token \`${shortId(current.clientId)}\` is in every secret, because ${reasonOf(report)}.${gone}`;
  }
  if (report.decision === "settle") {
    return `**Settling:** every secret can hold the newest token; a later run will make sure.${gone}`;
  }
  return `**Nothing was due.**${gone}`;
}

function reasonOf({ reason }: Report): string {
  return reason === undefined ? "it was due" : REASONS[reason as MintReason];
}

function tokenTable(tokens: readonly TokenLine[]): readonly string[] {
  if (tokens.length === 0) return [];
  return [
    "| token | made | state | revocable from | expires |",
    "| --- | --- | --- | --- | --- |",
    ...tokens
      .slice(0, MAX_ROWS)
      .map(({ clientId, generatedOn, state, revocableFrom, expiresOn }) =>
        row([
          `\`${shortId(clientId)}\``,
          at(generatedOn),
          state,
          at(revocableFrom),
          expiresOn === undefined ? "never" : instant(expiresOn),
        ]),
      ),
    ...(tokens.length > MAX_ROWS
      ? ["", `… and ${String(tokens.length - MAX_ROWS)} more.`]
      : []),
    "",
  ];
}

function targetTable({ targets }: Report): readonly string[] {
  const rows = targets.flatMap(({ target, secrets }) =>
    secrets.map(({ name, result }) => ({ target, name, result })),
  );
  if (rows.length === 0) return [];
  const failuresFirst = rows.sort(
    (a, b) => Number(a.result === "done") - Number(b.result === "done"),
  );
  return [
    "| target | secret | result |",
    "| --- | --- | --- |",
    ...failuresFirst
      .slice(0, MAX_ROWS)
      .map(({ target, name, result }) =>
        row([
          escaped(target),
          escaped(name),
          result === "done" ? "written" : `**${result}**`,
        ]),
      ),
    "",
  ];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function at(epochMilliseconds: number | undefined): string {
  return epochMilliseconds === undefined ? "–" : instant(epochMilliseconds);
}

/** Text without markup: everything that Markdown or HTML could act upon is escaped. */
function escaped(text: string): string {
  return text.replace(
    /[\\*_{}[\]<>|&#~!]/gu,
    (character) => `&#${String(character.codePointAt(0))};`,
  );
}
