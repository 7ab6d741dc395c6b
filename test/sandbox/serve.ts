import { mkdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { createInterface } from "node:readline";
import ms from "ms";
import { instant } from "../../src/action/report/words.ts";
import { inputVariables } from "../kit/run-action.ts";
import { workflowVariables } from "../kit/workflow-variables.ts";
import { writeRunsPage } from "./page/page.ts";
import type { Run } from "./play-run.ts";
import type { Served } from "./served.ts";
import type { Given } from "./served-inputs.ts";
import { bundleOf } from "./shipped-actions.ts";
import { runLines, sceneLines } from "./terminal.ts";
import type { ServedStep } from "./workflow.ts";

/** Where the sandbox leaves what it makes; git ignores it. */
export const OUTPUT_FOLDER = join(import.meta.dirname, "../../sandbox-output");

const OUTPUTS = join(OUTPUT_FOLDER, "outputs.txt");
const SUMMARY = join(OUTPUT_FOLDER, "summary.md");

const HELP = `Type one of these, and press Enter:
  run              one run, as on a schedule; by hand where there is none
  run name=value   one run, as with “Run workflow”: run compromised=true
  look             the live tokens, and what the secrets hold
  25h, 30d         let time pass for both services
  paste 1          somebody pastes another token, made by hand, into secret 1
  remove 1         somebody deletes secret 1
  command          a command that runs the action in another terminal (bash)
  help, quit
`;

type Write = (text: string) => void;

/** Keeps the services up until the person has had enough, and does what is typed. */
export async function serve(served: Served, write: Write): Promise<number> {
  write(await opening(served));
  const runs: Run[] = [];
  await new Promise<void>((resolve) => {
    const lines = createInterface({ input: process.stdin });
    const end = (): void => {
      lines.close();
      resolve();
    };
    process.once("SIGINT", end);
    process.once("SIGTERM", end);
    let work = Promise.resolve();
    lines.on("line", (line) => {
      const isLast = /^\s*(?:quit|exit)\s*$/u.test(line);
      work = isLast
        ? work.then(end)
        : work.then(() => obey(served, line.trim(), runs, write));
    });
  });
  return 0;
}

async function opening(served: Served): Promise<string> {
  const { steps, notes, world } = served;
  const several = steps.map(
    ({ label }, index) => `  ${String(index + 1)}. ${label}`,
  );
  return [
    `Simulated here: Astra on ${world.astra.url}, GitHub on ${world.github.url}.`,
    `It is ${instant(world.clock.now())} there. The tokens are made up and open nothing else.`,
    ...(steps.length > 1
      ? [
          "",
          "The steps that use the action; `run 2` or `run 2 name=value` runs the second:",
          ...several,
        ]
      : []),
    "",
    ...sceneLines(await served.look()),
    "",
    ...notes.map((note) => `Note: ${note}`),
    ...(notes.length > 0 ? [""] : []),
    HELP,
  ].join("\n");
}

/** Does what a typed line says; a sentence of what is wrong is printed. */
async function obey(
  served: Served,
  line: string,
  runs: Run[],
  write: Write,
): Promise<void> {
  if (line === "") return;
  try {
    write(`${await answerTo(served, line, runs)}\n`);
  } catch (thrown) {
    write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
  }
}

async function answerTo(
  served: Served,
  line: string,
  runs: Run[],
): Promise<string> {
  const [verb = "", ...words] = wordsOf(line);
  if (verb === "run") return await runOf(served, words, runs);
  if (verb === "command") {
    const { step, given } = stepOf(served, words);
    return await commandLine(served, step, given);
  }
  if (verb === "look") return sceneLines(await served.look()).join("\n");
  if (verb === "help") return HELP;
  if (verb === "paste" || verb === "remove") {
    const place = served.places[Number(words[0] ?? "1") - 1];
    if (place === undefined) {
      throw new Error(
        `There is no secret ${words[0] ?? ""}; they are 1 to ${String(served.places.length)}.`,
      );
    }
    served[verb](place);
    return `${verb === "paste" ? "Another token is in" : "Deleted:"} ${place.name} of ${place.where}.`;
  }
  if (/^\d{1,4}[smhdw]$/u.test(verb) && words.length === 0) {
    served.world.clock.advance(ms(verb as ms.StringValue));
    return `It is ${instant(served.world.clock.now())} now.`;
  }
  if (/^(?:env\b|'?INPUT_)/u.test(line)) {
    return "That belongs into another terminal; here, `run` does the same.";
  }
  throw new Error(`There is no command “${line.slice(0, 60)}”.\n\n${HELP}`);
}

/** The words of a line; quotes hold one together. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/gu)].map(([word]) =>
    word.replace(/["']/gu, ""),
  );
}

function stepOf(
  { steps }: Served,
  words: readonly string[],
): { readonly step: ServedStep; readonly given: Given } {
  const number = words.find((word) => /^\d+$/u.test(word)) ?? "1";
  const step = steps[Number(number) - 1];
  if (step === undefined) {
    throw new Error(
      `There is no step ${number}; they are 1 to ${String(steps.length)}.`,
    );
  }
  return { step, given: givenIn(words.filter((word) => word !== number)) };
}

/** Words of the form `name=value`. Throws for others. */
export function givenIn(words: readonly string[]): Given {
  return Object.fromEntries(
    words.map((word) => {
      const [, name = "", value = ""] = /^([\w.-]+)=(.*)$/su.exec(word) ?? [];
      if (name === "")
        throw new Error(`“${word}” is not of the form name=value.`);
      return [name, value];
    }),
  );
}

async function runOf(
  served: Served,
  words: readonly string[],
  runs: Run[],
): Promise<string> {
  const { step, given } = stepOf(served, words);
  const run = await served.run(step, given);
  runs.unshift(run);
  const page = await writeRunsPage(runs, await served.look(), OUTPUT_FOLDER);
  return [
    ...runLines(run),
    `  What GitHub would show: ${relative(process.cwd(), page)}`,
  ].join("\n");
}

/** The command that runs the action as the runner would, in one paste. */
async function commandLine(
  served: Served,
  step: ServedStep,
  given: Given,
): Promise<string> {
  await mkdir(OUTPUT_FOLDER, { recursive: true });
  await Promise.all([writeFile(OUTPUTS, ""), writeFile(SUMMARY, "")]);
  const inputs = served.inputsOf(step, given);
  const variables = {
    ...inputVariables(inputs),
    ...workflowVariables(inputs),
    GITHUB_OUTPUT: OUTPUTS,
    GITHUB_STEP_SUMMARY: SUMMARY,
  };
  const command = [
    "env",
    ...Object.entries(variables).map(([name, value]) =>
      quoted(`${name}=${value}`),
    ),
    `${quoted(process.execPath)} ${quoted(bundleOf(step.action))}`,
  ].join(" \\\n  ");
  return `Lines ::add-mask:: tell GitHub's runner what to hide in its log, and are not shown there.
The job summary will be in ${relative(process.cwd(), SUMMARY)}, the outputs in ${relative(process.cwd(), OUTPUTS)}.
The values of secrets are those of this moment; \`command\` prints later ones.

${command}
`;
}

/** One word of a shell command, whatever it holds. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
