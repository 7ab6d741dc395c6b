import type { Simulation } from "./simulation.ts";
import type { SimulatedRun } from "./simulated-run.ts";
import { astraTime, type Token, type World } from "./world.ts";
import { placesOf } from "./world-secrets.ts";
import { isLive, tokenOf } from "./world-tokens.ts";

/** What stamps in whole seconds may hide, milliseconds. */
const STAMP_MS = 1_000;

/** How far apart clocks may be, and how long a run may take, milliseconds. */
const CLOCKS_MS = 20 * 60_000;

/** Most port calls of one run, over all retries that the protocol itself makes. */
const MOST_CALLS = 400;

/** What has to hold when a run has ended by itself. */
export function judgeEnding(
  { world, breach, excuses }: Simulation,
  run: SimulatedRun,
): void {
  const { outcome, decision, mutations } = run;
  if (outcome === undefined || run.state !== "ended") return;
  const { record, error } = outcome;
  const lives = (clientId: string): boolean => {
    const token = tokenOf(world, clientId);
    return token !== undefined && isLive(world, token);
  };
  if (error?.code === "internal")
    breach("I8", `internal error: ${String(error.cause)}`);
  if (!run.isMisled) {
    for (const clientId of record.revoked.filter(lives)) {
      breach("I8", `${clientId} is reported as revoked and lives`);
    }
  }
  const minted = record.minted;
  const isWithdrawn = minted?.state === "withdrawn" && !run.isMisled;
  if (isWithdrawn && lives(minted.credential.clientId)) {
    breach("I8", "the withdrawn credential lives");
  }
  if (error === undefined && excuses.size === 0)
    judgeSuccess(world, run, breach);
  const mayMutate =
    decision?.kind === "mint" || (decision?.frozen.length ?? 0) > 0;
  const { settings } = run.spec;
  const isReadOnly = settings.dryRun || settings.policy.mode === "check";
  if (mutations > 0 && (!mayMutate || isReadOnly)) {
    breach("I12", `${String(mutations)} mutations of a run that only reads`);
  }
  judgeBounds(run, breach);
}

function judgeSuccess(
  world: World,
  run: SimulatedRun,
  breach: Simulation["breach"],
): void {
  const { decision, writes, outcome, isDisturbed, isMisled, spec } = run;
  if (spec.settings.dryRun || decision === undefined) return;
  if ((outcome?.record.unrevoked.length ?? 0) > 0) {
    breach("I8", "exit 0 with a revocation left");
  }
  if (decision.kind === "full") breach("I8", "exit 0 at the cap");
  const isConfirmed = writes.asked > 0 && writes.confirmed === writes.asked;
  if (decision.kind === "mint" && !isConfirmed) {
    breach("I8", "exit 0 without every secret confirmed");
  }
  const { compromised } = spec.settings.policy;
  if (compromised && decision.kind === "mint" && run.rereads === 0) {
    breach("I8", "an emergency that did not look at the targets again");
  }
  if (isDisturbed || isMisled) return;
  if (decision.kind === "settle") {
    judgeSettling(world, run, decision.newest, breach);
  }
  const current =
    decision.kind === "mint"
      ? outcome?.record.minted?.credential.clientId
      : decision.kind === "keep"
        ? decision.newest.clientId
        : undefined;
  if (current === undefined) return;
  const token = tokenOf(world, current);
  if (token === undefined || !isLive(world, token)) {
    breach("I8", `exit 0, and its current ${current} is dead`);
  }
  if (decision.kind === "keep") judgeLifetime(world, token, breach);
  const isTold = (outcome?.record.warnings.length ?? 0) > 0;
  for (const { value, secret, target } of placesOf(world, run)) {
    if (value === current) continue;
    // Within the fence a witness that contradicts is told, and nothing is minted.
    const isWitnessed = value !== undefined && value === run.secrets.previous;
    if (decision.kind === "keep" && isWitnessed && isTold) continue;
    breach("I8", `exit 0, and ${secret} in ${target} holds ${String(value)}`);
  }
}

/** A credential is replaced at the latest when a third of its lifetime is left; clocks may be apart. */
function judgeLifetime(
  world: World,
  token: Token | undefined,
  breach: Simulation["breach"],
): void {
  const { expiresOn, generatedOn = 0 } = token ?? {};
  if (expiresOn === undefined) return;
  const left = expiresOn - astraTime(world);
  if (left < (expiresOn - generatedOn) / 3 - CLOCKS_MS) {
    breach("I8", "exit 0, and the current token soon expires");
  }
}

/**
 * A settling run may only succeed when every secret was written since the run
 * that minted the newest credential began. Not since the minting: a rival may
 * have written in between, and the specification lets a secret hold what was
 * generated until a clock error later.
 */
function judgeSettling(
  world: World,
  run: SimulatedRun,
  { clientId }: { readonly clientId: string },
  breach: Simulation["breach"],
): void {
  const beganAt = tokenOf(world, clientId)?.mintedBy?.startedAt ?? 0;
  const since = beganAt + world.githubError - 3 * STAMP_MS;
  const isOld = placesOf(world, run).some(
    ({ updatedAt = 0 }) => updatedAt < since,
  );
  if (isOld) breach("I8", "exit 0 though a secret was not written since");
}

/** L3, and the bounds that every ending has to keep; a machine that slept is late without its fault. */
function judgeBounds(
  { calls, cancelledAt, endedAt = 0, startedAt, sleptMs, spec }: SimulatedRun,
  breach: Simulation["breach"],
): void {
  if (calls > MOST_CALLS) breach("I9", `${String(calls)} calls`);
  if (sleptMs > 0) return;
  if (cancelledAt !== undefined && endedAt - cancelledAt > 7_000) {
    breach("L3", `ended ${String(endedAt - cancelledAt)} ms after the signal`);
  }
  const lateMs = endedAt - startedAt - spec.runTimeoutMs;
  if (lateMs > 120_000 + 12_000) {
    breach("I9", `ended ${String(lateMs)} ms after its deadline`);
  }
}
