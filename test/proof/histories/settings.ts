import { type Bench, play } from "./bench.ts";
import { finish, start, wait } from "./history.ts";

const MINUTE = 60_000;

/** Runs of one rotation that do not agree about their deadline, and so about their fence. */
export async function settings(bench: Bench): Promise<boolean> {
  for (const scenario of bench.scenarios) {
    for (const pause of [1, 10, 30, 70]) {
      for (const timeouts of [
        [2, 60],
        [60, 2],
        [15, 60],
      ]) {
        const label = `settings/${scenario.name}/${String(pause)}/${timeouts.join(" ")}`;
        const goesOn = await play(bench, label, scenario, async (history) => {
          for (const timeout of timeouts) {
            const runTimeoutMs = timeout * MINUTE;
            start(history, { ...scenario.spec, runTimeoutMs });
            await finish(history);
            wait(history, pause * MINUTE);
          }
        });
        if (!goesOn) return false;
      }
    }
  }
  return true;
}
