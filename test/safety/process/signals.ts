// npm run test:signals [-- count]: signals at random instants of runs of the bundle,
// until so many have met a run; each run has to end in time, and the next one has to
// heal (L1, L3). Those that came before a run began, or when it was over, do not count.
import { randomInt } from "node:crypto";
import * as v from "valibot";
import { type ActionRun, runAction } from "../../kit/run-action.ts";
import { startWorld } from "../../kit/world.ts";
import {
  distant,
  inputsOf,
  lateMutations,
  prepare,
  signalAfter,
  type SignalledRun,
  troublesAfter,
} from "./signalled-run.ts";

const count = Number(process.argv[2] ?? 500);

/** What the runner allows a step after it was told to stop, milliseconds. */
const LONGEST_FAREWELL_MS = 7_000;

/** The services are so far away that most signals come while a request is under way, milliseconds. */
const ROUND_TRIP_MS = 30;

const SIGNALS: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM"];

const tell = (text: string): void => void process.stderr.write(`${text}\n`);

const farewells: number[] = [];
const failures: string[] = [];
const ends = new Map<End, number>();
const latestMs = Math.ceil(await undisturbedMs());
let sent = 0;
let met = 0;

while (met < count) {
  const world = await startWorld();
  prepare(world);
  const delayMs = randomInt(latestMs);
  const signals = sent % 3 === 0 ? SIGNALS : [SIGNALS[sent % 2] ?? "SIGINT"];
  const gate = distant(ROUND_TRIP_MS);
  const stopped = await signalAfter(world, delayMs, signals, gate);
  const troubles = [...troublesOf(stopped), ...(await troublesAfter(world))];
  await world.close();
  sent += 1;
  const told = troubles.map(
    (trouble) => `${signals.join("+")} after ${String(delayMs)} ms: ${trouble}`,
  );
  for (const failure of told) tell(failure);
  failures.push(...told);
  const end = endOf(stopped);
  ends.set(end, (ends.get(end) ?? 0) + 1);
  if (end !== "stopped" && end !== "killed") continue;
  met += 1;
  if (end === "stopped") farewells.push(stopped.farewellMs ?? 0);
  if (met % 25 === 0)
    tell(
      `${String(met)} of ${String(count)}, ${String(failures.length)} failures`,
    );
}

farewells.sort((a, b) => a - b);
tell(
  `${String(sent)} signals were sent, ${String(met)} met a run; ${String(failures.length)} failures.`,
);
tell(`Ends: ${JSON.stringify(Object.fromEntries(ends))}`);
tell(
  `From the signal to the end: median ${String(Math.round(farewells[farewells.length >> 1] ?? 0))} ms, longest ${String(Math.round(farewells.at(-1) ?? 0))} ms`,
);
process.exitCode = failures.length === 0 ? 0 : 1;

/** How long a run lasts that nobody signals, milliseconds. */
async function undisturbedMs(): Promise<number> {
  const world = await startWorld();
  prepare(world);
  world.setGate(distant(ROUND_TRIP_MS));
  const from = performance.now();
  await runAction({ inputs: inputsOf(world) });
  const lasted = performance.now() - from;
  await world.close();
  return lasted;
}

/** How a run ended: what is not one of the first two was not met by its signal. */
type End = "stopped" | "killed" | "not begun" | "over before";

/**
 * Before the action listens, and after Node has stopped listening because all is done and
 * told, a signal ends the process itself.
 */
function endOf({ run, before, requests }: SignalledRun): End {
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
    ...(end === "stopped" && run.exitCode !== 1 && !isDone(run)
      ? ["did not fail"]
      : []),
    ...(farewellMs > LONGEST_FAREWELL_MS ? ["took too long"] : []),
  ];
}

/** Whether nothing was left to do: the revocation, which is last, is confirmed. */
function isDone({ exitCode, outputs }: ActionRun): boolean {
  const { error, revoked } = v.parse(
    v.object({ error: v.unknown(), revoked: v.array(v.string()) }),
    JSON.parse(outputs["report"] ?? "null"),
  );
  return exitCode === 0 && error === null && revoked.length === 1;
}
