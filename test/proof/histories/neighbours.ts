import { type Bench, play } from "./bench.ts";
import { dieAt } from "./crashes.ts";
import type { Fault } from "./faults.ts";
import { finish, isOver, runToEnd, start, wait } from "./history.ts";
import { DAY } from "./scenario.ts";

const MINUTE = 60_000;
const PAUSES_MS = [0, 25 * MINUTE, DAY + MINUTE];
const CRASHES: readonly Fault[] = ["crash", "crash-applied"];

/** Who runs, in which order: the main workflow (0) or the first neighbour (1). */
const ORDERS = ["0110", "1001", "0101", "1010", "1101", "0011"];

/** Workflows that share an organization run in every order, the second of them dying at each of its steps. */
export async function neighbours(bench: Bench): Promise<boolean> {
  for (const scenario of bench.scenarios) {
    const specs = [scenario.spec, ...scenario.neighbours];
    if (specs.length < 2) continue;
    for (const order of ORDERS) {
      for (const pause of PAUSES_MS) {
        for (const crash of CRASHES) {
          for (let at = 0; ; at += 1) {
            const met = { value: false };
            const label = `neighbours/${scenario.name}/${order}/${String(pause)}/${String(at)} ${crash}`;
            if (!bench.wants(label)) break;
            const goesOn = await play(
              bench,
              label,
              scenario,
              async (history) => {
                for (const [number, who] of [...order].entries()) {
                  const spec = specs[Number(who)] ?? scenario.spec;
                  const run = start(history, spec);
                  const isStruck = number === 1;
                  if (isStruck)
                    await runToEnd(history, run, dieAt(at, crash, met));
                  await finish(history);
                  if (isOver(history)) return;
                  wait(history, pause);
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
