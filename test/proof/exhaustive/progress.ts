import { createHash } from "node:crypto";
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as v from "valibot";

const FOLDER = fileURLToPath(
  new URL("../../../exhaustive-output/", import.meta.url),
);

/** One line of the record: a case that was played, or some time that it took to play them. */
const Line = v.union([
  v.object({
    id: v.string(),
    violations: v.array(v.string()),
    hasStruck: v.boolean(),
  }),
  v.object({ elapsedMs: v.number() }),
]);

type PlayedLine = Exclude<v.InferOutput<typeof Line>, { elapsedMs: number }>;

/** What earlier sessions with the same bundle did. */
export interface Progress {
  /** By id; the last time counts. */
  readonly played: ReadonlyMap<string, PlayedLine>;
  readonly elapsedMs: number;
  add(line: PlayedLine): void;
  addTime(milliseconds: number): void;
}

/** Opens the record of a bundle; another bundle has another one. */
export function openProgress(bundle: string, startAnew: boolean): Progress {
  const file = `${FOLDER}${hashOf(dirname(bundle))}.jsonl`;
  mkdirSync(FOLDER, { recursive: true });
  if (startAnew) rmSync(file, { force: true });
  appendFileSync(file, "");
  const text = readFileSync(file, "utf8");
  const lines = text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => v.parse(Line, JSON.parse(line)));
  const played = new Map<string, PlayedLine>();
  let elapsedMs = 0;
  for (const line of lines) {
    if ("id" in line) played.set(line.id, line);
    else elapsedMs += line.elapsedMs;
  }
  return {
    played,
    elapsedMs,
    add: (line) => {
      appendFileSync(file, `${JSON.stringify(line)}\n`);
    },
    addTime: (elapsedMs) => {
      appendFileSync(file, `${JSON.stringify({ elapsedMs })}\n`);
    },
  };
}

/** Of all files of a bundle; it may be in several. */
function hashOf(folder: string): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(folder).sort()) {
    hash.update(readFileSync(join(folder, name)));
  }
  return hash.digest("hex").slice(0, 16);
}
