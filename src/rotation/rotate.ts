import { requireAlive } from "./alive.ts";
import { requireCloseClocks } from "./clocks.ts";
import { requireOwnPlaces } from "./coverage.ts";
import { proveDeath } from "./death.ts";
import { decide } from "./decide.ts";
import type { Decision } from "./decision.ts";
import { requireSoleRotation } from "./drift.ts";
import { withAlive } from "./emergency.ts";
import { requireNothingSpared } from "./emergency-incomplete.ts";
import { asRotationError, RotationError } from "./errors.ts";
import { requireSound } from "./finding.ts";
import type { Observation, Override, Policy } from "./observation.ts";
import { observe } from "./observe.ts";
import type { Outcome, RunRecord } from "./outcome.ts";
import type { Ports } from "./ports.ts";
import { renew } from "./renew.ts";
import { requireRevoked, retireDue } from "./retire.ts";
import { capReached } from "./room.ts";
import { type Run, type RunSettings, warn } from "./run.ts";
import { shortIds } from "./short-id.ts";
import { warningsOf } from "./warnings.ts";

export type { RunSettings } from "./run.ts";

/**
 * One run: observe, decide, mint, verify, publish, retire. It never throws:
 * however it ends, the outcome tells what was done and what is left.
 */
export async function rotate(
  ports: Ports,
  settings: RunSettings,
): Promise<Outcome> {
  const record: RunRecord = {
    targets: [],
    revoked: [],
    unrevoked: [],
    held: [],
    warnings: [],
  };
  try {
    await perform(ports, settings, record).finally(() =>
      proveDeath(ports, record),
    );
    return { record, error: undefined };
  } catch (thrown) {
    const error = asRotationError(thrown);
    const { policy, dryRun } = settings;
    const isEmergency =
      policy.compromised && policy.mode === "rotate" && !dryRun;
    return {
      record,
      error: isEmergency ? withAlive(error, record, policy) : error,
    };
  }
}

async function perform(
  ports: Ports,
  settings: RunSettings,
  record: RunRecord,
): Promise<void> {
  const { policy } = settings;
  const observedAt = ports.clock.elapsed();
  const observed = await observe(ports, policy);
  record.observation = observed;
  ports.report({ kind: "observed", observation: observed });
  const knowing = await decideKnowing(ports, observed, policy);
  const { observation, decision, overrides } = knowing;
  record.observation = observation;
  record.decision = decision;
  ports.report({ kind: "decided", decision });
  const run = { ports, settings, observation, observedAt, record };
  for (const warning of warningsOf(observation, decision, policy)) {
    warn(run, warning);
  }
  requireCloseClocks(observation.clocks);
  if (decision.kind === "check") {
    requireSound(decision.findings);
    return;
  }
  const { young, newest } = decision.evidence;
  if (policy.mode === "rotate" && !policy.compromised) {
    requireOwnPlaces(young, newest, policy);
    requireSoleRotation(observation, policy, decision);
  }
  // Runs beside the minting, which does not wait for it.
  const search =
    decision.kind === "mint" ? warnOverridden(run, overrides) : undefined;
  if (settings.dryRun) {
    await search;
    requireRoom(decision, policy);
    return;
  }
  if (decision.kind === "mint") {
    await renew(run, decision).finally(() => search);
  } else {
    await retireDue(run, decision.frozen, "before-publication");
  }
  requireRoom(decision, policy);
  requireRevoked(record);
  requireSettled(decision, record);
  if (policy.compromised && policy.mode === "rotate") {
    requireNothingSpared(run, decision);
  }
  if (ports.stopSignal.stopped() === "cancelled") requireAlive(ports);
}

/**
 * Decides, and once more with the overriding secrets where a minting rests on
 * `previous-token`: it counts only where no overriding secret is known.
 */
async function decideKnowing(
  ports: Ports,
  observation: Observation,
  policy: Policy,
): Promise<{
  readonly observation: Observation;
  readonly decision: Decision;
  /** Undefined where they were not searched for. */
  readonly overrides?: readonly Override[];
}> {
  const decision = decide(observation, policy);
  const { witness } = decision.evidence;
  const restsOnWitness = witness !== undefined && witness.is !== "newest";
  if (decision.kind !== "mint" || !restsOnWitness) {
    return { observation, decision };
  }
  const overrides = await overridesOf(ports);
  const known = { ...observation, overrides };
  return { observation: known, decision: decide(known, policy), overrides };
}

/**
 * Warns of secrets that override a target's: their readers never see its value.
 */
async function warnOverridden(
  run: Run,
  known: readonly Override[] | undefined,
): Promise<void> {
  const overrides = known ?? (await overridesOf(run.ports));
  if (overrides.length > 0) warn(run, { kind: "shadowed", overrides });
}

async function overridesOf({ targets }: Ports): Promise<readonly Override[]> {
  const found = await Promise.all(targets.map((target) => target.overrides()));
  return found.flat();
}

function requireRoom(decision: Decision, policy: Policy): void {
  if (decision.kind === "full") throw capReached(decision, policy);
}

function requireSettled(
  decision: Decision,
  { revoked }: Readonly<RunRecord>,
): void {
  if (decision.kind !== "settle" || decision.evidence.everywhere) return;
  const gone =
    revoked.length === 0
      ? "Nothing was minted or revoked"
      : `Nothing was minted; ${shortIds(revoked)} ${revoked.length === 1 ? "was" : "were"} revoked because no secret can hold ${revoked.length === 1 ? "it" : "them"}`;
  throw new RotationError({
    code: "settling",
    summary:
      "An earlier run did not finish, and it is not yet clear which secrets it updated.",
    remedy: `${gone}. A later run repairs the rest.`,
    rerun: "safe",
    notBefore: decision.healsFrom,
  });
}
