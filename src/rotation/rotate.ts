import { requireSound } from "./check.ts";
import { requireCloseClocks } from "./clocks.ts";
import { type Decision, decide } from "./decide.ts";
import { asRotationError, RotationError } from "./errors.ts";
import { requireAlive } from "./mint.ts";
import type { Policy } from "./observation.ts";
import { observe } from "./observe.ts";
import type { Outcome, RunRecord } from "./outcome.ts";
import type { Ports } from "./ports.ts";
import { renew } from "./renew.ts";
import { requireRevoked, retireDue } from "./retire.ts";
import { capReached } from "./room.ts";
import { type Run, type RunSettings, warn } from "./run.ts";
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
    await perform(ports, settings, record);
    return { record, error: undefined };
  } catch (thrown) {
    return { record, error: asRotationError(thrown) };
  }
}

async function perform(
  ports: Ports,
  settings: RunSettings,
  record: RunRecord,
): Promise<void> {
  const { policy } = settings;
  const observation = await observe(ports);
  record.observation = observation;
  ports.report({ kind: "observed", observation });
  const decision = decide(observation, policy);
  record.decision = decision;
  ports.report({ kind: "decided", decision });
  const run = { ports, settings, observation, record };
  for (const warning of warningsOf(observation, decision, policy)) {
    warn(run, warning);
  }
  requireCloseClocks(observation.clocks);
  if (decision.kind === "check") {
    requireSound(decision.findings);
    return;
  }
  // Runs beside the minting, which does not wait for it.
  const search = decision.kind === "mint" ? warnOverridden(run) : undefined;
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
  requireSettled(decision);
  if (ports.stopSignal.stopped() === "cancelled") requireAlive(ports);
}

/** Warns of secrets that win over a target's: their readers never see its value. */
async function warnOverridden(run: Run): Promise<void> {
  const { targets } = run.ports;
  const found = await Promise.all(targets.map((target) => target.overrides()));
  const overrides = found.flat();
  if (overrides.length > 0) warn(run, { kind: "shadowed", overrides });
}

function requireRoom(decision: Decision, policy: Policy): void {
  if (decision.kind === "full") throw capReached(decision.live, policy);
}

function requireSettled(decision: Decision): void {
  if (decision.kind !== "settle" || decision.evidence.everywhere) return;
  throw new RotationError({
    code: "settling",
    summary:
      "An earlier run did not finish, and what it wrote cannot be told yet.",
    remedy:
      "Every secret still holds a token that works, and nothing was revoked. A later run will heal it.",
    rerun: "safe",
    notBefore: decision.healsFrom,
  });
}
