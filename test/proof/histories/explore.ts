// Explores simulated histories of the protocol, on two cores:
//   npm run test:histories                         until a million distinct ones were played
//   npm run test:histories -- --at-least 50000 --seed 7
//   npm run test:histories -- --workers 1          beside other work
//   npm run test:histories -- --only rivals        one family; "random" goes on until there are enough
//   npm run test:histories -- --replay "random/7/123"   plays one again and tells it step by step
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";

import { SHIPPED } from "./core.ts";
import type { Batch, Task } from "./explore-worker.ts";
import { replay } from "./replay.ts";
import { coverageOf } from "./rivals.ts";

const MOST_SHOWN = 20;

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    "at-least": { type: "string", default: "1000000" },
    only: { type: "string" },
    workers: { type: "string", default: "2" },
    replay: { type: "string" },
  },
});

if (values.replay === undefined) {
  process.exitCode = await explore(
    Number(values.seed),
    Number(values["at-least"]),
    values.only,
    Number(values.workers),
  );
} else {
  const lines = await replay(SHIPPED, values.replay);
  console.log(lines.join("\n"));
}

async function explore(
  seed: number,
  atLeast: number,
  only: string | undefined,
  workers: number,
): Promise<number> {
  const started = performance.now();
  const distinct = new Set<string>();
  const counts = new Map<string, { played: number; distinct: number }>();
  const orders = new Set<string>();
  let violations = 0;
  const take = (batch: Batch): void => {
    const { family, fingerprints, labels, violations: found } = batch;
    for (const label of labels) orders.add(label);
    const count = counts.get(family) ?? { played: 0, distinct: 0 };
    const before = distinct.size;
    for (const fingerprint of fingerprints) distinct.add(fingerprint);
    count.played += fingerprints.length;
    count.distinct += distinct.size - before;
    counts.set(family, count);
    for (const violation of found) {
      violations += 1;
      if (violations <= MOST_SHOWN) console.log(`VIOLATION ${violation}`);
    }
  };
  const isEnough = (): boolean => distinct.size >= atLeast;
  await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      await work({ seed, worker, workers, only }, take, isEnough);
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  for (const [family, { played, distinct: fresh }] of counts) {
    console.log(
      `${family.padEnd(14)} ${String(played).padStart(9)} played ${String(fresh).padStart(9)} distinct`,
    );
  }
  for (const line of coverageOf(orders)) console.log(line);
  console.log(
    `${String(distinct.size)} distinct histories, ${String(violations)} violations, ${seconds.toFixed(0)} s, seed ${String(seed)}`,
  );
  return violations === 0 ? 0 : 1;
}

/** One worker, until it is done or there is enough. */
async function work(
  task: Task,
  take: (batch: Batch) => void,
  isEnough: () => boolean,
): Promise<void> {
  const worker = new Worker(new URL("./explore-worker.ts", import.meta.url), {
    workerData: task,
  });
  await new Promise<void>((resolve, reject) => {
    worker.on("message", (batch: Batch) => {
      take(batch);
      // The exhaustive families end by themselves; only chance is cut short.
      if (batch.family === "random" && isEnough()) void worker.terminate();
    });
    worker.on("error", reject);
    worker.on("exit", () => {
      resolve();
    });
  });
}
