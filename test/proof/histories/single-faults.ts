import { type Bench, play } from "./bench.ts";
import { type Fault, FAULTS } from "./faults.ts";
import {
  type FaultPlan,
  finish,
  type History,
  runToEnd,
  start,
} from "./history.ts";
import type { Scenario } from "./scenario.ts";
import type { Operation } from "./simulation.ts";

/** One fault: which one, at which operation of the run, once or from then on. */
interface Case {
  readonly at: number;
  readonly fault: Fault;
  readonly isPersistent: boolean;
}

/** Every operation of a run, in every scenario, meets every fault: once, and from then on. */
export async function singleFaults(bench: Bench): Promise<boolean> {
  for (const scenario of bench.scenarios) {
    const operations = await operationsOf(bench, scenario);
    for (const [at, { kind }] of operations.entries()) {
      for (const fault of FAULTS[kind]) {
        for (const isPersistent of [false, true]) {
          if (isPersistent && fault.startsWith("crash")) continue;
          const one = { at, fault, isPersistent };
          const label = `single/${scenario.name}/${String(at)}/${fault}/${isPersistent ? "persistent" : "once"}`;
          if (!bench.wants(label)) continue;
          const goesOn = await play(bench, label, scenario, async (history) => {
            await finish(history, (await begin(history, one)).plan);
          });
          if (!goesOn) return false;
        }
      }
    }
  }
  return true;
}

function begin(history: History, one: Case): Promise<{ plan: FaultPlan }> {
  start(history, history.scenario.spec);
  return Promise.resolve({ plan: faultAt(one) });
}

/** The plan that strikes the n-th operation, and with it all later ones of its kind when persistent. */
export function faultAt({ at, fault, isPersistent }: Case): FaultPlan {
  let count = -1;
  let struck: Operation | undefined;
  return (operation) => {
    count += 1;
    if (count === at) {
      struck = operation;
      return fault;
    }
    const isSame =
      isPersistent &&
      struck?.kind === operation.kind &&
      struck.run === operation.run;
    return isSame ? fault : undefined;
  };
}

/** What a clean run asks for, in order. */
export async function operationsOf(
  bench: Bench,
  scenario: Scenario,
): Promise<readonly Operation[]> {
  const operations: Operation[] = [];
  const probe: Bench = { ...bench, onPlayed: () => true };
  await play(probe, "", scenario, async (history) => {
    const run = start(history, scenario.spec);
    await runToEnd(history, run, (operation) => {
      operations.push(operation);
      return undefined;
    });
  });
  return operations;
}
