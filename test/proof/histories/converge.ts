import { excuse, noteWitness } from "./exclusions.ts";
import {
  finish,
  type History,
  isOver,
  readSecrets,
  runToEnd,
  start,
  wait,
} from "./history.ts";
import { isOfSameRotation, isWithinPlaces } from "./safety.ts";
import { DAY } from "./scenario.ts";
import type { RunSpec, SimulatedRun } from "./simulated-run.ts";
import { endSleep } from "./simulation.ts";
import { cellsOf } from "./world-secrets.ts";
import { MAIN, ROLE, type Token } from "./world.ts";
import { isExpired, isLive, tokenOf } from "./world-tokens.ts";

const MARGIN_MS = 2_000;

/** Live credentials that the rotations have to know: their own, and those that their markers name. */
export function liveLineage({
  simulation: { core },
  world,
}: Pick<History, "simulation" | "world">): readonly Token[] {
  const live = world.tokens.filter((token) => isLive(world, token));
  const own = live.filter(({ maker }) => maker === "rotation");
  const remembered = new Set(
    own.flatMap(({ description }) => {
      const named = core.parseMarker(description)?.named;
      return named?.as === "adopted" ? [named.clientId] : [];
    }),
  );
  return live.filter(
    (token) => own.includes(token) || remembered.has(token.clientId),
  );
}

/**
 * I2 and L1: once everything under way has ended, one clean run a fence later
 * brings all targets to one live credential, and what else lived then is gone
 * after a clean run at the end of the overlap.
 */
export async function converge(history: History): Promise<void> {
  const { world, scenario, longestFenceMs, simulation } = history;
  for (const run of simulation.runs) endSleep(simulation, run);
  await finish(history);
  const { spec } = scenario;
  putRight(history);
  noteWitness(history, spec, readSecrets(history, spec));
  noteLockOut(history);
  if (isOver(history) || isExcused(history)) return;
  const drained = Math.max(0, ...world.readers.map(({ endsAt }) => endsAt));
  wait(history, Math.max(0, drained - world.now));
  const { overlapMs, maxLiveTokens } = spec.settings.policy;
  const isFull = liveLineage(history).length >= maxLiveTokens;
  // Ages are read on GitHub's clock; where it lags behind Astra's, the fence takes that much longer to pass.
  const fence =
    longestFenceMs + Math.max(0, world.astraError - world.githubError);
  wait(history, fence + (isFull ? overlapMs : 0) + MARGIN_MS);
  const first = await cleanRun(history, spec);
  if (isExcused(history)) return;
  const current = commonCredential(history, first);
  if (isOver(history)) return;
  const old = [
    ...new Set([...liveLineage(history), ...takenOver(history)]),
  ].filter(
    (token) => token.clientId !== current && isOwed(history, token, first),
  );
  wait(history, Math.max(overlapMs, fence) + MARGIN_MS);
  for (const other of scenario.neighbours) await cleanRun(history, other);
  await requireRest(history, await cleanRun(history, spec));
  for (const token of old.filter((one) => isLive(world, one))) {
    simulation.breach("I2", `${token.clientId} outlived its overlap`);
  }
}

/** A key of its own that expired while no run came. */
function noteLockOut(history: History): void {
  const { world, scenario } = history;
  const { admin } = readSecrets(history, scenario.spec);
  const key = tokenOf(world, admin);
  const isLost =
    scenario.spec.rotatesAdmin &&
    key !== undefined &&
    isExpired(world, key, world.now + history.longestFenceMs);
  if (isLost) excuse(history, "expired while no run came");
}

/** A person brings the role back that a person deleted; nothing else is done by hand. */
function putRight({ world }: History): void {
  if (world.roles.some(({ id }) => id === ROLE)) return;
  world.roles = [
    ...world.roles,
    { id: ROLE, names: ["Reader"], managesTokens: false },
  ];
}

/** Hand-made tokens that a first run found in its secret and replaced everywhere: from then on the rotation owes their revocation. */
function takenOver({ simulation, world }: History): readonly Token[] {
  const taken = simulation.runs
    .filter(
      ({ holdsPrevious, decision, outcome }) =>
        holdsPrevious &&
        decision?.kind === "mint" &&
        decision.evidence.lineage.members.length === 0 &&
        outcome?.record.minted?.state === "published",
    )
    .map(({ secrets }) => secrets.previous);
  return world.tokens.filter(
    (token) =>
      token.maker === "person" &&
      isLive(world, token) &&
      taken.includes(token.clientId),
  );
}

