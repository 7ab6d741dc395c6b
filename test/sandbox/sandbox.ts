// Shows the shipped action at work against simulated services.
//   npm run sandbox              tells a story in some seconds
//   npm run sandbox -- --serve [workflow.yml …] [name=value …]
//                                keeps the services up, to try workflows by hand
import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { CHAPTERS } from "./chapters.ts";
import { demoStep } from "./demo.ts";
import { writePage } from "./page/page.ts";
import { givenIn, OUTPUT_FOLDER, serve } from "./serve.ts";
import { openServed } from "./served.ts";
import { openStage } from "./stage.ts";
import { tell } from "./tell.ts";
import { stepsOf } from "./workflow.ts";

const write = (text: string): void => void process.stdout.write(text);

const USAGE = `Usage: npm run sandbox
       npm run sandbox -- --serve [workflow.yml …] [name=value …]
`;

async function main([option, ...more]: readonly string[]): Promise<number> {
  if (option === "--serve") return await serving(more);
  if (option !== undefined) {
    write(USAGE);
    return 1;
  }
  await using stage = await openStage();
  const { told, failure } = await tell(stage, CHAPTERS, write);
  const page = relative(process.cwd(), await writePage(told, OUTPUT_FOLDER));
  write(failure === undefined ? EPILOGUE : `${failure}\n\n`);
  write(`What GitHub would have shown:  ${page}\n`);
  if (failure !== undefined) return 1;
  write("Try it by hand:                npm run sandbox -- --serve\n");
  return 0;
}

/** Serves the steps of workflows, or the demo's where none is named. */
async function serving(words: readonly string[]): Promise<number> {
  try {
    const files = words.filter((word) => !/^[\w.-]+=/u.test(word));
    const fixed = givenIn(words.filter((word) => !files.includes(word)));
    const texts = await Promise.all(
      files.map(async (file) => stepsOf(file, await readFile(file, "utf8"))),
    );
    const steps = files.length === 0 ? [demoStep()] : texts.flat();
    await using served = await openServed(steps, fixed);
    return await serve(served, write);
  } catch (thrown) {
    write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
    return 1;
  }
}

const EPILOGUE = `Shown: a hand-made token was taken over, replaced on schedule, and rotated through
a run that was refused and one that was killed halfway. Nobody ever read a secret
that did not work, no token was left behind, and nobody had to tidy up.

`;

process.exitCode = await main(process.argv.slice(2));
