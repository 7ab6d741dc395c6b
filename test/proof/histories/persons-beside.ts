import { type Bench, play } from "./bench.ts";
import { finish, isOver, start, stepInOrder, turn, wait } from "./history.ts";
import { ACTS } from "./persons.ts";
import { DAY } from "./scenario.ts";

/** Three runs, far enough apart for fences and overlaps to pass. */
const RUNS = 3;
const PAUSES_MS = [30 * 60_000, DAY];

/** Every act of a person at every step of three runs in a row, and between them. */
export async function personsBeside(bench: Bench): Promise<boolean> {
  for (const scenario of bench.scenarios) {
    for (const [name, act] of Object.entries(ACTS)) {
      for (const pause of PAUSES_MS) {
        for (let at = 0; ; at += 1) {
          const met = { value: false };
          const label = `persons/${scenario.name}/${name}/${String(pause)}/${String(at)}`;
          const goesOn = await play(bench, label, scenario, async (history) => {
            let count = 0;
            const turnAndAct = async (): Promise<void> => {
              if (count === at) {
                met.value = true;
                history.fingerprint.add(`person ${name}`);
                act(history, at);
              }
              count += 1;
              await turn(history);
            };
            for (let run = 0; run < RUNS && !isOver(history); run += 1) {
              start(history, scenario.spec);
              await turn(history);
              while (
                !isOver(history) &&
                stepInOrder(history, () => undefined)
              ) {
                await turnAndAct();
              }
              await finish(history);
              if (isOver(history)) return;
              await turnAndAct();
              wait(history, pause);
              await turnAndAct();
            }
          });
          if (!goesOn) return false;
          if (!met.value) break;
        }
      }
    }
  }
  return true;
}
