import { asleep } from "./asleep.ts";
import type { Family } from "./bench.ts";
import { bystanders } from "./bystanders.ts";
import { clusters } from "./clusters.ts";
import { crashPairs, lateLandings } from "./crashes.ts";
import { databases } from "./databases.ts";
import { doubleFaults } from "./double-faults.ts";
import { edges } from "./edges.ts";
import { neighbours } from "./neighbours.ts";
import { pasted } from "./pasted.ts";
import { patience } from "./patience.ts";
import { personsBeside } from "./persons-beside.ts";
import { queued } from "./queued.ts";
import { randomHistories } from "./random.ts";
import { rivalCrashes, rivals } from "./rivals.ts";
import { settings } from "./settings.ts";
import { signals } from "./signals.ts";
import { singleFaults } from "./single-faults.ts";
import { unwitnessed } from "./unwitnessed.ts";

/** Parts of the exploration that end by themselves: each is complete within its bounds. */
export const EXHAUSTIVE: Readonly<Record<string, Family>> = {
  single: singleFaults,
  late: lateLandings,
  signal: signals,
  cluster: clusters,
  patience,
  edges,
  settings,
  persons: personsBeside,
  pasted,
  unwitnessed,
  queued,
  neighbours,
  bystanders,
  asleep,
  databases,
  rivals,
  "rival-crashes": rivalCrashes,
  double: doubleFaults,
  crashes: crashPairs,
};

/** Goes on for as long as it is let. */
export const ENDLESS: Readonly<Record<string, Family>> = {
  random: randomHistories,
};

/** The family of a case, by the first word of its label. */
export function familyOf(label: string): Family | undefined {
  const name = label.split("/")[0] ?? "";
  return EXHAUSTIVE[name] ?? ENDLESS[name];
}
