// npm run test:fuzz [-- seed [part]]: half a million inputs, a hundred thousand
// answers, two million texts from the wire; or that part of it (0.1: a tenth).
import { startHostileWorld } from "../hostile/hostile-run.ts";
import { CONFIGURATIONS } from "./configurations.ts";
import { fuzzAnswers, fuzzInputs } from "./properties.ts";
import { fuzzWire } from "./wire-properties.ts";

const part = Number(process.argv[3] ?? 1);
const INPUTS = 500_000 * part;
const ANSWERS = 100_000 * part;
const TEXTS = 2_000_000 * part;

const first = Number(process.argv[2] ?? Date.now() % 2 ** 31);
const tell = (text: string): void => void process.stderr.write(`${text}\n`);

/** Batches until there are enough, each with a seed of its own. */
async function repeat(
  what: string,
  enough: number,
  batch: (seed: number) => number | Promise<number>,
): Promise<void> {
  const from = performance.now();
  let done = 0;
  for (let seed = first; done < enough; seed += 1) done += await batch(seed);
  const seconds = (performance.now() - from) / 1_000;
  tell(
    `${String(done)} ${what}, ${String(Math.round(done / seconds))} a second`,
  );
}

tell(`First seed: ${String(first)}. A failure prints its own.`);
await repeat(
  "inputs",
  INPUTS,
  async (seed) => (await fuzzInputs({ runs: 10_000, seed })).runs,
);
await repeat(
  "texts from the wire",
  TEXTS,
  (seed) => fuzzWire({ runs: 10_000, seed }).runs,
);
const configurations = Object.entries(CONFIGURATIONS);
for (const [name, furnish] of configurations) {
  const hostile = await startHostileWorld(furnish);
  await repeat(
    `answers to runs for ${name}`,
    ANSWERS / configurations.length,
    async (seed) => (await fuzzAnswers(hostile, { runs: 250, seed })).answers,
  );
  await hostile.close();
}
tell("Nothing was found.");
