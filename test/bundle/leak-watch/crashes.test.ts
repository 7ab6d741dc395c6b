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

/** Kills the process at the n-th request, before or after the service acted. */
function killAt(n: number, when: "before" | "after") {
  let count = 0;
  let child: StartedAction | undefined;
  const gate: Gate = () => {
    count += 1;
    if (count < n) return { kind: "pass" };
    child?.kill("SIGKILL");
    return { kind: "reset", when: count === n ? when : "before" };
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

async function requestsDuring(
  { history }: LeakWorld,
  act: () => Promise<unknown>,
): Promise<readonly GateRequest[]> {
  const seen: GateRequest[] = [];
  const stop = history.onEvent((event) => {
    if (event.kind === "request") seen.push(event.request);
  });
  await act();
  stop();
  return seen;
}

const isRead = ({ method }: GateRequest): boolean => method === "GET";

describe("A leak watch that is killed", () => {
  it(
    "at any of its requests, before or after it acted, is healed by the next run",
    { timeout: 600_000 },
    async () => {
      const rehearsal = await startLeaking();
      const requests = await requestsDuring(rehearsal.world, () =>
        watchLeaks(rehearsal.world),
      );
      await rehearsal.world.close();
      expect(requests.filter((one) => !isRead(one))).not.toEqual([]);
      const cases = requests.flatMap((request, index) =>
        (isRead(request)
          ? (["before"] as const)
          : (["before", "after"] as const)
        ).map((when) => ({ n: index + 1, when })),
      );
      expect(cases.length).toBeGreaterThan(12);
      for (const { n, when } of cases) {
        const { world, ...leaked } = await startLeaking();
        const { gate, onStart } = killAt(n, when);
        world.setGate(gate);
        const killed = await watchLeaks(world, { onStart });
        expect(killed.signal).toBe("SIGKILL");
        await expectHealed(world, leaked);
        await world.close();
      }
    },
  );

  it(
    "in the rotation that follows, at any change that it makes, is healed by the next run",
    { timeout: 600_000 },
    async () => {
      const emergency = (world: LeakWorld) =>
        inputsFor(world, { "rotate-after": "30d", compromised: "true" });
      const rehearsal = await startLeaking();
      const requests = await requestsDuring(rehearsal.world, () =>
        runWatched({ inputs: emergency(rehearsal.world) }),
      );
      await rehearsal.world.close();
      const changes = requests.flatMap((request, index) =>
        isRead(request) ? [] : [index + 1],
      );
      expect(changes.length).toBeGreaterThanOrEqual(3);
      for (const n of changes) {
        for (const when of ["before", "after"] as const) {
          const { world, ...leaked } = await startLeaking();
          await watchLeaks(world);
          const { gate, onStart } = killAt(n, when);
          world.setGate(gate);
          await runWatched({ inputs: emergency(world), onStart });
          await expectHealed(world, leaked);
          await world.close();
        }
      }
    },
  );
});
