// npm run test:signals [-- count]: so many signals at random instants of runs of
// the bundle; each run has to end in time, and the next one has to heal (L1, L3).
import { randomInt } from "node:crypto";
import { startWorld } from "../kit/world.ts";
import {
  lateMutations,
  prepare,
  signalAfter,
  type SignalledRun,
  troublesAfter,
} from "./signalled-run.ts";

const count = Number(process.argv[2] ?? 500);

/** What the runner allows a step after it was told to stop, milliseconds. */
const LONGEST_FAREWELL_MS = 7_000;

/** Longer than an undisturbed run lasts, milliseconds. */
const LATEST_MS = 600;

const SIGNALS: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM"];

const tell = (text: string): void => void process.stderr.write(`${text}\n`);

const farewells: number[] = [];
const failures: string[] = [];
const ends = new Map<string, number>();

for (let done = 1; done <= count; done += 1) {
  const world = await startWorld();
  prepare(world);
  const delay = randomInt(LATEST_MS);
  const signals = done % 3 === 0 ? SIGNALS : [SIGNALS[done % 2] ?? "SIGINT"];
  const stopped = await signalAfter(world, delay, signals);
  const troubles = [...troublesOf(stopped), ...(await troublesAfter(world))];
  await world.close();
  const told = troubles.map(
    (trouble) => `${signals.join("+")} after ${String(delay)} ms: ${trouble}`,
  );
  for (const failure of told) tell(failure);
  failures.push(...told);
  const end = endOf(stopped);
  ends.set(end, (ends.get(end) ?? 0) + 1);
  if (end === "stopped") farewells.push(stopped.farewellMs ?? 0);
  if (done % 25 === 0)
    tell(
      `${String(done)} of ${String(count)}, ${String(failures.length)} failures`,
    );
}

farewells.sort((a, b) => a - b);
tell(`Ends: ${JSON.stringify(Object.fromEntries(ends))}`);
tell(
  `From the signal to the end: median ${String(Math.round(farewells[farewells.length >> 1] ?? 0))} ms, longest ${String(Math.round(farewells.at(-1) ?? 0))} ms`,
);
process.exitCode = failures.length === 0 ? 0 : 1;

/**
 * Before the action listens, and after Node has stopped listening because all is done and
 * told, a signal ends the process itself.
 */
function endOf({ run, before, requests }: SignalledRun): string {
  const isTold = run.outputs["report"] !== undefined;
  if (run.signal !== null && !isTold)
    return requests.length === 0 ? "not begun" : "killed";
  return before === undefined ? "over before" : "stopped";
}

function troublesOf(stopped: SignalledRun): readonly string[] {
  const { run, farewellMs = 0 } = stopped;
  const end = endOf(stopped);
  return [
    ...lateMutations(stopped),
    ...(end === "killed" ? [`ended by ${String(run.signal)}`] : []),
    ...(end === "stopped" && run.exitCode !== 1 ? ["did not fail"] : []),
    ...(farewellMs > LONGEST_FAREWELL_MS ? ["took too long"] : []),
  ];
}
