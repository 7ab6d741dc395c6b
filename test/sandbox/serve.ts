import { mkdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { createInterface } from "node:readline";
import ms from "ms";
import { instant } from "../../src/action/report/words.ts";
import { BUNDLE, type Inputs, inputVariables } from "../kit/run-action.ts";
import { ownersInputs, PREPARE_BUNDLE, type Stage } from "./stage.ts";
import { sceneLines } from "./terminal.ts";

/** Where the sandbox leaves what it makes; git ignores it. */
export const OUTPUT_FOLDER = join(import.meta.dirname, "../../sandbox-output");

const OUTPUTS = join(OUTPUT_FOLDER, "outputs.txt");
const SUMMARY = join(OUTPUT_FOLDER, "summary.md");

const HELP = `The tokens are made up and open nothing but these two services. Lines ::add-mask:: tell
GitHub's runner what to hide in its log, and are not shown there. The job summary is in
${relative(process.cwd(), SUMMARY)}, the outputs in ${relative(process.cwd(), OUTPUTS)}.

Type here, and press Enter:
  look         what is live at Astra, and what the secrets hold
  25h, 30d     let time pass for both services
  quit         end (so does Ctrl+C)
`;

/** Keeps the services up until the person has had enough, and says how to run the action against them. */
export async function serve(
  stage: Stage,
  notes: readonly string[],
  write: (text: string) => void,
): Promise<number> {
  const { world } = stage;
  const { secrets } = await stage.look();
  const names = secrets.map(({ name }) => name).join(" and ");
  write(
    `Astra listens on ${world.astra.url}, GitHub on ${world.github.url}; it is ${instant(world.clock.now())} there.
The repository acme/web holds a token made by hand in ${names}; nothing has been rotated yet.
${notes.map((note) => `${note}\n`).join("")}
${await preparation(stage)}Paste this into another terminal (bash), as often as you like; it is one run of the workflow.
An INPUT_… line is a line of its \`with:\`; change one, or add one, such as 'INPUT_MODE=check'.

${await commandLine(BUNDLE, stage.inputs())}

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

/** How to prepare the role first, where the workflow asks for one database. */
async function preparation({ world, ...stage }: Stage): Promise<string> {
  const { database, keyspaces = "", access } = stage.inputs();
  if (database === undefined || access === undefined) return "";
  const roles = [world.astra.role("Organization Administrator").id];
  const owner = world.astra.createTokenByHand({ roles, description: "owner" });
  const command = await commandLine(
    PREPARE_BUNDLE,
    ownersInputs(world, owner, { database, keyspaces, access }),
  );
  return `The token is to reach one database, and its role does not exist yet. Paste this first, as
the Organization Administrator whom you ask for it; it is one run of prepare-role.

${command}

`;
}

/** The command that runs an action as the runner would, in one paste. */
async function commandLine(bundle: string, inputs: Inputs): Promise<string> {
  await mkdir(OUTPUT_FOLDER, { recursive: true });
  await Promise.all([writeFile(OUTPUTS, ""), writeFile(SUMMARY, "")]);
  const variables = {
    ...inputVariables(inputs),
    GITHUB_REPOSITORY: "acme/web",
    GITHUB_OUTPUT: OUTPUTS,
    GITHUB_STEP_SUMMARY: SUMMARY,
  };
  return [
    "env",
    ...Object.entries(variables).map(([name, value]) =>
      quoted(`${name}=${value}`),
    ),
    `${quoted(process.execPath)} ${quoted(bundle)}`,
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
