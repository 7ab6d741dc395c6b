import type { RotationError } from "../../../src/rotation/errors.ts";
import type {
  MintAnswer,
  MintOrder,
  WriteAnswer,
} from "../../../src/rotation/ports.ts";
import type { Fault } from "./faults.ts";
import {
  credentialOf,
  type Ending,
  failure,
  mutate,
} from "./simulated-ports.ts";
import { isUnawares, type Operation, type Simulation } from "./simulation.ts";
import { astraTime, type Token } from "./world.ts";
import { addToken, killToken } from "./world-tokens.ts";

/** One request to mint, with what comes of it under a fault. */
export function mintOnce(
  simulation: Simulation,
  operation: Operation,
  fault: Fault | undefined,
  order: MintOrder,
): Ending<MintAnswer> {
  const error = (): RotationError =>
    failure(simulation, "The minting did not succeed.");
  if (fault === "no-effect") {
    return { value: { kind: "no-effect", waitMs: 5_000, error: error() } };
  }
  let token: Token | undefined;
  const end = mutate(simulation, operation, fault, () => {
    token = bringForth(simulation, operation, fault, order);
  });
  if (end === "never") return end;
  if (end !== "done" || token === undefined) {
    const kind = end === "refused" ? "refused" : "unknown";
    return { value: { kind, error: error() } };
  }
  const { clientId, organization, roles, generatedOn, expiresOn } = token;
  const facts = { clientId, organization, roles, generatedOn, expiresOn };
  return {
    value: { kind: "minted", credential: credentialOf(simulation, facts) },
  };
}

function bringForth(
  { world, excuses }: Simulation,
  operation: Operation,
  fault: Fault | undefined,
  { roles, organization, expiresOn, description }: MintOrder,
): Token {
  const { run, issuedAt } = operation;
  if (isUnawares(operation)) excuses.add("asleep inside a minting");
  const cap =
    world.lifetimeCapMs === undefined
      ? Infinity
      : astraTime(world) + world.lifetimeCapMs;
  const ends = Math.min(expiresOn ?? Infinity, cap);
  const token = addToken(world, {
    maker: "rotation",
    mintedBy: run,
    roles: fault === "mismatched" ? ["other"] : roles.map(({ id }) => id),
    organization,
    expiresOn: ends === Infinity ? undefined : ends,
    description,
    askedAt: issuedAt,
  });
  run.minted.add(token.clientId);
  return token;
}

/** One request to revoke, with what comes of it under a fault. */
export function revokeOnce(
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
