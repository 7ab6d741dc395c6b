import { describe, expect, it } from "vitest";
import { Budget, GITHUB_LIMITS } from "../../../../src/github/pace/budget.ts";
import { CredentialPace } from "../../../../src/github/pace/pace.ts";
import { TransportError } from "../../../../src/http/transport-error.ts";
import type { HttpAnswer } from "../../../../src/http/message.ts";
import { VirtualTime } from "../../../kit/virtual-time.ts";
import { createWorldClock } from "../../../simulators/kernel/clock.ts";

const OVERLONG = new Error("the limit outlasts the run");

function startPace({
  isStopped = () => false,
  runMs = 2 * 3_600_000,
}: {
  readonly isStopped?: () => boolean;
  readonly runMs?: number;
} = {}) {
  const world = createWorldClock(0, 0);
  const clock = new VirtualTime(world);
  const pace = new CredentialPace({
    budget: new Budget(),
    clock,
    isStopped,
    remainingMs: () => runMs - clock.now(),
    overlong: () => OVERLONG,
  });
  return { clock, pace };
}

function answer(
  status: number,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  const ordinary: Readonly<Record<string, string>> = {
    "x-ratelimit-remaining": "4000",
    "x-ratelimit-reset": "3600",
    ...headers,
  };
  return {
    status,
    header: (name) => ordinary[name],
    body: "",
    serverTime: 0,
    receivedAt: 0,
  };
}

describe("a pace", () => {
  it.each([
    ["retry-after", { "retry-after": "90" }, 91_000],
    [
      "a spent limit that is renewed in two minutes",
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "120" },
      121_000,
    ],
    ["nothing but the status", {}, 61_000],
  ])("holds everybody back after %s", async (_, headers, until) => {
    const { clock, pace } = startPace();
    const settle = await pace.admit("GET");
    settle(answer(429, headers));
    await clock.drive(Promise.all([pace.admit("GET"), pace.admit("PUT")]));
    expect(clock.now()).toBe(until);
  });

  it("waits longer each time when it is not told how long", async () => {
    const { clock, pace } = startPace();
    await clock.drive(
      (async () => {
        for (let n = 0; n < 3; n += 1) {
          (await pace.admit("GET"))(answer(429));
        }
        await pace.admit("GET");
      })(),
    );
    expect(clock.now()).toBe((60 + 120 + 240 + 3) * 1_000);
  });

  it("counts the refusals of requests that were under way together as one", async () => {
    const { clock, pace } = startPace();
    const settles = await Promise.all([
      pace.admit("GET"),
      pace.admit("GET"),
      pace.admit("GET"),
    ]);
    for (const settle of settles) settle(answer(429));
    await clock.drive(pace.admit("GET"));
    expect(clock.now()).toBe(61_000);
  });

  it("lets the next go when one of too many ends", async () => {
    const { pace } = startPace();
    const admitted = await Promise.all(
      Array.from({ length: GITHUB_LIMITS.concurrent }, () => pace.admit("GET")),
    );
    let isIn = false;
    const next = pace.admit("GET").then(() => {
      isIn = true;
    });
    await Promise.resolve();
    expect(isIn).toBe(false);
    admitted[0]?.(answer(200));
    await next;
  });

  it("holds reads back by no write that waits", async () => {
    const { clock, pace } = startPace();
    const writes = Array.from({ length: 30 }, () => pace.admit("PUT"));
    for (const write of writes.slice(0, 20)) (await write)(answer(204));
    (await pace.admit("GET"))(answer(200));
    expect(clock.now()).toBe(0);
  });

  it("holds nothing back once the run is stopped, so that it can end (L3)", async () => {
    let stopped = false;
    const { clock, pace } = startPace({ isStopped: () => stopped });
    (await pace.admit("GET"))(answer(429, { "retry-after": "3600" }));
    stopped = true;
    await Promise.all([pace.admit("GET"), pace.admit("PUT")]);
    expect(clock.now()).toBe(0);
  });

  it("refuses everybody at once when a limit outlasts the run", async () => {
    const { clock, pace } = startPace({ runMs: 60_000 });
    (await pace.admit("GET"))(answer(403, { "retry-after": "3600" }));
    const refused = await Promise.allSettled(
      (["GET", "PUT", "GET"] as const).map((method) => pace.admit(method)),
    );
    expect(refused.map(({ status }) => status)).toEqual(
      Array(3).fill("rejected"),
    );
    expect(pace.overlong()).toBe(OVERLONG);
    expect(clock.now()).toBe(0);
  });

  it("refuses everybody at once when the hour's requests are spent and the run ends before the next", async () => {
    const { clock, pace } = startPace({ runMs: 60_000 });
    (await pace.admit("GET"))(answer(200, { "x-ratelimit-remaining": "1" }));
    (await pace.admit("GET"))(answer(200, { "x-ratelimit-remaining": "0" }));
    await expect(pace.admit("PUT")).rejects.toBe(OVERLONG);
    expect(clock.now()).toBe(0);
  });

  it("waits for a limit that ends within the run", async () => {
    const { clock, pace } = startPace({ runMs: 60_000 });
    (await pace.admit("GET"))(answer(403, { "retry-after": "30" }));
    expect(pace.overlong()).toBeUndefined();
    await clock.drive(pace.admit("PUT"));
    expect(clock.now()).toBe(31_000);
  });

  it("refuses nobody once the run is stopped", async () => {
    let stopped = false;
    const { pace } = startPace({ isStopped: () => stopped, runMs: 60_000 });
    (await pace.admit("GET"))(answer(403, { "retry-after": "3600" }));
    stopped = true;
    expect(pace.overlong()).toBeUndefined();
    await pace.admit("PUT");
  });

  it("learns nothing from a request without an answer", async () => {
    const { clock, pace } = startPace();
    (await pace.admit("PUT"))(
      new TransportError({
        code: "timeout",
        delivery: "unknown",
        method: "PUT",
        host: "api.github.com",
      }),
    );
    await pace.admit("PUT");
    expect(clock.now()).toBe(0);
  });
});
