import { describe, expect, it } from "vitest";
import { drained } from "../../../src/rotation/drain.ts";
import type { Revocable } from "../../../src/rotation/due.ts";
import type { RunRecord } from "../../../src/rotation/outcome.ts";
import type { ActiveRuns, TargetStore } from "../../../src/rotation/ports.ts";
import { HOUR, NOW } from "./observations.ts";
import { errorOf } from "./outcomes.ts";
import { runOf } from "./runs.ts";
import { doneAt, storeOf } from "./stand-ins.ts";

const revocable = (
  clientId: string,
  outOfUseSince?: number,
  adopts?: string,
): Revocable => ({
  clientId,
  outOfUseSince,
  revocableFrom: NOW,
  adopts,
  isNamed: false,
});

const ids = (some: readonly Revocable[]): string[] =>
  some.map(({ clientId }) => clientId);

/** A target with workflow runs that began before that instant. */
const busySince = (startedAt: number, name = "acme/web"): TargetStore =>
  storeOf({
    name,
    activeRuns: (replacedAt) =>
      Promise.resolve({ kind: startedAt <= replacedAt ? "active" : "none" }),
  });

async function drain(
  due: readonly Revocable[],
  targets: readonly TargetStore[],
  record: Partial<RunRecord> = {},
  witnesses = due,
) {
  const { run, calls, steps } = runOf({ targets, record });
  const live = new Set([...ids(due), "hand"]);
  const going = await drained(run, due, witnesses, live);
  return { going: ids(going), calls, steps, record: run.record };
}

describe("a drain", () => {
  it("lets go what no workflow run can hold", async () => {
    const due = [revocable("b", NOW - HOUR), revocable("a", NOW)];
    const { going, steps, record } = await drain(due, [storeOf()]);
    expect(going).toEqual(["b", "a"]);
    expect(steps).toEqual([]);
    expect(record.held).toEqual([]);
  });

  it("keeps what one may hold, says so and records it", async () => {
    const due = [revocable("a", NOW), revocable("b", NOW)];
    const { going, steps, record } = await drain(due, [busySince(NOW)]);
    expect(going).toEqual([]);
    expect(steps).toEqual([{ kind: "held", clientIds: ["a", "b"] }]);
    expect(record.held).toEqual(["a", "b"]);
  });

  it("asks in the order of replacement, each instant once, up to the first that is held", async () => {
    const due = [
      revocable("late", NOW),
      revocable("held", NOW - 9_000),
      revocable("early", NOW - 100_000),
      revocable("early too", NOW - 100_000),
    ];
    const { going, calls } = await drain(due, [busySince(NOW - 50_000)]);
    expect(going).toEqual(["early", "early too"]);
    expect(calls).toEqual([
      `readers acme/web ${String(NOW - 100_000)}`,
      `readers acme/web ${String(NOW - 9_000)}`,
    ]);
  });

  it("asks every target, and lets go only what all of them allow", async () => {
    const due = [revocable("a", NOW)];
    const targets = [storeOf({ name: "x" }), busySince(NOW, "y")];
    const { going, calls } = await drain(due, targets);
    expect(going).toEqual([]);
    expect(calls).toHaveLength(2);
  });

  it("asks nothing when nothing is due", async () => {
    const { going, calls, steps } = await drain([], [storeOf()]);
    expect({ going, calls, steps }).toEqual({
      going: [],
      calls: [],
      steps: [],
    });
  });

  describe("when a credential was in use until this run's own writes", () => {
    const due = [revocable("a")];
    const writes = (...secrets: ReturnType<typeof doneAt>[]) => ({
      targets: [{ target: "acme/web", secrets }],
    });

    it("goes by the latest of them", async () => {
      const record = writes(doneAt(NOW, "A"), doneAt(NOW + 2_000, "B"));
      const { calls } = await drain(due, [storeOf()], record);
      expect(calls).toEqual([`readers acme/web ${String(NOW + 2_000)}`]);
    });

    it.each([
      ["it wrote nothing", {}],
      ["the time of a write is unknown", writes(doneAt(undefined))],
      [
        "a write is unknown",
        writes(doneAt(NOW, "A"), {
          secret: "B",
          answer: { kind: "unknown", error: errorOf("Lost.") },
        } as never),
      ],
    ])("asks about every run where %s", async (_name, record) => {
      const { calls } = await drain(due, [storeOf()], record);
      expect(calls).toEqual(["readers acme/web Infinity"]);
    });
  });

  describe("when workflow runs cannot be read", () => {
    const error = errorOf("Actions: read is missing.");
    const unreadable = (name: string): TargetStore =>
      storeOf({
        name,
        activeRuns: () =>
          Promise.resolve<ActiveRuns>({ kind: "unreadable", error }),
      });

    it("keeps the credential and warns, naming those targets", async () => {
      const targets = [
        unreadable("a"),
        storeOf({ name: "b" }),
        unreadable("c"),
      ];
      const { going, steps, record } = await drain(
        [revocable("x", NOW)],
        targets,
      );
      const warning = { kind: "runs-unreadable", targets: ["a", "c"], error };
      expect(going).toEqual([]);
      expect(record.warnings).toEqual([warning]);
      expect(steps).toEqual([
        { kind: "warning", warning },
        { kind: "held", clientIds: ["x"] },
      ]);
    });
  });

  describe("when a hand-made token is held", () => {
    it("keeps the last credential that remembers it", async () => {
      const due = [
        revocable("knower", NOW - HOUR, "hand"),
        revocable("hand", NOW),
      ];
      const { going, record } = await drain(due, [busySince(NOW)]);
      expect(going).toEqual([]);
      expect(record.held).toEqual(["knower", "hand"]);
    });

    it("lets that one go where another witness stays", async () => {
      const due = [revocable("knower", NOW - HOUR, "hand")];
      const witnesses = [revocable("hand-2", NOW, "hand"), ...due];
      const live = [...due, revocable("hand-2")];
      const { run } = runOf({ targets: [storeOf()] });
      const going = await drained(
        run,
        due,
        witnesses,
        new Set([...ids(live), "hand"]),
      );
      expect(ids(going)).toEqual(["knower"]);
    });
  });
});
