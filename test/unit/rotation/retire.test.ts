import { describe, expect, it } from "vitest";
import type { ListedToken } from "../../../src/rotation/credential.ts";
import type { Revocable } from "../../../src/rotation/due.ts";
import type { RunRecord } from "../../../src/rotation/outcome.ts";
import type { WriteAnswer } from "../../../src/rotation/ports.ts";
import {
  requireRevoked,
  retireDue,
  type Stage,
} from "../../../src/rotation/retire.ts";
import { parseMarker } from "../../../src/rotation/marker.ts";
import { ADMIN, handMade, NOW } from "./observations.ts";
import { errorOf, thrownBy } from "./outcomes.ts";
import { runOf } from "./runs.ts";
import { credentialOf, storeOf } from "./stand-ins.ts";

const revocable = (
  clientId: string,
  facts: Partial<Revocable> = {},
): Revocable => ({
  clientId,
  outOfUseSince: NOW,
  revocableFrom: NOW,
  adopts: undefined,
  isNamed: false,
  ...facts,
});

const FAILED = errorOf("The revocation did not succeed.");

/** Retires; every frozen credential is listed unless `gone` says otherwise. */
async function retired(
  frozen: readonly Revocable[],
  facts: Parameters<typeof runOf>[0] & {
    readonly stage?: Stage;
    readonly gone?: readonly string[];
    readonly witnesses?: readonly Revocable[];
  } = {},
) {
  const { stage = "after-publication", gone = [], witnesses, ...rest } = facts;
  const listed = [ADMIN, ...frozen.map(({ clientId }) => clientId)]
    .map((one) => (typeof one === "string" ? handMade(one, NOW) : one))
    .filter(({ clientId }) => !gone.includes(clientId));
  const unique = [...new Map(listed.map((one) => [one.clientId, one]))].map(
    ([, one]) => one,
  );
  const tokens: ListedToken[] = [...unique];
  const standIns = runOf({
    tokens,
    ...rest,
    observation: { ...rest.observation, tokens: unique },
  });
  const thrown: unknown = await retireDue(
    standIns.run,
    frozen,
    stage,
    ...(witnesses === undefined ? [] : [witnesses]),
  ).catch((error: unknown) => error);
  return { ...standIns, thrown, record: standIns.run.record };
}

const failing =
  (...ids: readonly string[]) =>
  (clientId: string): Promise<WriteAnswer> =>
    Promise.resolve(
      ids.includes(clientId)
        ? { kind: "unknown", error: FAILED }
        : { kind: "done" },
    );

const listing = (...lists: readonly (readonly string[])[]) => {
  let looks = 0;
  return () => {
    const shown = lists[Math.min(looks, lists.length - 1)] ?? [];
    looks += 1;
    const value = [ADMIN, ...shown.map((clientId) => handMade(clientId, NOW))];
    return Promise.resolve({ value, clock: undefined });
  };
};

