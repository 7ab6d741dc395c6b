import { type Bench, play } from "./bench.ts";
import { writeCell } from "./world-secrets.ts";
import { addToken } from "./world-tokens.ts";
import {
  finish,
  type History,
  isOver,
  runToEnd,
  start,
  turn,
  wait,
} from "./history.ts";
import { takeStep } from "./rivals.ts";
import { scenarioOf } from "./scenarios.ts";

const MINUTE = 60_000;
const FENCES = 4;

const NOT_DUE = ["not due", "not due, two targets"];

/** Runs that come too often, or always in pairs, must come to rest: none of them may mint for ever. */
export async function patience(bench: Bench): Promise<boolean> {
  for (const name of NOT_DUE) {
    const scenario = scenarioOf(name);
    for (const at of [4, 5, 6, 7, 8]) {
      const label = `patience/${name}/a minute apart/${String(at)}`;
      if (!bench.wants(label)) continue;
      const goesOn = await play(bench, label, scenario, async (history) => {
        overwrite(history);
        await crashAt(history, at);
        const minutes = Math.ceil((FENCES * history.longestFenceMs) / MINUTE);
        for (
          let minute = 0;
          minute < minutes && !isOver(history);
          minute += 1
        ) {
          wait(history, MINUTE);
          start(history, scenario.spec);
          await finish(history);
          if (minute > minutes / 2) requireRest(history);
        }
      });
      if (!goesOn) return false;
    }
    const label = `patience/${name}/in lock-step`;
    if (!bench.wants(label)) continue;
    const goesOn = await play(bench, label, scenario, async (history) => {
      overwrite(history);
      for (let round = 0; round < FENCES && !isOver(history); round += 1) {
        await runInLockStep(history);
        if (round === FENCES - 1) requireRest(history);
        wait(history, history.longestFenceMs + MINUTE);
      }
    });
    if (!goesOn) return false;
  }
  return true;
}

/** A person's token in the first secret, long enough ago not to look like a run. */
function overwrite(history: History): void {
  const { world } = history;
  const [cell] = world.cells;
  if (cell === undefined) return;
  writeCell(
    world,
    cell,
    addToken(world, { maker: "person" }).clientId,
    undefined,
  );
  wait(history, MINUTE);
}

async function crashAt(history: History, at: number): Promise<void> {
  const run = start(history, history.scenario.spec);
  let count = -1;
  await runToEnd(history, run, () => {
    count += 1;
    return count === at ? "crash" : undefined;
  });
}

/** Two runs that take their conflicting steps in turn. */
async function runInLockStep(history: History): Promise<void> {
  const { spec } = history.scenario;
  const runs = [start(history, spec), start(history, spec)];
  await turn(history);
  for (let step = 0; step < 10 && !isOver(history); step += 1) {
    for (const run of runs) await takeStep(history, run, undefined, 100);
  }
  await finish(history);
}

function requireRest({ simulation }: History): void {
  const decided = simulation.runs.at(-1)?.decision?.kind;
  if (decided !== "keep" && decided !== "settle") {
    simulation.breach("L1", "runs that come too often never come to rest");
  }
}
