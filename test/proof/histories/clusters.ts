import { type Bench, play } from "./bench.ts";
import type { Fault } from "./faults.ts";
import { finish, isOver, start, wait } from "./history.ts";

import { configure } from "./world-secrets.ts";
import { MAIN, workflowOf } from "./world.ts";

const MINUTE = 60_000;

/** How the runs of a cluster end. */
const ENDINGS: readonly { readonly kind: string; readonly fault?: Fault }[] = [
  { kind: "none" },
  { kind: "write", fault: "crash" },
  { kind: "write", fault: "crash-applied" },
  { kind: "write", fault: "refused" },
  { kind: "probe", fault: "crash" },
];

/** Many runs within one fence, until the cap is reached: it must not stay reached for ever. */
export async function clusters(bench: Bench): Promise<boolean> {
  for (const scenario of bench.scenarios) {
    const { maxLiveTokens } = scenario.spec.settings.policy;
    for (const { kind, fault } of ENDINGS) {
      for (const pause of [0, MINUTE, 5 * MINUTE, 25 * MINUTE]) {
        for (const isDrifted of [false, true]) {
          // Other places than a neighbour's would be an error of configuration.
          if (isDrifted && scenario.neighbours.length > 0) continue;
          const label = `cluster/${scenario.name}/${kind} ${fault ?? ""}/${String(pause)}/${isDrifted ? "missing" : ""}`;
          const goesOn = await play(bench, label, scenario, async (history) => {
            const { world } = history;
            if (isDrifted) {
              // As when a target was added whose secret is not there yet.
              const main = workflowOf(world, MAIN);
              configure(world, main, {
                targets: [...main.targets, "late-target"],
              });
            }
            for (let run = 0; run < maxLiveTokens + 2; run += 1) {
              if (isOver(history)) return;
              let count = 0;
              start(history, scenario.spec);
              await finish(history, (operation) => {
                if (operation.kind !== kind) return undefined;
                count += 1;
                return count === 2 || kind === "probe" ? fault : undefined;
              });
              wait(history, pause);
            }
          });
          if (!goesOn) return false;
        }
      }
    }
  }
  return true;
}
