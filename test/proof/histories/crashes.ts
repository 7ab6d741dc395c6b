import { type Bench, play } from "./bench.ts";
import type { Fault } from "./faults.ts";
import { MUTATIONS } from "./faults.ts";
import {
  type FaultPlan,
  finish,
  isOver,
  runToEnd,
  start,
  stepInOrder,
  turn,
  wait,
} from "./history.ts";
import { DAY } from "./scenario.ts";
import { landLate } from "./simulation.ts";

/** How a run may die of a request that changes something. */
export const CRASHES: readonly Fault[] = [
  "crash",
  "crash-applied",
  "crash-late",
];

/** How long after a crash the next run starts: at once, just within the fence, beyond it, a day later. */
const PAUSES_MS = [0, 20 * 60_000, 30 * 60_000, DAY];

/** A plan that lets the run die at its n-th operation; reads die before they are sent. */
export function dieAt(
  at: number,
  crash: Fault,
  met: { value: boolean },
): FaultPlan {
  let count = -1;
  return ({ kind }) => {
    count += 1;
    if (count !== at) return undefined;
    met.value = true;
    return MUTATIONS.has(kind) ? crash : "crash";
  };
}

/** Every crash of a run followed by every crash of the next one, until the next one meets no crash any more. */
export async function crashPairs(bench: Bench): Promise<boolean> {
  for (const scenario of bench.scenarios) {
    for (const [first, second] of pairs(CRASHES)) {
      for (const pause of PAUSES_MS) {
        for (let at = 0; ; at += 1) {
          let metFirst = { value: false };
          for (let then = 0; ; then += 1) {
            metFirst = { value: false };
            const metSecond = { value: false };
            const label = `crashes/${scenario.name}/${String(at)} ${first}/${String(pause)}/${String(then)} ${second}`;
            const goesOn = await play(
              bench,
              label,
              scenario,
              async (history) => {
                const run = start(history, scenario.spec);
                await runToEnd(history, run, dieAt(at, first, metFirst));
                if (isOver(history)) return;
                wait(history, pause);
                start(history, scenario.spec);
                await finish(history, dieAt(then, second, metSecond));
              },
            );
            if (!goesOn) return false;
            if (!metFirst.value || !metSecond.value) break;
          }
          if (!metFirst.value) break;
        }
      }
    }
  }
  return true;
}

function pairs<T>(values: readonly T[]): readonly (readonly [T, T])[] {
  return values.flatMap((a) => values.map((b) => [a, b] as const));
}

const LATE: readonly Fault[] = ["late", "repeated", "crash-late"];

/** Every mutation that is given up and lands at every step of the next run. */
export async function lateLandings(bench: Bench): Promise<boolean> {
  for (const scenario of bench.scenarios) {
    for (const fault of LATE) {
      for (let at = 0; ; at += 1) {
        const met = { value: false };
        for (let step = 0; ; step += 1) {
          const landed = { value: false };
          const label = `late/${scenario.name}/${String(at)} ${fault}/${String(step)}`;
          const goesOn = await play(bench, label, scenario, async (history) => {
            const run = start(history, scenario.spec);
            let count = -1;
            await runToEnd(history, run, ({ kind }) => {
              if (!MUTATIONS.has(kind)) return undefined;
              count += 1;
              if (count === at) met.value = true;
              return count !== at
                ? undefined
                : kind === "mint" && fault === "repeated"
                  ? "late"
                  : fault;
            });
            if (isOver(history)) return;
            start(history, scenario.spec);
            await turn(history);
            for (let count = 0; !isOver(history); count += 1) {
              const [effect] = history.simulation.late;
              if (count === step && effect !== undefined) {
                landed.value = true;
                landLate(history.simulation, effect);
                history.fingerprint.add("lands");
              }
              if (!stepInOrder(history, () => undefined)) break;
              await turn(history);
            }
          });
          if (!goesOn) return false;
          if (!landed.value) break;
        }
        if (!met.value) break;
      }
    }
  }
  return true;
}
