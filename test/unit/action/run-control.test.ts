import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  createRunControl,
  type RunControl,
} from "../../../src/action/run-control.ts";

const RUN_MS = 60_000;

let control: RunControl;

beforeEach(() => {
  vi.useFakeTimers();
  control = createRunControl(RUN_MS, () => performance.now());
});
afterEach(() => {
  control.dispose();
  vi.useRealTimers();
});

/** Whether a sleep of so many milliseconds is over by now. */
function sleeping(milliseconds: number): { isOver: boolean } {
  const state = { isOver: false };
  void control.clock.sleep(milliseconds).then(() => {
    state.isOver = true;
  });
  return state;
}

describe("a run", () => {
  it("goes on until its deadline", async () => {
    expect(control.stopSignal.stopped()).toBeUndefined();
    await vi.advanceTimersByTimeAsync(RUN_MS - 1);
    expect(control.remainingMs()).toBe(1);
    expect(control.stopSignal.stopped()).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(control.stopSignal.stopped()).toBe("deadline");
    expect(control.requests.aborted).toBe(false);
  });

  it("that is past its deadline may still take back, for six seconds", async () => {
    await vi.advanceTimersByTimeAsync(RUN_MS + 5_000);
    expect(control.takeBackRemainingMs()).toBe(6_000);
  });

  it("sleeps as long as it is told, but not beyond its deadline", async () => {
    const short = sleeping(1_000);
    const long = sleeping(10 * RUN_MS);
    await vi.advanceTimersByTimeAsync(999);
    expect(short.isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(short.isOver).toBe(true);
    expect(long.isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(RUN_MS - 1_000);
    expect(long.isOver).toBe(true);
  });

  it("does not sleep at all once it is stopped", async () => {
    control.cancel();
    const sleep = sleeping(1_000);
    await vi.advanceTimersByTimeAsync(0);
    expect(sleep.isOver).toBe(true);
  });
});

describe("a run that is cancelled (L3)", () => {
  it("wakes, lets requests finish for three seconds, and takes back for six", async () => {
    const sleep = sleeping(30_000);
    await vi.advanceTimersByTimeAsync(1_000);
    control.cancel();
    await vi.advanceTimersByTimeAsync(0);
    expect(sleep.isOver).toBe(true);
    expect(control.stopSignal.stopped()).toBe("cancelled");
    expect(control.takeBackRemainingMs()).toBe(6_000);

    await vi.advanceTimersByTimeAsync(2_999);
    expect(control.requests.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(control.requests.aborted).toBe(true);
    expect(control.takingBack.aborted).toBe(false);

    await vi.advanceTimersByTimeAsync(3_000);
    expect(control.takingBack.aborted).toBe(true);
    expect(control.takeBackRemainingMs()).toBe(0);
  });

  it("gains no time by a second signal", async () => {
    control.cancel();
    await vi.advanceTimersByTimeAsync(2_000);
    control.cancel();
    expect(control.takeBackRemainingMs()).toBe(4_000);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(control.requests.aborted).toBe(true);
  });

  it("stays cancelled when its deadline passes", async () => {
    control.cancel();
    await vi.advanceTimersByTimeAsync(2 * RUN_MS);
    expect(control.stopSignal.stopped()).toBe("cancelled");
  });
});

describe("a run that is over", () => {
  it("leaves no timer behind", () => {
    void control.clock.sleep(1_000);
    control.cancel();
    expect(vi.getTimerCount()).toBeGreaterThan(0);
    control.dispose();
    expect(vi.getTimerCount()).toBe(0);
  });
});
