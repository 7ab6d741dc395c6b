import {
  exclusionAtMinting,
  isCutOff,
  isLostDouble,
  isOverlooked,
} from "./exclusions.ts";
import type { SimulatedRun } from "./simulated-run.ts";
import type { Simulation } from "./simulation.ts";
import {
  type Change,
  configuredCells,
  ORGANIZATION,
  ROLE,
  type Token,
  tokenOf,
  type World,
} from "./world.ts";

/** One broken promise. */
export interface Violation {
  /** Its number in the specification; I1w is what `overlap` promises to consumers, I1d what `drain` does. */
  readonly invariant: string;
  readonly text: string;
}

type Check = (simulation: Simulation, change: Change) => string | undefined;

/** What stamps in whole seconds may take from an overlap, milliseconds. */
const STAMP_MS = 1_000;

/** Most port calls of one run, over all retries that the protocol itself makes. */
const MOST_CALLS = 400;

/** What has to hold after every single change of either service. */
const SAFETY: Readonly<Record<string, Check>> = {
  I1: (simulation) => {
    const { world } = simulation;
    for (const { target, secret, value } of configuredCells(world)) {
      if (value === undefined) continue;
      const token = tokenOf(world, value);
      const place = `${secret} in ${target}`;
      if (token?.diedAt !== undefined) {
        if (isCutOff(simulation, token)) {
          simulation.excuses.add("emergency beside a run");
          continue;
        }
        if (isOverlooked(simulation, token)) continue;
        return `${place} holds dead ${value}`;
      }
      const isOurs = token?.maker === "rotation";
      const isAsOrdered =
        token?.organization === ORGANIZATION && token.roles.includes(ROLE);
      if (isOurs && !isAsOrdered) {
        return `${place} holds ${value} of another organization or role`;
      }
    }
    return undefined;
  },

  I1w: (simulation, change) => {
    if (change.kind !== "revoked" || change.by === undefined) return undefined;
    if (isOverlooked(simulation, change.token)) return undefined;
    const { overlapMs, compromised } = change.by.spec.settings.policy;
    const { releasedAt, clientId, diedAt = 0 } = change.token;
    if (compromised || releasedAt === undefined) return undefined;
    return diedAt - releasedAt < overlapMs - STAMP_MS
      ? `${clientId} was read less than the overlap ago`
      : undefined;
  },

  I3: ({ world, runs }, change) => {
    if (change.kind !== "revoked" || change.by === undefined) return undefined;
    const { clientId } = change.token;
    const users = runs.filter(
      ({ spec }) => spec.settings.policy.adminClientId === clientId,
    );
    if (users.length === 0) return undefined;
    const isReplaced = configuredCells(world).every(
      ({ value }) => value !== clientId,
    );
    const isUsed =
      !users.includes(change.by) || change.by.successor !== undefined;
    return isReplaced && isUsed
      ? undefined
      : `admin ${clientId} was revoked before its replacement was in use`;
  },

  I4: (simulation, change) => {
    const { world } = simulation;
    if (change.kind !== "revoked" || change.by === undefined) return undefined;
    if (isLostDouble(simulation, change.token)) return undefined;
    const { maker, clientId } = change.token;
    return maker === "rotation" || world.named.has(clientId)
      ? undefined
      : `${clientId} of a ${maker} was revoked`;
  },

  // What `drain` promises: no workflow run that read it is still active.
  I1d: ({ world }, change) => {
    if (change.kind !== "revoked" || change.by === undefined) return undefined;
    const { clientId, diedAt = 0 } = change.token;
    const { drain, compromised } = change.by.spec.settings.policy;
    const isHeld = world.readers.some(
      ({ holds, endsAt }) => endsAt > diedAt && holds.has(clientId),
    );
    const isPromised = drain && !compromised && !change.by.minted.has(clientId);
    return isPromised && isHeld
      ? `${clientId} is still held by a workflow run`
      : undefined;
  },

  I7: (_, change) => {
    if (change.kind === "written" && change.by !== undefined) {
      const { probed, listed } = change.by;
      const value = change.cell.value ?? "";
      const probe = probed.get(value);
      return probe === "accepted" || (probe === "unclear" && listed.has(value))
        ? undefined
        : `${value} was written before it was tested`;
    }
    if (change.kind !== "revoked" || change.by === undefined) return undefined;
    const { clientId } = change.token;
    const { minted, decision, writes } = change.by;
    if (minted.has(clientId)) return undefined;
    if (decision?.frozen.every((one) => one.clientId !== clientId) ?? true) {
      return `${clientId} was not in the frozen set`;
    }
    return writes.confirmed === writes.asked
      ? undefined
      : `${clientId} was revoked before every secret was confirmed`;
  },

  I9: (simulation, change) => {
    const run = change.kind === "minted" ? change.token.mintedBy : undefined;
    if (run === undefined || run.isMisled) return undefined;
    const { maxLiveTokens, compromised } = run.spec.settings.policy;
    const seenUpTo = run.startedAt - simulation.world.listLagMs;
    const known = simulation.world.tokens.filter(
      ({ maker, bornAt, diedAt }) =>
        maker === "rotation" && bornAt <= seenUpTo && diedAt === undefined,
    );
    const isWithin = known.length < maxLiveTokens || compromised;
    return isWithin || areAllPerhapsHeld(simulation, known)
      ? undefined
      : `minted beside ${String(known.length)} live ones, with a cap of ${String(maxLiveTokens)}`;
  },
};

