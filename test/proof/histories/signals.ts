import { type Bench, play } from "./bench.ts";
import { type Fault, MUTATIONS } from "./faults.ts";
import {
  finish,
  type History,
  isOver,
  perform,
  start,
  stepInOrder,
  turn,
} from "./history.ts";
import { cancelRun } from "./simulation.ts";

/** What becomes of the request that is under way when the signal comes. */
const UNDER_WAY: readonly (Fault | undefined)[] = [
  undefined,
  "lost",
  "unapplied",
  "late",
];

/** A signal before every step of a run, with every fate of the mutation that is under way (L3). */
export async function signals(bench: Bench): Promise<boolean> {
  for (const scenario of bench.scenarios) {
    for (const fate of UNDER_WAY) {
      for (let at = 0; ; at += 1) {
        const met = { value: false };
        const label = `signal/${scenario.name}/${fate ?? "answered"}/${String(at)}`;
        const goesOn = await play(bench, label, scenario, async (history) => {
          const run = start(history, scenario.spec);
          await turn(history);
          for (let step = 0; !isOver(history); step += 1) {
            if (step === at && run.state === "running") {
              met.value = true;
              history.fingerprint.add("signal");
              cancelRun(history.simulation, run);
              await turn(history);
              strike(history, fate);
            } else if (!stepInOrder(history, () => undefined)) break;
            await turn(history);
          }
          await finish(history);
        });
        if (!goesOn) return false;
        if (!met.value) break;
      }
    }
  }
  return true;
}

function strike(history: History, fate: Fault | undefined): void {
  const operation = history.simulation.pending.find(({ kind }) =>
    MUTATIONS.has(kind),
  );
  if (operation !== undefined) perform(history, operation, fate);
}
