import { type Bench, play } from "./bench.ts";
import { finish, isOver, perform, start, turn } from "./history.ts";
import { scenarioOf } from "./scenarios.ts";
import { isRunning } from "./simulated-run.ts";
import { advance, deadlineOf, landLate } from "./simulation.ts";

const SECOND = 1_000;

const SCENARIO_NAMES = [
  "every run",
  "every run, clocks apart",
  "every run, clocks apart the other way, two targets",
];

/** Around the end of the deadline, of the longest request in flight, and of the fence, after the slow run's start. */
const STARTS_MS = [
  890, 895, 899, 905, 910, 960, 1010, 1025, 1200, 1320, 1330,
].map((seconds) => seconds * SECOND);

/** The slowest run there can be, its last write landing as late as can be, and another run that starts meanwhile. */
export async function edges(bench: Bench): Promise<boolean> {
  for (const name of SCENARIO_NAMES) {
    const scenario = scenarioOf(name);
    for (const startMs of STARTS_MS) {
      for (const isSlowAtOnce of [true, false]) {
        const label = `edges/${name}/${String(startMs)}/${isSlowAtOnce ? "minted" : "written"}`;
        if (!bench.wants(label)) continue;
        const goesOn = await play(bench, label, scenario, async (history) => {
          const { simulation, world } = history;
          const slow = start(history, scenario.spec);
          await turn(history);
          while (isRunning(slow) && !isOver(history)) {
            const [operation] = simulation.pending;
            if (operation === undefined) break;
            const isLast =
              operation.kind === "write" && simulation.pending.length === 1;
            if (operation.kind === "write" && (isLast || isSlowAtOnce)) {
              advance(simulation, deadlineOf(slow) - 1 - world.now);
              perform(history, operation, "late", 0);
            } else perform(history, operation, undefined, 0);
            await turn(history);
          }
          advance(simulation, slow.startedAt + startMs - world.now);
          history.fingerprint.add(`${String(startMs)} ${String(isSlowAtOnce)}`);
          const other = start(history, scenario.spec);
          await turn(history);
          while (isRunning(other) && !isOver(history)) {
            const [operation] = simulation.pending;
            if (operation === undefined) break;
            perform(history, operation, undefined, 0);
            await turn(history);
          }
          for (const effect of [...simulation.late]) {
            advance(simulation, effect.latest - world.now);
            landLate(simulation, effect);
          }
          await finish(history);
        });
        if (!goesOn) return false;
      }
    }
  }
  return true;
}
