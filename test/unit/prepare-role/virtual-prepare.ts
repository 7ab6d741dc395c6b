import { onTestFinished } from "vitest";
import { openConnections } from "../../../src/http/dispatcher.ts";
import { DEFAULT_RETRY_POLICY } from "../../../src/http/retry.ts";
import { type Send, sendWithRetry } from "../../../src/http/send-with-retry.ts";
import {
  createTransport,
  type Transport,
} from "../../../src/http/transport.ts";
import {
  type Prepared,
  prepareRole,
} from "../../../src/prepare-role/prepare.ts";
import { openRoleService } from "../../../src/prepare-role/service.ts";
import { RotationError } from "../../../src/rotation/errors.ts";
import { Secret } from "../../../src/rotation/secret.ts";
import { VirtualTime } from "../../kit/virtual-time.ts";
import { startWorld, type World } from "../../kit/world.ts";
import { createWorldClock } from "../../simulators/kernel/clock.ts";

/** What a run in this process came to. */
export interface VirtualPreparation {
  readonly prepared: Prepared | undefined;
  readonly error: RotationError | undefined;
  readonly said: readonly string[];
  /** Time of the world that went by, milliseconds. */
  readonly elapsedMs: number;
}

/** A world that ends with the test, and a database in it. */
export interface VirtualScene {
  readonly world: World;
  /** Runs the real thing with time that jumps over every wait. */
  readonly prepare: (isDryRun?: boolean) => Promise<VirtualPreparation>;
  /** How often a creation was asked for. */
  readonly creations: () => number;
}

export async function startVirtualScene(): Promise<VirtualScene> {
  const world = await startWorld(createWorldClock(undefined, 0));
  onTestFinished(() => world.close());
  const { astra } = world;
  const roles = [astra.role("Organization Administrator").id];
  const { token } = astra.createTokenByHand({ roles });
  const scope = {
    database: world.addDatabase().id,
    keyspaces: [],
    access: "read-only",
  } as const;
  return {
    world,
    prepare: (isDryRun = false) =>
      prepareIn(world, new Secret(token), scope, isDryRun),
    creations: () =>
      world.history.events.filter(
        (event) =>
          event.kind === "request" &&
          event.request.operation === "astra.roles.create",
      ).length,
  };
}

async function prepareIn(
  world: World,
  astraToken: Secret,
  scope: Parameters<typeof prepareRole>[1],
  isDryRun: boolean,
): Promise<VirtualPreparation> {
  const time = new VirtualTime(world.clock);
  const connections = openConnections();
  const { dispatcher } = connections;
  const send = sender(createTransport({ dispatcher, clock: time }), time);
  const said: string[] = [];
  const sleep = (milliseconds: number) => time.sleep(milliseconds);
  const service = openRoleService(
    { rotate: send, compensate: send },
    { astraApiUrl: new URL(world.astra.url), astraToken },
    sleep,
  );
  const stopSignal = { stopped: () => undefined };
  const say = (line: string): void => {
    said.push(line);
  };
  const ports = { service, clock: { now: () => time.now(), sleep } };
  try {
    const prepared = await time.drive(
      prepareRole({ ...ports, stopSignal, say }, scope, isDryRun),
    );
    return { prepared, error: undefined, said, elapsedMs: time.now() };
  } catch (thrown) {
    if (!(thrown instanceof RotationError)) throw thrown;
    return { prepared: undefined, error: thrown, said, elapsedMs: time.now() };
  } finally {
    await connections.close();
  }
}

function sender(transport: Transport, time: VirtualTime): Send {
  const held: Transport = {
    send: (request, limits) => time.hold(() => transport.send(request, limits)),
  };
  return async (request, options = {}) =>
    await sendWithRetry(held, request, DEFAULT_RETRY_POLICY, {
      ...options,
      pace: undefined,
      random: () => 0.5,
      sleep: (milliseconds) => time.sleep(milliseconds),
      remainingMs: () => 600_000,
      mayStart: () => true,
    });
}
