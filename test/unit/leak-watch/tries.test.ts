import { describe, expect, it } from "vitest";
import type { Leak, Standing } from "../../../src/leak-watch/decide.ts";
import { chooseTries } from "../../../src/leak-watch/tries.ts";
import { Secret } from "../../../src/rotation/secret.ts";

const STANDINGS: Readonly<Record<string, Standing>> = {
  new: "ours",
  old: "ours",
  admin: "admin",
  hand: "foreign",
};

const register = {
  newest: "new",
  standingOf: (clientId: string): Standing => STANDINGS[clientId] ?? "unlisted",
};

function leaksOf(clientId: string, count: number): readonly Leak[] {
  return Array.from({ length: count }, (_, n) => ({
    clientId,
    value: new Secret(`${clientId} ${String(n)}`),
    alerts: [
      { repository: "a/b", number: n, createdAt: n, validity: undefined },
    ],
  }));
}

const choose = (leaks: readonly Leak[], turn = 0, most = 20) =>
  chooseTries(leaks, register, "admin", turn, most);

const idsOf = (leaks: readonly Leak[]): readonly string[] =>
  leaks.map(({ clientId }) => clientId);

const numbersOf = (leaks: readonly Leak[]): readonly number[] =>
  leaks.map(({ alerts }) => alerts[0]?.number ?? -1);

describe("The choice of values to try", () => {
  it("is all of them where they are few, each once", () => {
    const leaks = [...leaksOf("new", 3), ...leaksOf("gone", 4)];
    expect(new Set(choose(leaks))).toEqual(new Set(leaks));
    expect(choose(leaks)).toHaveLength(7);
  });

  it("is never more than a run may try", () => {
    expect(choose(leaksOf("new", 10_000))).toHaveLength(20);
    expect(choose(leaksOf("gone", 10_000))).toHaveLength(20);
  });

  it("goes around the listed tokens, the rotation's newest first, then astra-token", () => {
    const leaks = [
      ...leaksOf("gone", 30),
      ...leaksOf("hand", 30),
      ...leaksOf("admin", 30),
      ...leaksOf("old", 30),
      ...leaksOf("new", 30),
    ];
    const ids = idsOf(choose(leaks));
    expect(ids.slice(0, 2)).toEqual(["new", "admin"]);
    expect(ids.slice(4, 6)).toEqual(["new", "admin"]);
    for (const clientId of ["new", "admin", "old", "hand"]) {
      expect(ids.filter((one) => one === clientId)).toHaveLength(5);
    }
  });

  it("gives what listed tokens leave to those that are not listed", () => {
    const ids = idsOf(choose([...leaksOf("gone", 99), ...leaksOf("new", 2)]));
    expect(ids.slice(0, 2)).toEqual(["new", "new"]);
    expect(ids.slice(2)).toEqual(Array.from({ length: 18 }, () => "gone"));
  });

  it("takes the newest and drawn ones by turns", () => {
    const numbers = numbersOf(choose(leaksOf("new", 1_000), 500, 6));
    expect(numbers).toEqual([999, 499, 998, 498, 997, 497]);
  });

  it("reaches every value within few turns", () => {
    const leaks = leaksOf("new", 200);
    const seen = new Set<Leak>();
    for (let turn = 0; turn < 200; turn += 7) {
      for (const leak of choose(leaks, turn)) seen.add(leak);
    }
    expect(seen.size).toBe(200);
  });

  it("has other strangers begin in other turns where there are more than tries", () => {
    const many = Array.from({ length: 40 }, (_, n) => `hand${String(n)}`);
    const crowd = {
      newest: "new",
      standingOf: (): Standing => "foreign",
    };
    const leaks = many.flatMap((clientId) => leaksOf(clientId, 1));
    const seen = new Set(
      [0, 20].flatMap((turn) =>
        idsOf(chooseTries(leaks, crowd, "admin", turn)),
      ),
    );
    expect(seen.size).toBe(40);
  });
});
