import { fileURLToPath } from "node:url";
import { databaseRole } from "../../../src/astra/role-policy.ts";
import {
  type ActionRun,
  type Inputs,
  runAction,
  type StartOptions,
} from "../../kit/run-action.ts";
import type { World } from "../../kit/world.ts";
import type { SimulatedRole } from "../../simulators/astra/roles.ts";
import type { Gate, GateRequest } from "../../simulators/kernel/gate.ts";

/** The entry of the action `prepare-role` in the shipped bundle. */
export const PREPARE_BUNDLE = fileURLToPath(
  new URL("../../../dist/prepare-role.js", import.meta.url),
);

/** A world before anybody has prepared a role, and who may. */
export interface Unprepared {
  readonly world: World;
  /** A short-lived token of an Organization Administrator. */
  readonly owner: string;
  /** The role that `inputsOf` means. */
  readonly wanted: ReturnType<typeof databaseRole>;
  readonly inputs: Inputs;
  /** Another custom role, which is none of this action's business. */
  readonly foreign: SimulatedRole;
}

/** Adds a database, an owner and a role of somebody else to a world. */
export function unprepared(world: World): Unprepared {
  const { astra } = world;
  const database = world.addDatabase();
  const foreign = astra.addCustomRole("reporting");
  const roles = [astra.role("Organization Administrator").id];
  const expiresOn = world.clock.now() + 3_600_000;
  const { token: owner } = astra.createTokenByHand({ roles, expiresOn });
  const wanted = databaseRole({
    organization: astra.organizationId,
    database: database.id,
    keyspaces: [],
    access: "read-write",
  });
  const inputs = {
    "astra-token": owner,
    database: database.endpoint,
    access: "read-write",
    "astra-api-url": astra.url,
  };
  return { world, owner, wanted, inputs, foreign };
}

/** Runs the action, and has the leak oracle judge all that it wrote. */
export async function prepare(
  { inputs }: Unprepared,
  more: Partial<StartOptions> = {},
): Promise<ActionRun> {
  return await runAction({
    bundle: PREPARE_BUNDLE,
    ...more,
    inputs: { ...inputs, ...more.inputs },
  });
}

/** Every request that a world has seen. */
export function requestsOf({ history }: World): readonly GateRequest[] {
  return history.events.flatMap((event) =>
    event.kind === "request" ? [event.request] : [],
  );
}

/** Lets something happen to the first requests of an operation. */
export function at(
  operation: string,
  verdict: ReturnType<Gate>,
  times = 1,
): Gate {
  let left = times;
  return (request) => {
    if (request.operation !== operation || left === 0) return { kind: "pass" };
    left -= 1;
    return verdict;
  };
}

/**
 * What is wrong with what was done in a world, whatever became of the runs: a
 * role was edited, deleted or made twice, a token was minted or revoked, a
 * request was repeated that may have had an effect.
 */
export function violations(
  { world, wanted, foreign }: Unprepared,
  runs = 1,
): readonly string[] {
  const { astra } = world;
  const own = astra.customRoles().filter(({ name }) => name === wanted.name);
  const others = astra.customRoles().filter(({ name }) => name !== wanted.name);
  const done = requestsOf(world).filter(({ method }) => method !== "GET");
  const strange = done.filter(({ operation }) => operation !== CREATION);
  return [
    ...(own.length > 1 ? ["the role was made twice"] : []),
    ...(others.length === 1 && others[0] === foreign
      ? []
      : ["another role was touched"]),
    ...strange.map(({ operation }) => `asked for ${operation}`),
    ...(done.length - strange.length > runs ? ["a creation was repeated"] : []),
    ...(own.some((role) => !isWanted(role, wanted))
      ? ["the role is not what was configured"]
      : []),
  ];
}

/** The operation that creates a role. */
export const CREATION = "astra.roles.create";

/** The operation that lists the roles. */
export const LIST = "astra.roles.list";

/** What a run that says that all is well owes its user. */
export function unmetPromises(
  { world, wanted }: Unprepared,
  { exitCode, outputs }: ActionRun,
): readonly string[] {
  if (exitCode !== 0) return [];
  const role = world.astra
    .customRoles()
    .find(({ name }) => name === wanted.name);
  return role !== undefined &&
    isWanted(role, wanted) &&
    outputs["role"] === wanted.name &&
    outputs["role-id"] === role.id
    ? []
    : ["the run succeeded without the role"];
}

function isWanted(
  { actions, resources }: SimulatedRole,
  { policy }: Unprepared["wanted"],
): boolean {
  const same = (a: readonly string[], b: readonly string[]): boolean =>
    [...a].sort().join(" ") === [...b].sort().join(" ");
  return same(actions, policy.actions) && same(resources, policy.resources);
}
