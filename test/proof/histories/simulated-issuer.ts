import type { ListedToken } from "../../../src/rotation/credential.ts";
import type {
  Issuer,
  PreviousAnswer,
  ProbeAnswer,
  Read,
  RoleReading,
} from "../../../src/rotation/ports.ts";
import { type Fault, STALE_BY_MS } from "./faults.ts";
import { type Ask, type Ending, failure } from "./simulated-ports.ts";
import { mintOnce, revokeOnce } from "./simulated-changes.ts";
import { localTime, type SimulatedRun } from "./simulated-run.ts";
import type { Simulation } from "./simulation.ts";
import { astraTime, ORGANIZATION, ROLE, wholeSeconds } from "./world.ts";
import { isLive, listTokens, tokenOf } from "./world-tokens.ts";

/** Astra, as one run reaches it. */
export function createSimulatedIssuer(
  simulation: Simulation,
  run: SimulatedRun,
  ask: Ask,
): Issuer {
  const { world } = simulation;
  const { adminClientId } = run.spec.settings.policy;
  let admin = adminClientId;
  const isTaken = (clientId: string): boolean => {
    const token = tokenOf(world, clientId);
    return token !== undefined && isLive(world, token);
  };
  const isRefused = (fault: Fault | undefined): boolean =>
    fault === "refused" || !isTaken(admin);
  const read = <T>(fault: Fault | undefined, value: () => T): Ending<T> =>
    isRefused(fault)
      ? { error: failure(simulation, "Astra refused a read.") }
      : { value: value() };
  const list = (fault: Fault | undefined): Read<readonly ListedToken[]> => {
    if (fault === "stale") run.isMisled = true;
    const whole = listTokens(world, fault === "stale" ? STALE_BY_MS : 0);
    const isPartial = fault === "partial";
    const tokens = isPartial ? cutOff(whole, admin) : whole;
    if (isPartial && run.listed.size === 0) run.isCutOff = true;
    for (const { clientId } of tokens) run.listed.add(clientId);
    return { value: tokens, clock: reading() };
  };
  const reading = (): Read<never>["clock"] => ({
    service: "astra",
    serverTime: wholeSeconds(astraTime(world)),
    receivedAt: localTime(run, world),
  });
  const roles = (fault: Fault | undefined): Ending<RoleReading> => {
    const own = world.roles.filter(({ id }) => id === ROLE);
    return isRefused(fault) || own.length === 0
      ? { error: failure(simulation, "The role cannot be found.") }
      : { value: { roles: own, digest: world.rights, unchecked: undefined } };
  };
  const probePrevious = (
    fault: Fault | undefined,
    clientId: string,
  ): PreviousAnswer => {
    if (fault === "unclear") return { kind: "unclear" };
    return fault === "not-yet" || !isTaken(clientId)
      ? { kind: "refused" }
      : { kind: "organization", organization: ORGANIZATION };
  };
  const askPrevious = (fault: Fault | undefined): PreviousAnswer => {
    const token = tokenOf(world, run.secrets.previous ?? "");
    if (fault === "refused") {
      run.isUntold = true;
      return { kind: "unclear" };
    }
    if (token === undefined || !isLive(world, token)) {
      return { kind: "refused" };
    }
    return { kind: "organization", organization: token.organization };
  };
  return {
    adminClientId,
    roles: () => ask({ kind: "roles", subject: "" }, roles),
    organization: () =>
      ask({ kind: "organization", subject: "" }, (fault) =>
        read(fault, () => ({ value: ORGANIZATION, clock: reading() })),
      ),
    organizationOfPrevious: () =>
      ask({ kind: "previous", subject: "" }, (fault) => ({
        value: askPrevious(fault),
      })),
    // After everything else: whatever it tells changes nothing.
    probePrevious: () =>
      ask<PreviousAnswer>(
        { kind: "probe", subject: run.secrets.previous ?? "" },
        (fault) => ({
          value: probePrevious(fault, run.secrets.previous ?? ""),
        }),
      ),
    list: (purpose) =>
      ask({ kind: "list", subject: "", purpose }, (fault) =>
        read(fault, () => list(fault)),
      ),
    mint: (order, purpose) => {
      if (purpose === "compensate") run.hasAskedForRecord = true;
      return ask({ kind: "mint", subject: "", purpose }, (fault, operation) =>
        mintOnce(
          simulation,
          operation,
          isRefused(fault) ? "refused" : fault,
          order,
        ),
      );
    },
    probe: ({ clientId }) =>
      ask<ProbeAnswer>({ kind: "probe", subject: clientId }, (fault) => ({
        value: probeOnce(simulation, run, clientId, fault),
      })),
    revoke: (clientId, purpose) =>
      ask({ kind: "revoke", subject: clientId, purpose }, (fault, operation) =>
        revokeOnce(simulation, operation, isRefused(fault) ? "refused" : fault),
      ),
    tryListing: ({ clientId }) =>
      ask({ kind: "try-listing", subject: clientId }, (fault) => {
        if (fault === "refused" || !isTaken(clientId)) {
          return { error: failure(simulation, "The new key may not list.") };
        }
        run.successor = clientId;
        return { value: undefined };
      }),
    succeed: ({ clientId }) => {
      admin = clientId;
    },
  };
}

/** The older half of a list, without the token that asked for it. */
function cutOff(
  whole: readonly ListedToken[],
  admin: string,
): readonly ListedToken[] {
  return whole
    .slice(0, Math.ceil(whole.length / 2))
    .filter(({ clientId }) => clientId !== admin);
}

function probeOnce(
  { world }: Simulation,
  run: SimulatedRun,
  clientId: string,
  fault: Fault | undefined,
): ProbeAnswer {
  const token = tokenOf(world, clientId);
  const isAccepted =
    token !== undefined &&
    isLive(world, token) &&
    world.now - token.bornAt >= world.activationMs;
  if (fault === "not-yet" || !isAccepted) return { kind: "not-yet" };
  const kind = fault === "unclear" ? "unclear" : "accepted";
  run.probed.set(clientId, kind);
  return kind === "unclear" ? { kind } : { kind, organization: ORGANIZATION };
}
