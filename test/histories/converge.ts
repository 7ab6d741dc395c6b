import {
  finish,
  type History,
  isOver,
  runToEnd,
  start,
  wait,
} from "./history.ts";
import type { SimulatedRun } from "./simulated-run.ts";
import { configuredCells, type Token, type World } from "./world.ts";

const MARGIN_MS = 2_000;

/** Live credentials that the rotation has to know: its own, and those that it took over. */
export function liveLineage({ tokens, named }: World): readonly Token[] {
  return tokens.filter(
    ({ maker, clientId, diedAt }) =>
      diedAt === undefined && (maker === "rotation" || named.has(clientId)),
  );
}

/**
 * I2 and L1: once everything under way has ended, one clean run a fence later
 * brings all targets to one live credential, and what else lived then is gone
 * after a clean run at the end of the overlap.
 */
export async function converge(history: History): Promise<void> {
  const { world, scenario, longestFenceMs, excuse } = history;
  await finish(history);
  if (isOver(history) || excuse !== undefined) return;
  const { overlapMs, maxLiveTokens } = scenario.spec.settings.policy;
  const isFull = liveLineage(world).length >= maxLiveTokens;
  // Ages are read on GitHub's clock; where it lags behind Astra's, the fence takes that much longer to pass.
  const fence =
    longestFenceMs + Math.max(0, world.astraError - world.githubError);
  wait(history, (isFull ? Math.max(overlapMs, fence) : fence) + MARGIN_MS);
  const first = await cleanRun(history);
  const current = commonCredential(history, first);
  if (isOver(history)) return;
  const old = liveLineage(world).filter(({ clientId }) => clientId !== current);
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
  { world, simulation }: History,
  run: SimulatedRun,
): string | undefined {
  const values = new Set(configuredCells(world).map(({ value }) => value));
  const [value] = values;
  const token = liveLineage(world).find(({ clientId }) => clientId === value);
  if (values.size === 1 && token?.maker === "rotation") return value;
  simulation.breach(
    "L1",
    `after one clean run (${run.decision?.kind ?? "none"}) the secrets hold ${[...values].join(", ")}`,
  );
  return undefined;
}