describe("retirement", () => {
  it("revokes what is due, and has the list confirm it", async () => {
    const frozen = [
      revocable("a"),
      revocable("young", { revocableFrom: NOW + 1 }),
      revocable("b"),
    ];
    const { calls, steps, record, thrown } = await retired(frozen);
    expect(thrown).toBeUndefined();
    expect(calls).toEqual([
      "revoke a rotate",
      "revoke b rotate",
      "list rotate",
    ]);
    expect(record.revoked).toEqual(["a", "b"]);
    expect(record.unrevoked).toEqual([]);
    expect(steps).toEqual([
      { kind: "revoked", clientId: "a" },
      { kind: "revoked", clientId: "b" },
    ]);
  });

  it.each([
    [
      "notes when the token in previous-token was revoked",
      "a",
      { clientId: "a", answeredAt: 0 },
    ],
    ["notes nothing of the revocation of another", "other", undefined],
  ])("%s", async (_name, previousClientId, expected) => {
    const { record } = await retired([revocable("a"), revocable("b")], {
      policy: { previousClientId },
    });
    expect(record.revoked).toEqual(["a", "b"]);
    expect(record.previousRevocation).toEqual(expected);
  });

  it("sends nothing when nothing is due (I12)", async () => {
    const young = revocable("young", { revocableFrom: NOW + 1 });
    expect((await retired([young])).calls).toEqual([]);
    expect((await retired([])).calls).toEqual([]);
  });

  it("does not revoke again what is no longer listed, or what this run has revoked", async () => {
    const { calls } = await retired([revocable("gone"), revocable("done")], {
      gone: ["gone"],
      record: { revoked: ["done"] },
    });
    expect(calls).toEqual([]);
  });

  it("goes by the clock of the observation", async () => {
    const one = revocable("a", { revocableFrom: NOW - 5 });
    const early = await retired([one], { observation: { now: NOW - 6 } });
    expect(early.calls).toEqual([]);
    const late = await retired([one], { observation: { now: NOW - 5 } });
    expect(late.record.revoked).toEqual(["a"]);
  });

  describe("without an overlap", () => {
    const one = revocable("a", { revocableFrom: undefined });

    it("revokes all that is past its fence, once every target is confirmed", async () => {
      const policy = { overlapMs: 0 };
      const after = await retired([one], { policy });
      expect(after.record.revoked).toEqual(["a"]);
      const stage = "before-publication";
      const before = await retired([one], { policy, stage });
      expect(before.calls).toEqual([]);
    });

    it("so does an emergency, whatever the overlap", async () => {
      const policy = { compromised: true };
      expect((await retired([one], { policy })).record.revoked).toEqual(["a"]);
      expect((await retired([one])).calls).toEqual([]);
    });
  });

  describe("of the admin token (I3)", () => {
    const minted = {
      credential: credentialOf("fresh"),
      generatedOn: NOW,
      state: "published" as const,
    };
    const frozen = [revocable("admin"), revocable("a")];

    it("comes last, once the run authenticates with its successor", async () => {
      const { calls, record } = await retired(frozen, {
        record: { minted },
        list: () =>
          Promise.resolve({
            value: [handMade("fresh", NOW)],
            clock: undefined,
          }),
      });
      expect(record.successor).toBe("fresh");
      expect(calls).toEqual([
        "succeed fresh",
        "revoke a rotate",
        "revoke admin rotate",
        "list rotate",
      ]);
      expect(record.revoked).toEqual(["a", "admin"]);
    });

    it("is confirmed by a list that shows its successor, and by no other", async () => {
      const { record } = await retired(frozen, {
        record: { minted },
        list: listing([]),
      });
      expect(record).toMatchObject({
        revoked: [],
        unrevoked: ["a", "admin"],
      });
    });

    it("does not come before publication", async () => {
      const { calls } = await retired(frozen, { stage: "before-publication" });
      expect(calls).toEqual(["revoke a rotate", "list rotate"]);
    });

    it("needs no successor where it stays", async () => {
      const { calls, record } = await retired([revocable("a")], {
        record: { minted },
        list: listing(["fresh"]),
      });
      expect(calls).toEqual(["revoke a rotate", "list rotate"]);
      expect(record.successor).toBeUndefined();
    });
  });

  describe("with a drain", () => {
    const targets = [
      storeOf({ activeRuns: () => Promise.resolve({ kind: "active" }) }),
    ];

    it("keeps what workflow runs may hold", async () => {
      const policy = { drain: true };
      const { calls, record } = await retired([revocable("a")], {
        policy,
        targets,
      });
      expect(calls).toEqual([`readers acme/web ${String(NOW)}`]);
      expect(record.held).toEqual(["a"]);
    });

    it("keeps nothing in an emergency, and asks nobody", async () => {
      const policy = { drain: true, compromised: true };
      const { calls } = await retired([revocable("a")], { policy, targets });
      expect(calls).toEqual(["revoke a rotate", "list rotate"]);
    });

    it("is not asked for without the input", async () => {
      const { calls } = await retired([revocable("a")], { targets });
      expect(calls).toEqual(["revoke a rotate", "list rotate"]);
    });

    it("lets a credential go that another one outlives as witness", async () => {
      const one = revocable("a", { adopts: "hand" });
      const other = revocable("b", { adopts: "hand", revocableFrom: NOW + 1 });
      const { record } = await retired([one], {
        policy: { drain: true },
        targets: [storeOf()],
        witnesses: [other, one],
      });
      expect(record.revoked).toEqual(["a"]);
    });
  });

  describe("when a revocation fails", () => {
    it("goes on with the others, tells of it, and keeps the first reason", async () => {
      const frozen = [revocable("a"), revocable("b"), revocable("c")];
      const other = errorOf("Another one.");
      const { calls, steps, record } = await retired(frozen, {
        revoke: (clientId) =>
          Promise.resolve<WriteAnswer>(
            clientId === "b"
              ? { kind: "done" }
              : {
                  kind: "refused",
                  error: clientId === "a" ? FAILED : other,
                },
          ),
        list: listing(["a", "c"]),
      });
      expect(calls.slice(0, 3)).toEqual([
        "revoke a rotate",
        "revoke b rotate",
        "revoke c rotate",
      ]);
      expect(record).toMatchObject({
        revoked: ["b"],
        unrevoked: ["a", "c"],
        unrevokedBecause: FAILED,
      });
      expect(steps).toEqual([
        { kind: "revocation-failed", clientId: "a", error: FAILED },
        { kind: "revoked", clientId: "b" },
        { kind: "revocation-failed", clientId: "c", error: other },
      ]);
    });

    it("takes it for done when the list no longer shows it", async () => {
      const { record } = await retired([revocable("a")], {
        revoke: failing("a"),
        list: listing([]),
      });
      expect(record).toMatchObject({ revoked: ["a"], unrevoked: [] });
    });

    it("gives it no second look", async () => {
      const { calls, sleeps } = await retired([revocable("a")], {
        revoke: failing("a"),
        list: listing(["a"]),
      });
      expect(calls).toEqual(["revoke a rotate", "list rotate"]);
      expect(sleeps).toEqual([]);
    });

    it("keeps the credential that remembers a hand-made token which would not go", async () => {
      const frozen = [
        revocable("hand"),
        revocable("knower", { adopts: "hand" }),
        revocable("plain"),
      ];
      const { calls, record } = await retired(frozen, {
        revoke: failing("hand"),
        list: listing(["hand", "knower"]),
      });
      expect(calls).not.toContain("revoke knower rotate");
      expect(calls).toContain("revoke plain rotate");
      expect(record).toMatchObject({ revoked: ["plain"], unrevoked: ["hand"] });
    });

    it("lets it go with one that went", async () => {
      const frozen = [
        revocable("hand"),
        revocable("knower", { adopts: "hand" }),
      ];
      const { record } = await retired(frozen);
      expect(record.revoked).toEqual(["hand", "knower"]);
    });
  });

  describe("when the list lags", () => {
    it("looks again, with growing pauses, until it no longer shows what was revoked", async () => {
      const { calls, sleeps, record } = await retired([revocable("a")], {
        list: listing(["a"], ["a"], []),
      });
      expect(calls.slice(1)).toEqual(Array(3).fill("list rotate"));
      expect(sleeps).toEqual([250, 500]);
      expect(record).toMatchObject({ revoked: ["a"], unrevoked: [] });
    });

    it("gives up after verify-timeout, says so, and leaves it to later runs", async () => {
      const { sleeps, record, steps } = await retired(
        [revocable("a"), revocable("b")],
        { list: listing(["a"]) },
      );
      expect(sleeps.reduce((sum, pause) => sum + pause, 0)).toBe(60_000);
      expect(record).toMatchObject({ revoked: ["b"], unrevoked: ["a"] });
      expect(record.unrevokedBecause).toBeUndefined();
      expect(steps[0]).toEqual({
        kind: "revocation-unconfirmed",
        clientId: "a",
      });
    });

    it("takes one that has expired for gone, listed or not", async () => {
      const { record } = await retired([revocable("a")], {
        list: () =>
          Promise.resolve({
            value: [ADMIN, handMade("a", NOW, { expiresOn: NOW })],
            clock: undefined,
          }),
      });
      expect(record).toMatchObject({ revoked: ["a"], unrevoked: [] });
    });

    it("looks again for the others when one failed", async () => {
      const { record, sleeps } = await retired(
        [revocable("a"), revocable("b")],
        { revoke: failing("a"), list: listing(["a", "b"], ["a"]) },
      );
      expect(sleeps).toHaveLength(1);
      expect(record).toMatchObject({ revoked: ["b"], unrevoked: ["a"] });
    });

    it("does not look again once the run is stopped (L3)", async () => {
      let looks = 0;
      const { sleeps, record } = await retired([revocable("a")], {
        list: () => {
          looks += 1;
          return listing(["a"])();
        },
        stopped: () => (looks > 0 ? "cancelled" : undefined),
      });
      expect(sleeps).toEqual([]);
      expect(record).toMatchObject({ revoked: [], unrevoked: ["a"] });
    });
  });

  it.each([
    ["cannot be read", () => Promise.reject(errorOf("No."))],
    [
      "lacks the token that asked for it",
      () => Promise.resolve({ value: [], clock: undefined }),
    ],
  ])("believes no revocation while the list %s", async (_name, list) => {
    const { record } = await retired([revocable("a"), revocable("b")], {
      revoke: failing("a"),
      list,
    });
    expect(record).toMatchObject({ revoked: [], unrevoked: ["a", "b"] });
  });

  describe("when the list no longer shows what this run has published", () => {
    const minted = {
      credential: credentialOf("fresh"),
      generatedOn: NOW,
      state: "published" as const,
    };

    it("records that with one credential that it publishes nowhere", async () => {
      const { calls, thrown, record, orders, steps } = await retired(
        [revocable("a")],
        { record: { minted }, list: listing([]) },
      );
      expect(thrown).toMatchObject({ code: "suspended" });
      expect(record.minted?.state).toBe("partly-published");
      expect(calls.at(-1)).toBe("mint compensate");
      expect(parseMarker(orders[0]?.description ?? "")).toMatchObject({
        cause: "record",
        named: { clientId: "fresh", as: "witnessed" },
      });
      expect(steps.at(-1)).toMatchObject({ kind: "recorded" });
    });

    it("says nothing of it where no list could be read", async () => {
      const { thrown, record } = await retired([revocable("a")], {
        record: { minted },
        list: () => Promise.reject(errorOf("No.")),
      });
      expect(thrown).toBeUndefined();
      expect(record).toMatchObject({
        minted: { state: "published" },
        unrevoked: ["a"],
      });
    });

    it("waits for a list that only lags", async () => {
      const { thrown, record } = await retired([revocable("a")], {
        record: { minted },
        list: listing([], [], ["fresh"]),
      });
      expect(thrown).toBeUndefined();
      expect(record.minted?.state).toBe("published");
    });
  });

  describe("when the run is stopped", () => {
    it("begins no further revocation, confirms those before and says so (L3)", async () => {
      let revocations = 0;
      const { calls, record, thrown } = await retired(
        [revocable("a"), revocable("b")],
        {
          revoke: () => {
            revocations += 1;
            return Promise.resolve({ kind: "done" });
          },
          list: listing([]),
          stopped: () => (revocations > 0 ? "deadline" : undefined),
        },
      );
      expect(calls).toEqual(["revoke a rotate", "list rotate"]);
      expect(record.revoked).toEqual(["a"]);
      expect(thrown).toMatchObject({ code: "deadline" });
    });

    it("has nothing to confirm where it began none", async () => {
      const { calls, thrown } = await retired([revocable("a")], {
        stopped: () => "cancelled",
      });
      expect(calls).toEqual([]);
      expect(thrown).toMatchObject({ code: "cancelled" });
    });

    it.each([
      ["the last", [revocable("a")]],
      [
        "the last, which remembers a hand-made one",
        [revocable("hand"), revocable("knower", { adopts: "hand" })],
      ],
    ])(
      "has done everything where the stop came after %s",
      async (_name, frozen) => {
        let revocations = 0;
        const { record, thrown } = await retired(frozen, {
          revoke: () => {
            revocations += 1;
            return Promise.resolve({ kind: "done" });
          },
          list: listing([]),
          stopped: () =>
            revocations === frozen.length ? "cancelled" : undefined,
        });
        expect(record.revoked).toHaveLength(frozen.length);
        expect(thrown).toBeUndefined();
      },
    );

    it("says nothing where all that is left is kept on purpose", async () => {
      const { thrown } = await retired(
        [revocable("hand"), revocable("knower", { adopts: "hand" })],
        { revoke: failing("hand"), list: listing(["hand"]) },
      );
      expect(thrown).toBeUndefined();
    });
  });
});

