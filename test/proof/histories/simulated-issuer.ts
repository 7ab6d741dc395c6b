import type { ListedToken, Role } from "../../../src/rotation/credential.ts";
import type {
  Issuer,
  MintAnswer,
  MintOrder,
  ProbeAnswer,
  Read,
  WriteAnswer,
} from "../../../src/rotation/ports.ts";
import type { RotationError } from "../../../src/rotation/errors.ts";
import { type Fault, STALE_BY_MS } from "./faults.ts";
import {
  type Ask,
  credentialOf,
  type Ending,
  failure,
  mutate,
} from "./simulated-ports.ts";
import type { SimulatedRun } from "./simulated-run.ts";
import type { Operation, Simulation } from "./simulation.ts";
import {
  addToken,
  astraTime,
  killToken,
  listAt,
  ORGANIZATION,
  ROLE,
  type Token,
  tokenOf,
  wholeSeconds,
} from "./world.ts";

const ROLES: readonly Role[] = [
  { id: ROLE, names: [ROLE], managesTokens: false },
];

/** Astra, as one run reaches it. */
export function createSimulatedIssuer(
  simulation: Simulation,
  run: SimulatedRun,
  ask: Ask,
): Issuer {
  const { world } = simulation;
  const { adminClientId } = run.spec.settings.policy;
  let admin = adminClientId;
  const isRefused = (fault: Fault | undefined): boolean =>
    fault === "refused" || tokenOf(world, admin)?.diedAt !== undefined;
  const read = <T>(fault: Fault | undefined, value: () => T): Ending<T> =>
    isRefused(fault)
      ? { error: failure(simulation, "Astra refused a read.") }
      : { value: value() };
  const list = (fault: Fault | undefined): Read<readonly ListedToken[]> => {
    if (fault === "stale") run.isMisled = true;
    const lag = fault === "stale" ? STALE_BY_MS : world.listLagMs;
    const tokens = listAt(world, world.now - lag);
    for (const { clientId } of tokens) run.listed.add(clientId);
    return { value: tokens, clock: reading() };
  };
  const reading = (): Read<never>["clock"] => ({
    service: "astra",
    serverTime: wholeSeconds(astraTime(world)),
    receivedAt: world.now - run.startedAt,
  });
  return {
    adminClientId,
    roles: () =>
      ask({ kind: "roles", subject: "" }, (fault) => read(fault, () => ROLES)),
    organization: () =>
      ask({ kind: "organization", subject: "" }, (fault) =>
        read(fault, () => ({ value: ORGANIZATION, clock: reading() })),
      ),
    list: (purpose) =>
      ask({ kind: "list", subject: "", purpose }, (fault) =>
        read(fault, () => list(fault)),
      ),
    mint: (order) =>
      ask({ kind: "mint", subject: "" }, (fault, operation) =>
        mintOnce(
          simulation,
          operation,
          isRefused(fault) ? "refused" : fault,
          order,
        ),
      ),
    probe: (credential) => {
      const { clientId } = credential;
      return ask<ProbeAnswer>({ kind: "probe", subject: clientId }, (fault) => {
        const token = tokenOf(world, clientId);
        const isAccepted =
          token?.diedAt === undefined &&
          world.now - (token?.bornAt ?? 0) >= world.activationMs;
        if (fault === "not-yet" || !isAccepted) {
          return { value: { kind: "not-yet" } };
        }
        const kind = fault === "unclear" ? "unclear" : "accepted";
        run.probed.set(clientId, kind);
        return {
          value:
            kind === "unclear"
              ? { kind }
              : { kind, organization: ORGANIZATION },
        };
      });
    },
    revoke: (clientId, purpose) =>
      ask({ kind: "revoke", subject: clientId, purpose }, (fault, operation) =>
        revokeOnce(simulation, operation, isRefused(fault) ? "refused" : fault),
      ),
    succeed: (credential) =>
      ask({ kind: "succeed", subject: credential.clientId }, (fault) =>
        read(fault, () => {
          admin = credential.clientId;
          run.successor = admin;
        }),
      ),
  };
}

function mintOnce(
  simulation: Simulation,
  operation: Operation,
  fault: Fault | undefined,
  order: MintOrder,
): Ending<MintAnswer> {
  const { world } = simulation;
  const { run } = operation;
  const error = (): RotationError =>
    failure(simulation, "The minting did not succeed.");
  if (fault === "no-effect") {
    return { value: { kind: "no-effect", waitMs: 5_000, error: error() } };
  }
  let token: Token | undefined;
  const apply = (): void => {
    token = addToken(world, {
      maker: "rotation",
      mintedBy: run,
      roles:
        fault === "mismatched" ? ["other"] : order.roles.map(({ id }) => id),
      organization: order.organization,
      expiresOn: order.expiresOn,
      description: order.description,
      askedAt: operation.issuedAt,
    });
    run.minted.add(token.clientId);
  };
  const end = mutate(simulation, operation, fault, apply);
  if (end === "never") return end;
  if (end !== "done" || token === undefined) {
    return {
      value: {
        kind: end === "refused" ? "refused" : "unknown",
        error: error(),
      },
    };
  }
  const { clientId, organization, roles, generatedOn, expiresOn } = token;
  const facts = { clientId, organization, roles, generatedOn, expiresOn };
  return {
    value: { kind: "minted", credential: credentialOf(simulation, facts) },
  };
}

function revokeOnce(
  simulation: Simulation,
  operation: Operation,
  fault: Fault | undefined,
): Ending<WriteAnswer> {
  const { run, subject } = operation;
  const end = mutate(simulation, operation, fault, () => {
    killToken(simulation.world, subject, run);
  });
  if (end === "never") return end;
  if (end === "done") return { value: { kind: "done" } };
  const error = failure(simulation, "The revocation did not succeed.");
  return { value: { kind: end, error } };
}
