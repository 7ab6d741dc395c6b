import pLimit from "p-limit";
import { describe, expect } from "vitest";
import {
  inputsFor,
  runWatched,
  type StartedAction,
} from "../../kit/run-action.ts";
import { startWorld } from "../../kit/world.ts";
import type { Gate, GateRequest } from "../../simulators/kernel/gate.ts";
import { DAY_MS, HOUR_MS, it } from "../scenario.ts";
import {
  alertsOf,
  forged,
  idOf,
  type LeakWorld,
  rotate,
  secretOf,
  watchLeaks,
  watchThenRotate,
  withWatch,
} from "./leak-world.ts";

/** Each change once suffices every day; with the variable DEEP, every request is taken. */
const IS_DEEP = process.env["DEEP"] !== undefined;

/** The current token, a superseded one, a forgery and a stranger's token have leaked. */
async function startLeaking() {
  const world = withWatch(await startWorld());
  const { astra, github, repository, clock } = world;
  await rotate(world);
  const superseded = secretOf(world);
  clock.advance(31 * DAY_MS);
  await rotate(world);
  clock.advance(2 * HOUR_MS);
  const current = secretOf(world);
  const foreign = astra.createTokenByHand({
    roles: [astra.role("R/W Svc Acct").id],
  });
  for (const secret of [
    superseded,
    current,
    forged(idOf(current)),
    foreign.token,
  ]) {
    github.leak(repository, { secret });
  }
  return { world, superseded, current, foreign };
}

/** A request at which a run is killed. */
interface Moment {
  readonly operation: string;
  /** Which of the requests of the operation, from 1. */
  readonly nth: number;
  /** Whether the service has acted by then. */
  readonly when: "before" | "after";
}

/** Kills the process at a request; no later one does anything. */
function killAt({ operation, nth, when }: Moment) {
  let count = 0;
  let isOver = false;
  let child: StartedAction | undefined;
  const gate: Gate = (request) => {
    if (isOver) return { kind: "reset", when: "before" };
    if (request.operation !== operation) return { kind: "pass" };
    count += 1;
    if (count < nth) return { kind: "pass" };
    isOver = true;
    child?.kill("SIGKILL");
    return { kind: "reset", when };
  };
  const onStart = (started: StartedAction): void => {
    child = started;
  };
  return { gate, onStart };
}

/** What every way has to lead to. */
async function expectHealed(
  world: LeakWorld,
  {
    superseded,
    current,
    foreign,
  }: Omit<Awaited<ReturnType<typeof startLeaking>>, "world">,
): Promise<void> {
  world.setGate(() => ({ kind: "pass" }));
  world.clock.advance(HOUR_MS);
  await watchThenRotate(world);
  const last = await watchLeaks(world);
  expect(last.outputs["compromised"]).toBe("false");
  const held = secretOf(world);
  expect(world.astra.isLive(idOf(held))).toBe(true);
  expect([superseded, current]).not.toContain(held);
  expect(world.astra.isLive(idOf(superseded))).toBe(false);
  expect(world.astra.isLive(idOf(current))).toBe(false);
  expect(world.astra.isLive(foreign.clientId)).toBe(true);
  expect(alertsOf(world)).toEqual([
    "resolved revoked inactive",
    "resolved revoked inactive",
    "resolved revoked inactive",
    "open - active",
  ]);
}

type Act = (
  world: LeakWorld,
  onStart?: (child: StartedAction) => void,
) => Promise<{ readonly signal: NodeJS.Signals | null }>;

const watched: Act = (world, onStart) =>
  watchLeaks(world, onStart === undefined ? {} : { onStart });

const emergency: Act = async (world, onStart) => {
  const { run } = await runWatched({
    inputs: inputsFor(world, { "rotate-after": "30d", compromised: "true" }),
    ...(onStart === undefined ? {} : { onStart }),
  });
  return run;
};

const isRead = ({ method }: GateRequest): boolean => method === "GET";

/** The moments of a run, as one shows them that is not killed. */
async function momentsOf(
  act: Act,
  prepare: Act | undefined,
  judged: (request: GateRequest) => boolean,
): Promise<readonly Moment[]> {
  const { world } = await startLeaking();
  await prepare?.(world);
  const seen = new Map<string, number>();
  const moments: Moment[] = [];
  world.history.onEvent((event) => {
    if (event.kind !== "request" || !judged(event.request)) return;
    const { operation } = event.request;
    const nth = (seen.get(operation) ?? 0) + 1;
    seen.set(operation, nth);
    moments.push({ operation, nth, when: "before" });
    if (!isRead(event.request)) moments.push({ operation, nth, when: "after" });
  });
  await act(world);
  await world.close();
  return IS_DEEP ? moments : sampleOf(moments);
}

/** The first change of each operation, once it is done, and the last read. */
function sampleOf(moments: readonly Moment[]): readonly Moment[] {
  const changes = moments.filter(
    ({ nth, when }) => nth === 1 && when === "after",
  );
  const changing = new Set(changes.map(({ operation }) => operation));
  const reads = moments.filter(({ operation }) => !changing.has(operation));
  return [...changes, ...reads.slice(-1)];
}

/** Kills a run at each moment, some at once, and tells what was not healed. */
async function troublesOf(
  moments: readonly Moment[],
  act: Act,
  prepare: Act | undefined,
): Promise<readonly string[]> {
  const inTurn = pLimit(4);
  const troubles = moments.map((moment) =>
    inTurn(async () => {
      const { world, ...leaked } = await startLeaking();
      try {
        await prepare?.(world);
        const { gate, onStart } = killAt(moment);
        world.setGate(gate);
        expect((await act(world, onStart)).signal).toBe("SIGKILL");
        await expectHealed(world, leaked);
        return [];
      } catch (thrown) {
        return [`${JSON.stringify(moment)}: ${String(thrown)}`];
      } finally {
        await world.close();
      }
    }),
  );
  return (await Promise.all(troubles)).flat();
}

describe("A leak watch that is killed", () => {
  it(
    "at any of its requests, before or after it acted, is healed by the next run",
    { timeout: 900_000 },
    async () => {
      const moments = await momentsOf(watched, undefined, () => true);
      expect(moments.some(({ when }) => when === "after")).toBe(true);
      expect(moments.length).toBeGreaterThan(IS_DEEP ? 12 : 2);
      expect(await troublesOf(moments, watched, undefined)).toEqual([]);
    },
  );

  it(
    "in the rotation that follows, at any change that it makes, is healed by the next run",
    { timeout: 900_000 },
    async () => {
      const moments = await momentsOf(
        emergency,
        watched,
        (one) => !isRead(one),
      );
      expect(moments.length).toBeGreaterThanOrEqual(IS_DEEP ? 6 : 3);
      expect(await troublesOf(moments, emergency, watched)).toEqual([]);
    },
  );
});
