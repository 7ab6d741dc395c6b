import { looksLikeARun, noteUnread } from "./exclusions.ts";
import type { History } from "./history.ts";
import { isRunning } from "./simulated-run.ts";
import { writeCell } from "./world-secrets.ts";
import { tokenOf } from "./world-tokens.ts";
import type { StoredSecret } from "./world.ts";

/** Something that a person does; whether it was possible. */
export type Act = (history: History, choice: number) => boolean;

/** Writes a secret by hand, and notes what runs can and cannot know of it. */
export function writeByHand(
  history: History,
  cell: StoredSecret,
  value: string,
): void {
  const { world, simulation } = history;
  const { handWritten, doubtful, pasted } = simulation;
  const isKnown =
    tokenOf(world, value)?.maker === "rotation" || world.named.has(value);
  forgetPaste(history, cell);
  handWritten.set(cell, world.now);
  if (looksLikeARun(history)) doubtful.add(cell);
  writeCell(world, cell, value, undefined);
  if (!isKnown) pasted.delete(cell);
  else if (isBusy(history)) noteUnread(simulation, cell, "pasted during a run");
  else pasted.set(cell, "read");
}

/** What was pasted and is written over by hand, runs need not have seen. */
export function forgetPaste(
  { simulation: { pasted, unreadPastes } }: History,
  cell: StoredSecret,
): void {
  if (pasted.delete(cell) && cell.value !== undefined) {
    unreadPastes.add(cell.value);
  }
}

/** Whether a run is under way, or something of one. */
export function isBusy({ simulation }: History): boolean {
  return simulation.runs.some(isRunning) || simulation.late.length > 0;
}

export function pick<T>(options: readonly T[], choice: number): T | undefined {
  return options[choice % Math.max(1, options.length)];
}
