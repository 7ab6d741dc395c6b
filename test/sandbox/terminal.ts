import { styleText } from "node:util";
import { instant } from "../../src/action/report/words.ts";
import type { Chapter, Played } from "./chapter.ts";
import { settingLines } from "./demo.ts";
import type { Run } from "./play-run.ts";
import type { LogEntry } from "./runner-log.ts";
import type { Scene, SecretView, TokenView } from "./scene.ts";

const WIDTH = 78;
const LOG_WIDTH = 74;

const bold = (text: string): string => styleText("bold", text);
const dim = (text: string): string => styleText("dim", text);

/** What a reader has to know before the first chapter. */
export function prologue(): string {
  return [
    bold("Astra token rotator: the sandbox"),
    "",
    ...wrapped(
      "Two simulated services run on this machine: Astra's DevOps API and GitHub's API for secrets. Nothing leaves it, and no account is needed. The action is the one that is shipped (dist/index.js), started as a runner starts it. Only time is made up: the services' clocks jump from chapter to chapter, and the action asks them what time it is.",
    ),
    "",
    "The workflow of this story runs every night with:",
    "",
    ...settingLines().map((line) => `    ${line}`),
    "\n",
  ].join("\n");
}

/** The head of a chapter, before it is played. */
export function opening(number: number, { title, story }: Chapter): string {
  return [
    bold(`── ${String(number)}. ${title} ${"─".repeat(WIDTH)}`.slice(0, WIDTH)),
    "",
    ...wrapped(story),
    "\n",
  ].join("\n");
}

/** What a chapter came to: the runs, the world afterwards, and the claims. */
export function closing({ runs, scene, claims }: Played): string {
  return [
    ...runs.flatMap(runLines),
    ...sceneLines(scene),
    "",
    ...claims.map(({ sentence, holds }) =>
      holds
        ? `  ${styleText("green", "✓")} ${sentence}`
        : `  ${styleText("red", "✗")} ${sentence}`,
    ),
    "\n",
  ].join("\n");
}

/** What is live, and what every secret holds, as lines. */
export function sceneLines({ at, tokens, secrets }: Scene): readonly string[] {
  const live = tokens.filter(({ revokedOn }) => revokedOn === undefined);
  const gone = tokens.filter(({ revokedOn }) => revokedOn !== undefined);
  return [
    `  Live at Astra on ${instant(at)}:`,
    ...live.map(
      (token) =>
        `    ${token.name.padEnd(11)}  ${dim(token.shortId)}  made ${new Date(token.made).toISOString().slice(0, 10)}  ${placeOf(token, secrets)}`,
    ),
    ...(gone.length === 0
      ? []
      : [`    ${dim(`revoked: ${gone.map(({ name }) => name).join(", ")}`)}`]),
    "  The secrets:",
    ...secrets.slice(0, MOST_SECRETS).map(secretLine),
    ...restLines(secrets.slice(MOST_SECRETS)),
  ];
}

/** How many secrets are listed one by one. */
const MOST_SECRETS = 12;

function secretLine(
  { where, name, holds, works }: SecretView,
  index: number,
): string {
  const verdict = works
    ? styleText("green", "works")
    : styleText("red", "does not work");
  return `    ${String(index + 1).padStart(2)}. ${name} of ${where}: ${holds?.name ?? "nothing"}, ${verdict}`;
}

/** The other secrets, counted by what they hold. */
function restLines(secrets: readonly SecretView[]): readonly string[] {
  const kinds = Map.groupBy(
    secrets,
    ({ holds, works }) =>
      `${holds?.name ?? "nothing"}, ${works ? "works" : "does not work"}`,
  );
  return [...kinds].map(
    ([what, some]) => `    … and ${String(some.length)} more: ${what}`,
  );
}

/** Whose a token is, or which secrets hold it. */
function placeOf(
  { owner, clientId }: TokenView,
  secrets: Scene["secrets"],
): string {
  if (owner !== undefined) return owner;
  const holding = secrets.filter(({ holds }) => holds?.clientId === clientId);
  if (holding.length > 1) {
    return holding.length === 2
      ? "in both secrets"
      : `in ${String(holding.length)} secrets`;
  }
  const [only] = holding;
  return only === undefined
    ? "in no secret"
    : `in ${only.name} of ${only.where}`;
}

/** A run's log, and how it ended, as lines. */
export function runLines({
  caption,
  at,
  ended,
  log,
  reads,
  writes,
}: Run): string[] {
  const end =
    ended.signal === null
      ? `exit code ${String(ended.exitCode)}`
      : `killed by ${ended.signal}`;
  return [
    `  ${caption}, ${instant(at)}:`,
    ...log.flatMap(entryLines).map((line) => `    ${dim("│")} ${line}`),
    `    ${dim(`└ ${end}; ${String(reads)} requests to read, ${String(writes)} to change`)}`,
    "",
  ];
}

function entryLines(entry: LogEntry): readonly string[] {
  switch (entry.kind) {
    case "line":
      return wrapped(entry.text, LOG_WIDTH);
    case "annotation": {
      const colour = {
        notice: "blue",
        warning: "yellow",
        error: "red",
      } as const;
      const head = `${entry.level.slice(0, 1).toUpperCase()}${entry.level.slice(1)}`;
      return `${head}: ${entry.text}`
        .split("\n")
        .flatMap((line) => wrapped(line, LOG_WIDTH))
        .map((line) => styleText(colour[entry.level], line));
    }
    case "group":
      return [entry.title, ...entry.entries.flatMap(entryLines)];
    default:
      return entry satisfies never;
  }
}

/** Text in lines that fit; those after the first are indented where it is a log's. */
function wrapped(text: string, width = WIDTH): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = width === LOG_WIDTH ? `  ${word}` : word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
