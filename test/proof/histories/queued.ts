import { type Bench, play } from "./bench.ts";
import { dieAt } from "./crashes.ts";
import type { Fault } from "./faults.ts";
import {
  finish,
  isOver,
  readSecrets,
  runToEnd,
  start,
  wait,
} from "./history.ts";
import { DAY } from "./scenario.ts";

const MINUTE = 60_000;

/** How long the run waits in the queue before and after the one that overtakes it. */
const WAITS_MS = [MINUTE, 25 * MINUTE, DAY + 10 * MINUTE];
/** How often it is overtaken. */
const TIMES = [1, 2];
const CRASHES: readonly (Fault | undefined)[] = [
  undefined,
  "crash",
  "crash-applied",
];

/** A run that waits in the queue with secrets read before another run replaced them; either may die. */
export async function queued(bench: Bench): Promise<boolean> {
  for (const scenario of bench.scenarios) {
    const { witness, rotatesAdmin } = scenario.spec;
    if (witness === undefined && !rotatesAdmin) continue;
    for (const [waitMs, times] of pairs(WAITS_MS, TIMES)) {
      for (const crash of CRASHES) {
        for (const who of ["overtakes", "waits"] as const) {
          for (let at = 0; ; at += 1) {
            const met = { value: false };
            const often = times === 1 ? "" : "/twice";
            const label = `queued/${scenario.name}/${String(waitMs)}/${who}/${String(at)} ${crash ?? ""}${often}`;
            const overtakers = Array<"overtakes">(times).fill("overtakes");
            const goesOn = await play(
              bench,
              label,
              scenario,
              async (history) => {
                const secrets = readSecrets(history, scenario.spec);
                history.fingerprint.add(`queue ${who}${often}`);
                wait(history, waitMs);
                for (const one of [...overtakers, "waits"] as const) {
                  // By then the overlap of what it was given has passed.
                  if (one === "waits" && times > 1) wait(history, DAY);
                  const run = start(
                    history,
                    scenario.spec,
                    one === "waits" ? secrets : undefined,
                  );
                  const isStruck = crash !== undefined && one === who;
                  if (isStruck)
                    await runToEnd(history, run, dieAt(at, crash, met));
                  await finish(history);
                  if (isOver(history)) return;
                  wait(history, waitMs);
                }
                start(history, scenario.spec);
                await finish(history);
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

function pairs<A, B>(
  some: readonly A[],
  others: readonly B[],
): readonly (readonly [A, B])[] {
  return some.flatMap((a) => others.map((b) => [a, b] as const));
}
