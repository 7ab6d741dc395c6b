// Shows the shipped action at work against simulated services.
//   npm run sandbox              tells a story in some seconds
//   npm run sandbox -- --serve   keeps the services up, to try the action by hand
import { relative } from "node:path";
import { CHAPTERS } from "./chapters.ts";
import { writePage } from "./page/page.ts";
import { OUTPUT_FOLDER, serve } from "./serve.ts";
import { openStage } from "./stage.ts";
import { tell } from "./tell.ts";

const write = (text: string): void => void process.stdout.write(text);

async function main(options: readonly string[]): Promise<number> {
  const unknown = options.filter((option) => option !== "--serve");
  if (unknown.length > 0) {
    write("Usage: npm run sandbox, or npm run sandbox -- --serve\n");
    return 1;
  }
  await using stage = await openStage();
  if (options.includes("--serve")) return await serve(stage, write);
  const { told, failure } = await tell(stage, CHAPTERS, write);
  const page = relative(process.cwd(), await writePage(told, OUTPUT_FOLDER));
  write(failure === undefined ? EPILOGUE : `${failure}\n\n`);
  write(`What GitHub would have shown:  ${page}\n`);
  if (failure !== undefined) return 1;
  write("Try it by hand:                npm run sandbox -- --serve\n");
  return 0;
}

const EPILOGUE = `Shown: a hand-made token was taken over, replaced on schedule, and rotated through
a run that was killed half-way. Nobody ever read a secret that did not work, no
token was left behind, and nobody had to tidy up.

`;

process.exitCode = await main(process.argv.slice(2));
