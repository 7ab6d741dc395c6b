import { excuseDoubts } from "./exclusions.ts";
import {
  finish,
  type History,
  isOver,
  runToEnd,
  start,
  wait,
} from "./history.ts";
import type { SimulatedRun } from "./simulated-run.ts";
import { configuredCells, type Token } from "./world.ts";

const MARGIN_MS = 2_000;

/** Live credentials that the rotation has to know: its own, and those that its markers remember. */
export function liveLineage({
  simulation: { core },
  world: { tokens },
}: Pick<History, "simulation" | "world">): readonly Token[] {
  const live = tokens.filter(({ diedAt }) => diedAt === undefined);
  const own = live.filter(({ maker }) => maker === "rotation");
  const remembered = new Set(
    own.map(({ description }) => core.parseMarker(description)?.adopts),
  );
  return live.filter(
    (token) => own.includes(token) || remembered.has(token.clientId),
  );
}

/** Hand-made tokens that a successful run took over: from then on the rotation owes their revocation. Its own admin token no run takes over. */
function owed({ simulation, world }: History): readonly Token[] {
  const taken = simulation.runs
    .filter(({ outcome }) => outcome?.record.minted?.state === "published")
    .map(({ spec }) => spec.settings.policy)
    .filter((policy) => policy.previousClientId !== policy.adminClientId)
    .map(({ previousClientId }) => previousClientId);
  return world.tokens.filter(
    ({ clientId, maker, diedAt }) =>
      maker === "person" && diedAt === undefined && taken.includes(clientId),
  );
}

/**
 * I2 and L1: once everything under way has ended, one clean run a fence later
 * brings all targets to one live credential, and what else lived then is gone
 * after a clean run at the end of the overlap.
 */
export async function converge(history: History): Promise<void> {
  const { world, scenario, longestFenceMs } = history;
  await finish(history);
  excuseDoubts(history, scenario.spec);
  if (isOver(history) || isExcused(history)) return;
  const drained = Math.max(0, ...world.readers.map(({ endsAt }) => endsAt));
  wait(history, Math.max(0, drained - world.now));
  const { overlapMs, maxLiveTokens } = scenario.spec.settings.policy;
  const isFull = liveLineage(history).length >= maxLiveTokens;
  // Ages are read on GitHub's clock; where it lags behind Astra's, the fence takes that much longer to pass.
  const fence =
    longestFenceMs + Math.max(0, world.astraError - world.githubError);
  wait(history, fence + (isFull ? overlapMs : 0) + MARGIN_MS);
  const first = await cleanRun(history);
  const current = commonCredential(history, first);
  if (isOver(history)) return;
  const old = [...liveLineage(history), ...owed(history)].filter(
    ({ clientId }) => clientId !== current,
  );
  wait(history, Math.max(overlapMs, fence) + MARGIN_MS);
  await cleanRun(history);
  const left = old.filter(({ diedAt }) => diedAt === undefined);
  for (const { clientId } of left) {
    history.simulation.breach("I2", `${clientId} outlived its overlap`);
  }
}

async function cleanRun(history: History): Promise<SimulatedRun> {
  const { scenario, simulation } = history;
  const { settings } = scenario.spec;
  const policy = { ...settings.policy, compromised: false };
  const run = start(history, {
    ...scenario.spec,
    settings: { ...settings, policy },
  });
  await runToEnd(history, run);
  const error = run.outcome?.error;
  if (error !== undefined) {
    simulation.breach("L1", `a clean run failed: ${error.code}`);
  }
  return run;
}

/** The live credential that every configured secret holds. */
function commonCredential(
  history: History,
  run: SimulatedRun,
): string | undefined {
  const { world, simulation } = history;
  const values = new Set(configuredCells(world).map(({ value }) => value));
  const [value] = values;
  const token = liveLineage(history).find(({ clientId }) => clientId === value);
  if (values.size === 1 && token?.maker === "rotation") return value;
  simulation.breach(
    "L1",
    `after one clean run (${run.decision?.kind ?? "none"}) the secrets hold ${[...values].join(", ")}`,
  );
  return undefined;
}

/** Whether one clean run may not be enough: only an emergency's victims have to be healed by it all the same. */
function isExcused({ simulation, scenario }: History): boolean {
  return [...simulation.excuses].some(
    (exclusion) =>
      exclusion !== "emergency beside a run" || scenario.spec.rotatesAdmin,
  );
}