describe("an error about revocations", () => {
  const recordOf = (facts: Partial<RunRecord>): RunRecord =>
    runOf({ record: facts }).run.record;

  it("is none where all were confirmed", () => {
    expect(() => {
      requireRevoked(recordOf({ revoked: ["a"] }));
    }).not.toThrow();
  });

  it("names what is left, and claims nothing", () => {
    const one = thrownBy(() => {
      requireRevoked(recordOf({ unrevoked: ["a"] }));
    });
    expect(one).toMatchObject({
      code: "revoke-incomplete",
      summary: "Astra's token list does not confirm that token a is gone.",
      remedy:
        "Run again. Every run tries until it succeeds; you can also revoke it in the Astra Portal (Settings › Tokens).",
      rerun: "safe",
    });
    expect(one).not.toHaveProperty("cause");
  });

  it("says why, where a request said so", () => {
    const reason = errorOf("No permission.", { rerun: "fix-first" });
    const two = thrownBy(() => {
      requireRevoked(
        recordOf({ unrevoked: ["a", "b"], unrevokedBecause: reason }),
      );
    });
    expect(two).toMatchObject({
      summary:
        "Astra's token list does not confirm that tokens a, b are gone. No permission.",
      remedy:
        "Remedy of: No permission. Every run tries until it succeeds; you can also revoke them in the Astra Portal (Settings › Tokens).",
      rerun: "fix-first",
      cause: reason,
    });
  });
});
