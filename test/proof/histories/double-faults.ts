import { type Bench, play } from "./bench.ts";
import { type Fault, FAULTS } from "./faults.ts";
import { finish, start } from "./history.ts";
import { operationsOf } from "./single-faults.ts";

/** How many operations after the first fault the second one may strike. */
const REACH = 14;

/** Every fault of a run followed by every other one later in the same run. */
export async function doubleFaults(bench: Bench): Promise<boolean> {
  for (const scenario of bench.scenarios) {
    const operations = await operationsOf(bench, scenario);
    for (const [at, { kind }] of operations.entries()) {
      for (const fault of FAULTS[kind]) {
        if (fault.startsWith("crash")) continue;
        for (let after = 1; after <= REACH; after += 1) {
          for (let choice = 0; ; choice += 1) {
            const met = { value: undefined as Fault | undefined };
            const label = `double/${scenario.name}/${String(at)} ${fault}/${String(after)} ${String(choice)}`;
            const goesOn = await play(
              bench,
              label,
              scenario,
              async (history) => {
                let count = -1;
                start(history, scenario.spec);
                await finish(history, (operation) => {
                  count += 1;
                  if (count === at) return fault;
                  if (count !== at + after) return undefined;
                  met.value = FAULTS[operation.kind][choice];
                  return met.value;
                });
              },
            );
            if (!goesOn) return false;
            if (met.value === undefined) break;
          }
        }
      }
    }
  }
  return true;
}
