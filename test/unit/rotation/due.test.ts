import { describe, expect, it } from "vitest";
import {
  dueNow,
  inOrder,
  isDue,
  type Revocable,
  withoutLastWitnesses,
} from "../../../src/rotation/due.ts";
import { NOW } from "./observations.ts";

const revocable = (
  clientId: string,
  facts: Partial<Revocable> = {},
): Revocable => ({
  clientId,
  outOfUseSince: undefined,
  revocableFrom: NOW,
  adopts: undefined,
  isNamed: false,
  ...facts,
});
const remembering = (clientId: string, adopts: string): Revocable =>
  revocable(clientId, { adopts });

const ids = (some: readonly Revocable[]): string[] =>
  some.map(({ clientId }) => clientId);

const WAITING = { now: NOW, atOnce: false, keep: undefined };

describe("isDue", () => {
  it.each([
    ["before the overlap has passed", NOW + 1, false],
    ["at the instant at which it has", NOW, true],
    ["later", NOW - 1, true],
    ["while nothing proves it out of use", undefined, false],
  ])("%s", (_name, revocableFrom, expected) => {
    expect(isDue(revocable("a", { revocableFrom }), NOW)).toBe(expected);
  });
});

describe("what is due now", () => {
  const young = revocable("young", { revocableFrom: NOW + 1 });
  const frozen = [revocable("a"), young, revocable("gone")];
  const live = new Set(["a", "young"]);

  it("is what is live and past its overlap", () => {
    expect(ids(dueNow(frozen, live, WAITING))).toEqual(["a"]);
  });

  it("is all that is live, when it goes at once", () => {
    const rule = { ...WAITING, atOnce: true };
    expect(ids(dueNow(frozen, live, rule))).toEqual(["a", "young"]);
  });

  it("is never the token that the run has to keep (I3)", () => {
    for (const atOnce of [true, false]) {
      const rule = { ...WAITING, atOnce, keep: "a" };
      expect(ids(dueNow(frozen, live, rule))).not.toContain("a");
    }
  });

  it("leaves the last credential that remembers a live hand-made token", () => {
    const witness = remembering("witness", "hand");
    const both = new Set(["witness", "hand"]);
    expect(dueNow([witness], both, WAITING)).toEqual([]);
    const another = remembering("another", "hand");
    const three = new Set([...both, "another"]);
    const left = dueNow([witness], three, WAITING, [witness, another]);
    expect(ids(left)).toEqual(["witness"]);
  });
});

describe("the last credential that remembers a hand-made token", () => {
  const old = remembering("old", "hand");
  const young = remembering("young", "hand");
  const hand = revocable("hand");
  const all = new Set(["old", "young", "hand"]);

  it("stays while that token stays: the youngest of those that go", () => {
    const left = withoutLastWitnesses([old, young], [old, young], all);
    expect(ids(left)).toEqual(["old"]);
  });

  it("goes with that token", () => {
    const due = [hand, old, young];
    expect(withoutLastWitnesses(due, due, all)).toEqual(due);
  });

  it("goes once that token is gone", () => {
    const due = [old, young];
    const live = new Set(["old", "young"]);
    expect(withoutLastWitnesses(due, due, live)).toEqual(due);
  });

  it("goes while another one that stays remembers it", () => {
    for (const witnesses of [
      [old, young],
      [young, old],
    ]) {
      expect(withoutLastWitnesses([old], witnesses, all)).toEqual([old]);
      expect(withoutLastWitnesses([young], witnesses, all)).toEqual([young]);
    }
  });

  it("stays where the only other witness is gone already", () => {
    const live = new Set(["old", "hand"]);
    expect(withoutLastWitnesses([old], [old, young], live)).toEqual([]);
  });

  it("is told apart by token", () => {
    const other = remembering("other", "elsewhere");
    const live = new Set(["old", "other", "hand", "elsewhere"]);
    expect(withoutLastWitnesses([old, other], [old, other], live)).toEqual([]);
  });

  it("is none where nothing is remembered", () => {
    const due = [revocable("a"), revocable("b")];
    const live = new Set(["a", "b"]);
    expect(withoutLastWitnesses(due, due, live)).toEqual(due);
  });
});

describe("the order of revocation", () => {
  it("is hand-made tokens, those that remember them, the admin token (I3)", () => {
    const due = [
      revocable("admin"),
      remembering("witness", "hand"),
      revocable("hand"),
      remembering("witness-2", "hand"),
      revocable("plain"),
    ];
    expect(ids(inOrder(due, "admin"))).toEqual([
      "hand",
      "plain",
      "witness",
      "witness-2",
      "admin",
    ]);
  });

  it("puts an admin token that remembers another last, too", () => {
    const due = [remembering("admin", "hand"), remembering("w", "hand")];
    expect(ids(inOrder(due, "admin"))).toEqual(["w", "admin"]);
  });
});
