import { setFlagsFromString } from "node:v8";
import { takeInventory } from "../inventory/run.ts";
import { watchLeaks } from "../leak-watch/run.ts";
import { runPrepareRole } from "../prepare-role/run.ts";
import { runProgram } from "./process.ts";
import { run } from "./run.ts";

/** What each entry of the bundle starts, by the name that the entry passes. */
const PROGRAMS = {
  rotate: run,
  "prepare-role": runPrepareRole,
  inventory: takeInventory,
  "leak-watch": watchLeaks,
};

/** Runs one program in this process. Ends in order, and never rejects. */
export async function main(program: keyof typeof PROGRAMS): Promise<void> {
  // V8 spends memory to save time: 60 MB for the objects of many targets or
  // tokens that nobody uses any more.
  setFlagsFromString("--optimize-for-size");
  await runProgram(PROGRAMS[program]);
}
