import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import ms from "ms";
import { instant } from "../../src/action/words.ts";
import { BUNDLE, inputVariables } from "../kit/run-action.ts";
import { type Stage, storyInputs } from "./stage.ts";
import { sceneLines } from "./terminal.ts";

/** Where the sandbox leaves what it makes; git ignores it. */
export const OUTPUT_FOLDER = join(import.meta.dirname, "../../sandbox-output");

const HELP = `The tokens are made up and open nothing but these two services.

Type here, and press Enter:
  look         what is live at Astra, and what the secrets hold
  25h, 30d     let time pass for both services
  quit         end (so does Ctrl+C)
`;

/** Keeps the services up until the person has had enough, and says how to run the action against them. */
export async function serve(
  stage: Stage,
  write: (text: string) => void,
): Promise<number> {
  const { world } = stage;
  write(
    `Astra listens on ${world.astra.url}, GitHub on ${world.github.url}; it is ${instant(world.clock.now())} there.
A token made by hand is in both secrets of acme/web, and nothing has been rotated yet.
Paste this into another terminal (bash), as often as you like:

${await commandLine(stage)}

${HELP}`,
  );
  await new Promise<void>((resolve) => {
    const lines = createInterface({ input: process.stdin });
    const end = (): void => {
      lines.close();
      resolve();
    };
    process.once("SIGINT", end);
    process.once("SIGTERM", end);
    lines.on("line", (line) => {
      if (line.trim() === "quit") end();
      else void obey(stage, line.trim(), write);
    });
  });
  return 0;
}

/** The command that runs the action as the runner would, in one paste. */
async function commandLine({ world }: Stage): Promise<string> {
  await mkdir(OUTPUT_FOLDER, { recursive: true });
  const output = join(OUTPUT_FOLDER, "outputs.txt");
  const summary = join(OUTPUT_FOLDER, "summary.md");
  await Promise.all([writeFile(output, ""), writeFile(summary, "")]);
  const variables = {
    ...inputVariables(storyInputs(world)),
    GITHUB_REPOSITORY: "acme/web",
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
  };
  return [
    "env",
    ...Object.entries(variables).map(([name, value]) =>
      quoted(`${name}=${value}`),
    ),
    `${quoted(process.execPath)} ${quoted(BUNDLE)}`,
  ].join(" \\\n  ");
}

/** One word of a shell command, whatever it holds. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** Does what a typed line says. */
async function obey(
  stage: Stage,
  line: string,
  write: (text: string) => void,
): Promise<void> {
  if (line === "look") {
    write(`${sceneLines(await stage.look()).join("\n")}\n`);
  } else if (/^\d{1,4}[smhdw]$/u.test(line)) {
    stage.pass(ms(line as ms.StringValue) / 3_600_000);
    write(`It is ${instant(stage.world.clock.now())} now.\n`);
  } else if (line !== "") {
    write(HELP);
  }
}
