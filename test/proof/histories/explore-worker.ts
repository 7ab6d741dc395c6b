import { parentPort, workerData } from "node:worker_threads";

import type { Bench } from "./bench.ts";
import { SHIPPED } from "./core.ts";
import { ENDLESS, EXHAUSTIVE } from "./families.ts";
import { SCENARIOS } from "./scenarios.ts";

/** What a worker is told. */
export interface Task {
  readonly seed: number;
  readonly worker: number;
  readonly workers: number;
  /** The one family to play; undefined for all. */
  readonly only: string | undefined;
}

/** What a worker tells, batch by batch. */
export interface Batch {
  readonly family: string;
  readonly fingerprints: readonly string[];
  /** The cases, of the families whose every order counts. */
  readonly labels: readonly string[];
  readonly violations: readonly string[];
}

const BATCH = 500;

/** Families whose cases are shared out one by one; of the others each worker plays some scenarios. */
const SHARED_BY_LABEL: ReadonlySet<string> = new Set([
  ...["rivals", "rival-crashes", "patience", "edges", "random", "databases"],
]);

// The errors of the simulated services are made by the million and never read.
Error.stackTraceLimit = 0;

const { seed, worker, workers, only } = workerData as Task;
const isMine = (number: number): boolean => number % workers === worker;

/** A small hash that shares labels out among the workers. */
function numberOf(label: string): number {
  let hash = 0;
  for (let index = 0; index < label.length; index += 1) {
    hash = (Math.imul(hash, 31) + label.charCodeAt(index)) >>> 0;
  }
  return hash;
}

for (const [family, explore] of Object.entries({ ...EXHAUSTIVE, ...ENDLESS })) {
  if (only !== undefined && family !== only) continue;
  const isShared = SHARED_BY_LABEL.has(family);
  let fingerprints: string[] = [];
  let labels: string[] = [];
  let violations: string[] = [];
  const send = (): void => {
    parentPort?.postMessage({
      family,
      fingerprints,
      labels,
      violations,
    } satisfies Batch);
    fingerprints = [];
    labels = [];
    violations = [];
  };
  const bench: Bench = {
    core: SHIPPED,
    seed,
    scenarios: SCENARIOS.filter((_, index) => isShared || isMine(index)),
    wants: (label) => !isShared || isMine(numberOf(label)),
    worlds: new Map(),
    onPlayed: (played) => {
      fingerprints.push(played.fingerprint);
      if (family === "rivals") labels.push(played.label);
      for (const { invariant, text } of played.violations) {
        const { name } = played.history.scenario;
        violations.push(`${invariant}: ${text} (${played.label}; ${name})`);
      }
      if (fingerprints.length >= BATCH) send();
      return true;
    },
  };
  await explore(bench);
  send();
}
