// Shows the shipped action at work against simulated services.
//   npm run sandbox              tells a story in some seconds
//   npm run sandbox -- --serve   keeps the services up, to try the action by hand
import { CHAPTERS } from "./chapters.ts";
import { serve } from "./serve.ts";
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
  const { failure } = await tell(stage, CHAPTERS, write);
  if (failure !== undefined) {
    write(`${failure}\n`);
    return 1;
  }
  write(EPILOGUE);
  return 0;
}

const EPILOGUE = `Shown: a hand-made token was taken over, replaced on schedule, and rotated through
a run that was killed half-way. Nobody ever read a secret that did not work, no
token was left behind, and nobody had to tidy up.

Try it by hand: npm run sandbox -- --serve
`;

process.exitCode = await main(process.argv.slice(2));
