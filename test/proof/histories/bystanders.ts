import { type Bench, play } from "./bench.ts";
import type { Fault } from "./faults.ts";
import { finish, isOver, start, stepInOrder, turn } from "./history.ts";
import { ACTS } from "./persons.ts";

/** What others do in the same organization, and what is none of the run's business. */
const BESIDE = [
  "makes a token",
  "makes a token of another rotation",
  "makes a token of the rotation's name in another repository",
] as const;

/** How the run loses sight of what it has minted. */
const LOSSES: readonly Fault[] = ["unapplied", "lost", "late", "mismatched"];

/** Others make tokens at every step of a run whose minting goes wrong. */
export async function bystanders(bench: Bench): Promise<boolean> {
  for (const scenario of bench.scenarios) {
    for (const name of BESIDE) {
      for (const loss of LOSSES) {
        for (let at = 0; ; at += 1) {
          let count = 0;
          const label = `bystanders/${scenario.name}/${name}/${loss}/${String(at)}`;
          const goesOn = await play(bench, label, scenario, async (history) => {
            start(history, scenario.spec);
            await turn(history);
            const isLost = ({ kind }: { kind: string }): Fault | undefined =>
              kind === "mint" ? loss : undefined;
            while (!isOver(history) && stepInOrder(history, isLost)) {
              if (count === at) {
                history.fingerprint.add(`beside ${name}`);
                ACTS[name]?.(history, at);
              }
              count += 1;
              await turn(history);
            }
            await finish(history);
          });
          if (!goesOn) return false;
          if (count <= at) break;
        }
      }
    }
  }
  return true;
}
