// npm run test:fuzz [-- seed [part [kind]]]: half a million inputs, a hundred
// thousand answers, two million texts from the wire; or that part of it (0.1: a
// tenth), or one kind alone: inputs, texts or answers.
import { startHostileWorld } from "../../safety/hostile/hostile-run.ts";
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

/** What is played, by the name of its kind. */
const KINDS: Readonly<Record<string, () => Promise<void>>> = {
  inputs: () =>
    repeat("inputs", INPUTS, (seed) => fuzzInputs({ runs: 10_000, seed }).runs),
  texts: () =>
    repeat(
      "texts from the wire",
      TEXTS,
      (seed) => fuzzWire({ runs: 10_000, seed }).runs,
    ),
  answers: async () => {
    const configurations = Object.entries(CONFIGURATIONS);
    for (const [name, furnish] of configurations) {
      const hostile = await startHostileWorld(furnish);
      await repeat(
        `answers to runs for ${name}`,
        ANSWERS / configurations.length,
        async (seed) =>
          (await fuzzAnswers(hostile, { runs: 250, seed })).answers,
      );
      await hostile.close();
    }
  },
};

const kind = process.argv[4];
const played = Object.entries(KINDS).filter(
  ([name]) => kind === undefined || name === kind,
);
if (played.length === 0) {
  throw new Error(`a kind is one of ${Object.keys(KINDS).join(", ")}`);
}
tell(`First seed: ${String(first)}. A failure prints its own.`);
for (const [, play] of played) await play();
tell("Nothing was found.");
