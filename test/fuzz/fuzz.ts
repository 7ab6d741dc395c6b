// npm run test:fuzz [-- seed]: half a million inputs and a hundred thousand answers.
import { startHostileWorld } from "../hostile/hostile-run.ts";
import { fuzzAnswers, fuzzInputs } from "./properties.ts";

const INPUTS = 500_000;
const ANSWERS = 100_000;

/** Runs in one go; each begins with a seed of its own, which is printed. */
const BATCH = 1_000;

const first = Number(process.argv[2] ?? Date.now() % 2 ** 31);
const tell = (text: string): void => void process.stderr.write(`${text}\n`);

tell(`First seed: ${String(first)}. A failure prints its own.`);
let inputs = 0;
for (let seed = first; inputs < INPUTS; seed += 1) {
  inputs += (await fuzzInputs({ runs: BATCH * 10, seed })).runs;
  tell(`${String(inputs)} of ${String(INPUTS)} inputs`);
}
const hostile = await startHostileWorld();
let answers = 0;
for (let seed = first; answers < ANSWERS; seed += 1) {
  answers += (await fuzzAnswers(hostile, { runs: BATCH, seed })).answers;
  tell(`${String(answers)} of ${String(ANSWERS)} answers`);
}
await hostile.close();
tell("Nothing was found.");