/** A rotation by age comes to rest: of two runs in a row one mints nothing, but for what expires. */
async function requireRest(
  history: History,
  { decision }: SimulatedRun,
): Promise<void> {
  const { simulation, scenario } = history;
  const { rotateAfterMs } = scenario.spec.settings.policy;
  const isBusy = isUnasked(decision) && rotateAfterMs >= 20 * DAY;
  if (!isBusy || scenario.neighbours.length > 0 || isOver(history)) return;
  wait(history, history.longestFenceMs + MARGIN_MS);
  const { decision: next } = await cleanRun(history, scenario.spec);
  if (next?.kind === "mint" && isUnasked(next)) {
    simulation.breach("L1", `mints again and again (${next.reason})`);
  }
}

function isUnasked(decision: SimulatedRun["decision"]): boolean {
  return (
    decision?.kind === "mint" &&
    !["age", "expires", "expired"].includes(decision.reason)
  );
}

/** Whether the rotation owes its revocation: every place that may hold it is among the run's. */
function isOwed(
  { simulation, world }: History,
  token: Token,
  run: SimulatedRun,
): boolean {
  const { core } = simulation;
  if (token.maker === "rotation") {
    const named = core.parseMarker(token.description)?.named;
    const adopted = tokenOf(world, named?.clientId ?? "");
    // It has to outlive the hand-made token that it remembers.
    const isLastToKnow =
      named?.as === "adopted" &&
      adopted !== undefined &&
      isLive(world, adopted);
    if (isLastToKnow) return false;
    return (
      isOfSameRotation(simulation, token, run) && isWithinPlaces(token, run)
    );
  }
  // What another secret holds, which the job inherits, is nobody's to revoke.
  const isHeld = token.releasedAt === Infinity;
  if (token.clientId === run.secrets.admin || isHeld) return false;
  const naming = world.tokens.filter(
    ({ description }) =>
      core.parseMarker(description)?.named?.clientId === token.clientId,
  );
  // Who revokes the last credential that remembers it by hand takes the memory.
  const [last] = naming.toSorted(
    (a, b) => (b.diedAt ?? Infinity) - (a.diedAt ?? Infinity),
  );
  if (last?.diedAt !== undefined && last.revokedBy === undefined) return false;
  return naming
    .filter((one) => isLive(world, one))
    .every(
      (one) =>
        isOfSameRotation(simulation, one, run) && isWithinPlaces(one, run),
    );
}

async function cleanRun(
  history: History,
  spec: RunSpec,
): Promise<SimulatedRun> {
  const { simulation } = history;
  const policy = { ...spec.settings.policy, compromised: false };
  const run = start(history, {
    ...spec,
    settings: { ...spec.settings, policy },
  });
  await runToEnd(history, run);
  const error = run.outcome?.error;
  if (error !== undefined && !isExcused(history)) {
    simulation.breach("L1", `a clean run failed: ${error.code}`);
  }
  return run;
}

/** The live credential that every secret of the main workflow holds. */
function commonCredential(
  history: History,
  run: SimulatedRun,
): string | undefined {
  const { world, simulation } = history;
  const values = new Set(cellsOf(world, MAIN).map(({ value }) => value));
  const [value] = values;
  const token = liveLineage(history).find(({ clientId }) => clientId === value);
  if (values.size === 1 && token?.maker === "rotation") return value;
  simulation.breach(
    "L1",
    `after one clean run (${run.decision?.kind ?? "none"}) the secrets hold ${[...values].join(", ")}`,
  );
  return undefined;
}

/** Excuses that one clean run heals all the same. */
const HEALED: ReadonlySet<string> = new Set([
  ...["emergency beside a run", "asleep inside a write", "revoked by hand"],
  ...["one token by hand for two rotations"],
  ...["pasted unread", "pasted during a run"],
]);

/** Whether one clean run may not be enough. */
function isExcused({ simulation, scenario }: History): boolean {
  return (
    !scenario.converges ||
    [...simulation.excuses].some(
      (exclusion) => scenario.spec.rotatesAdmin || !HEALED.has(exclusion),
    )
  );
}
