import { type Bench, play } from "./bench.ts";
import { dieAt } from "./crashes.ts";
import type { Fault } from "./faults.ts";
import { finish, isOver, runToEnd, start, wait } from "./history.ts";
import { DAY } from "./scenario.ts";

const MINUTE = 60_000;

/** Pauses after each run, by name; the last one stays. */
const PAUSES: Readonly<Record<string, readonly number[]>> = {
  none: [0],
  fences: [25 * MINUTE],
  days: [DAY + MINUTE],
  "a day, then fences": [DAY + MINUTE, 25 * MINUTE],
};
const CRASHES: readonly Fault[] = ["crash", "crash-applied"];

/** Who runs, in which order: the main workflow (0) or the first neighbour (1). */
const ORDERS = ["0110", "1001", "0101", "1010", "1101", "0011", "1100"];

/** Workflows that share an organization run in every order, the second of them dying at each of its steps. */
export async function neighbours(bench: Bench): Promise<boolean> {
  for (const scenario of bench.scenarios) {
    const specs = [scenario.spec, ...scenario.neighbours];
    if (specs.length < 2) continue;
    for (const order of ORDERS) {
      for (const [pause, waits] of Object.entries(PAUSES)) {
        for (const crash of CRASHES) {
          for (let at = 0; ; at += 1) {
            const met = { value: false };
            const label = `neighbours/${scenario.name}/${order}/${pause}/${String(at)} ${crash}`;
            const goesOn = await play(
              bench,
              label,
              scenario,
              async (history) => {
                for (const [number, who] of order.split("").entries()) {
                  const spec = specs[Number(who)] ?? scenario.spec;
                  const run = start(history, spec);
                  const isStruck = number === 1;
                  if (isStruck)
                    await runToEnd(history, run, dieAt(at, crash, met));
                  await finish(history);
                  if (isOver(history)) return;
                  wait(history, waits[number] ?? waits.at(-1) ?? 0);
                }
              },
            );
            if (!goesOn) return false;
            if (!met.value) break;
          }
        }
      }
    }
  }
  return true;
}
