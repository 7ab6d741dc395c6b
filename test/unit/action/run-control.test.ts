import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RunControl } from "../../../src/action/run-control.ts";

const RUN_MS = 60_000;

let control: RunControl;

beforeEach(() => {
  vi.useFakeTimers();
  control = new RunControl(RUN_MS, () => performance.now());
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

describe("the time of a run", () => {
  const ORIGIN = "https://a.test";
  const DAY_MS = 86_400_000;

  it("passes on the monotonic clock while nothing says otherwise", async () => {
    control.noteServiceTime(ORIGIN, undefined);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(control.clock.elapsed()).toBe(1_500);
  });

  it("passes on a service's clock while the machine's own stands still", async () => {
    control.noteServiceTime(ORIGIN, 10 * DAY_MS);
    await vi.advanceTimersByTimeAsync(500);
    control.noteServiceTime(ORIGIN, 11 * DAY_MS);
    expect(control.clock.elapsed()).toBe(DAY_MS - 1_000);
    expect(control.stopSignal.stopped()).toBe("deadline");
    expect(control.remainingMs()).toBeLessThan(0);
    await vi.advanceTimersByTimeAsync(100);
    expect(control.clock.elapsed()).toBe(DAY_MS - 900);
  });

  it("compares a service's clock with itself alone", () => {
    control.noteServiceTime(ORIGIN, 10 * DAY_MS);
    control.noteServiceTime("https://b.test", 20 * DAY_MS);
    expect(control.clock.elapsed()).toBe(0);
  });

  it("counts a service from when it was first heard", async () => {
    await vi.advanceTimersByTimeAsync(20_000);
    control.noteServiceTime(ORIGIN, DAY_MS);
    control.noteServiceTime(ORIGIN, DAY_MS + 11_000);
    expect(control.clock.elapsed()).toBe(30_000);
  });

  it("does not count what whole seconds may hide, nor a clock that goes back", async () => {
    control.noteServiceTime(ORIGIN, DAY_MS);
    await vi.advanceTimersByTimeAsync(10);
    control.noteServiceTime(ORIGIN, DAY_MS + 1_000);
    control.noteServiceTime(ORIGIN, 0);
    expect(control.clock.elapsed()).toBe(10);
  });

  it("passes on the wall's clock, too, and never goes back", () => {
    let wall = 0;
    const own = new RunControl(
      RUN_MS,
      () => 0,
      () => wall,
    );
    wall = RUN_MS - 1;
    expect(own.stopSignal.stopped()).toBeUndefined();
    wall = RUN_MS;
    expect(own.stopSignal.stopped()).toBe("deadline");
    wall = 0;
    expect(own.clock.elapsed()).toBe(RUN_MS);
    own.dispose();
  });
});
