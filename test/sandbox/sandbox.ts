// Shows the shipped action at work against simulated services.
//   npm run sandbox              tells a story in some seconds
//   npm run sandbox -- --serve [workflow.yml]
//                                keeps the services up, to try the action by hand
import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { CHAPTERS } from "./chapters.ts";
import { writePage } from "./page/page.ts";
import { OUTPUT_FOLDER, serve } from "./serve.ts";
import { openStage } from "./stage.ts";
import { tell } from "./tell.ts";
import { followed } from "./workflow.ts";

const write = (text: string): void => void process.stdout.write(text);

async function main(options: readonly string[]): Promise<number> {
  const [option, workflow, ...more] = options;
  if ((option ?? "--serve") !== "--serve" || more.length > 0) {
    write(
      "Usage: npm run sandbox, or npm run sandbox -- --serve [workflow.yml]\n",
    );
    return 1;
  }
  if (option === "--serve") return await serving(workflow);
  await using stage = await openStage();
  const { told, failure } = await tell(stage, CHAPTERS, write);
  const page = relative(process.cwd(), await writePage(told, OUTPUT_FOLDER));
  write(failure === undefined ? EPILOGUE : `${failure}\n\n`);
  write(`What GitHub would have shown:  ${page}\n`);
  if (failure !== undefined) return 1;
  write("Try it by hand:                npm run sandbox -- --serve\n");
  return 0;
}

/** Serves the story's settings, or those of a workflow. */
async function serving(workflow: string | undefined): Promise<number> {
  let settings;
  let notes: readonly string[] = [];
  if (workflow !== undefined) {
    try {
      ({ settings, notes } = followed(await readFile(workflow, "utf8")));
    } catch (thrown) {
      write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
      return 1;
    }
  }
  await using stage = await openStage(settings);
  return await serve(stage, notes, write);
}

const EPILOGUE = `Shown: a hand-made token was taken over, replaced on schedule, and rotated through
a run that was killed half-way. Nobody ever read a secret that did not work, no
token was left behind, and nobody had to tidy up.

`;

process.exitCode = await main(process.argv.slice(2));
