import { type Bench, play } from "./bench.ts";
import { finish, isOver, start, stepInOrder, turn, wait } from "./history.ts";
import { DAY } from "./scenario.ts";
import { isRunning } from "./simulated-run.ts";
import { endSleep, putToSleep } from "./simulation.ts";

const MINUTE = 60_000;

/** How long the machine sleeps: less than its deadline, beyond the fence, beyond the overlap. */
const SLEEPS_MS = [10 * MINUTE, 40 * MINUTE, DAY + 30 * MINUTE];

/** How many other runs pass meanwhile, half a sleep apart. */
const OTHERS = [0, 1, 2];

/** A run's machine falls asleep at every step, other runs pass, and it wakes up. */
export async function asleep(bench: Bench): Promise<boolean> {
  for (const scenario of bench.scenarios) {
    for (const sleep of SLEEPS_MS) {
      for (const others of OTHERS) {
        for (let at = 0; ; at += 1) {
          const met = { value: false };
          const label = `asleep/${scenario.name}/${String(sleep)}/${String(others)}/${String(at)}`;
          const goesOn = await play(bench, label, scenario, async (history) => {
            const run = start(history, scenario.spec);
            await turn(history);
            for (let step = 0; step < at && isRunning(run); step += 1) {
              if (!stepInOrder(history, () => undefined)) break;
              await turn(history);
            }
            if (!isRunning(run) || isOver(history)) return;
            met.value = true;
            history.fingerprint.add("sleep");
            putToSleep(history.simulation, run);
            for (let other = 0; other < others; other += 1) {
              wait(history, sleep / (others + 1));
              start(history, scenario.spec);
              await finish(history);
              if (isOver(history)) return;
            }
            wait(history, sleep / (others + 1));
            history.fingerprint.add("wake");
            endSleep(history.simulation, run);
            await finish(history);
          });
          if (!goesOn) return false;
          if (!met.value) break;
        }
      }
    }
  }
  return true;
}
