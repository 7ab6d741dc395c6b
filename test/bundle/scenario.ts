import { expect, test, vi } from "vitest";
import { createWatch } from "../contracts/watch.ts";
import {
  type ActionRun,
  type Inputs,
  inputsFor,
  runAction,
} from "../kit/run-action.ts";
import { REPOSITORY_SCOPE, startWorld, type World } from "../kit/world.ts";
import type { SimulatedToken } from "../simulators/astra/token-store.ts";
import type { SecretScope } from "../simulators/github/scopes.ts";

/** The secret that receives the token unless told otherwise. */
export const SECRET = "ASTRA_DB_APPLICATION_TOKEN";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

// A story of many runs takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

/**
 * A test with a world of its own. When the test is over, every request and
 * every success answer of the world is judged by the contracts of the services.
 */
export const it = test
  .extend("watch", { scope: "file" }, () => createWatch())
  .extend("world", async ({ watch }, { onCleanup }) => {
    const world = await startWorld();
    onCleanup(async () => {
      await world.close();
      expect(watch(world.history)).toEqual([]);
    });
    return world;
  });

/** Runs the bundle against a world: the inputs that every run needs, and more. */
export async function run(
  world: World,
  inputs: Inputs = {},
): Promise<ActionRun> {
  return await runAction({ inputs: inputsFor(world, inputs) });
}

/** A clean ordinary run: success, no annotation of any kind, nothing on stderr. */
export function expectClean({
  exitCode,
  stderr,
  errors,
  warnings,
}: ActionRun): void {
  expect({ exitCode, stderr, errors, warnings }).toEqual({
    exitCode: 0,
    stderr: "",
    errors: [],
    warnings: [],
  });
}

/** A failed run says so once; gives the annotation's text. */
export function expectOneError({
  exitCode,
  stderr,
  errors,
}: ActionRun): string {
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
  expect(errors).toHaveLength(1);
  return errors[0] ?? "";
}

/** The value that a consumer of a secret reads. Throws when there is none. */
export function valueOf(
  { github }: World,
  name = SECRET,
  scope: SecretScope = REPOSITORY_SCOPE,
): string {
  const value = github.secretValue(scope, name);
  if (value === undefined) throw new Error(`nothing in ${name}`);
  return value;
}

/** The token that a consumer of a secret holds; it has to be live, with exactly the role `R/W Svc Acct` unless others are named. */
export function heldToken(
  world: World,
  name = SECRET,
  scope: SecretScope = REPOSITORY_SCOPE,
  roles: readonly string[] = ["R/W Svc Acct"],
): SimulatedToken {
  const held = world.astra.find(valueOf(world, name, scope));
  if (held === undefined) throw new Error(`${name} holds no Astra token`);
  expect(world.astra.isLive(held.clientId)).toBe(true);
  const ids = roles.map((role) => world.astra.role(role).id);
  expect([...held.roles].sort()).toEqual(ids.sort());
  return held;
}

/** Every request of the world so far as `METHOD operation`, in order. */
export function requestsOf({ history }: World): readonly string[] {
  return history.events.flatMap((event) =>
    event.kind === "request"
      ? [`${event.request.method} ${event.request.operation}`]
      : [],
  );
}

/** The requests that may change something. */
export function mutationsOf(world: World): readonly string[] {
  return requestsOf(world).filter((request) => !request.startsWith("GET "));
}

/** Client ids of all live tokens but the admin's. */
export function liveTokens({ astra, adminToken }: World): readonly string[] {
  return astra
    .liveTokens()
    .filter(({ token }) => token !== adminToken)
    .map(({ clientId }) => clientId);
}