/** Whether every one of these may be what some secret holds, so that none can be retired before another publication. */
function areAllPerhapsHeld(
  { world, runs, core }: Simulation,
  tokens: readonly Token[],
): boolean {
  const secrets = configuredCells(world);
  const longest = Math.max(...runs.map((run) => run.spec.runTimeoutMs));
  const fence = core.fenceOf(longest);
  return tokens.every(({ generatedOn }) =>
    secrets.some(
      ({ updatedAt = -Infinity }) => Math.abs(updatedAt - generatedOn) <= fence,
    ),
  );
}

/** Watches every change of the world and every ending of a run; returns what was broken, in order. */
export function watch(simulation: Simulation): Violation[] {
  const violations: Violation[] = [];
  const { world, runs } = simulation;
  simulation.breach = (invariant, text) => {
    violations.push({ invariant, text });
  };
  world.onChange = (change) => {
    const by = makerOf(change);
    if (change.kind === "minted") {
      const exclusion = exclusionAtMinting(world, change.token);
      if (exclusion !== undefined) simulation.excuses.add(exclusion);
    }
    for (const run of runs) {
      if (run !== by && run.state === "running") run.isDisturbed = true;
    }
    for (const [invariant, check] of Object.entries(SAFETY)) {
      const text = check(simulation, change);
      if (text !== undefined) violations.push({ invariant, text });
    }
  };
  return violations;
}

function makerOf(change: Change): SimulatedRun | undefined {
  switch (change.kind) {
    case "minted":
      return change.token.mintedBy;
    case "revoked":
    case "written":
      return change.by;
    case "configured":
      return undefined;
    default:
      return change satisfies never;
  }
}

/** What has to hold when a run has ended by itself. */
export function judgeEnding(
  { world, breach, excuses }: Simulation,
  run: SimulatedRun,
): void {
  const { outcome, decision, mutations } = run;
  if (outcome === undefined || run.state !== "ended") return;
  const { record, error } = outcome;
  const isLive = (clientId: string): boolean =>
    tokenOf(world, clientId)?.diedAt === undefined;
  if (error?.code === "internal")
    breach("I8", `internal error: ${String(error.cause)}`);
  if (!run.isMisled) {
    for (const clientId of record.revoked.filter(isLive)) {
      breach("I8", `${clientId} is reported as revoked and lives`);
    }
  }
  const minted = record.minted;
  if (minted?.state === "withdrawn" && isLive(minted.credential.clientId)) {
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
  if (decision.kind === "settle") judgeSettling(world, decision.newest, breach);
  const current =
    decision.kind === "mint"
      ? outcome?.record.minted?.credential.clientId
      : decision.kind === "keep"
        ? decision.newest.clientId
        : undefined;
  if (current === undefined) return;
  for (const { value, secret, target } of configuredCells(world)) {
    if (value !== current) {
      breach("I8", `exit 0, and ${secret} in ${target} holds ${String(value)}`);
    }
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
  { clientId }: { readonly clientId: string },
  breach: Simulation["breach"],
): void {
  const beganAt = tokenOf(world, clientId)?.mintedBy?.startedAt ?? 0;
  const since = beganAt + world.githubError - 3 * STAMP_MS;
  const isOld = configuredCells(world).some(
    ({ updatedAt = 0 }) => updatedAt < since,
  );
  if (isOld) breach("I8", "exit 0 though a secret was not written since");
}

/** L3, and the bounds that every ending has to keep. */
function judgeBounds(
  { calls, cancelledAt, endedAt = 0, deadline }: SimulatedRun,
  breach: Simulation["breach"],
): void {
  if (calls > MOST_CALLS) breach("I9", `${String(calls)} calls`);
  if (cancelledAt !== undefined && endedAt - cancelledAt > 7_000) {
    breach("L3", `ended ${String(endedAt - cancelledAt)} ms after the signal`);
  }
  if (endedAt - deadline > 120_000 + 12_000) {
    breach("I9", `ended ${String(endedAt - deadline)} ms after its deadline`);
  }
}
