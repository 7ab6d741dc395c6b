import { describe, expect, it } from "vitest";
import type { Revocable } from "../../../src/rotation/due.ts";
import { weigh } from "../../../src/rotation/evidence.ts";
import type { Observation, Policy } from "../../../src/rotation/observation.ts";
import { capReached, type Room, roomFor } from "../../../src/rotation/room.ts";
import {
  cellAt,
  DAY,
  FENCE_MS,
  handMade,
  HOUR,
  minted,
  MINUTE,
  NOW,
  observationOf,
  placed,
  policyOf,
} from "./observations.ts";

function room(
  facts: Partial<Observation> & { readonly now?: number },
  candidates: readonly Revocable[],
  policy: Partial<Policy> = {},
): Room {
  const observation = observationOf(facts);
  const settings = policyOf({ maxLiveTokens: 2, ...policy });
  const evidence = weigh(observation, settings);
  return roomFor(observation, settings, evidence, candidates);
}

const candidate = (
  clientId: string,
  revocableFrom: number | undefined,
  adopts?: string,
): Revocable => ({
  clientId,
  outOfUseSince: revocableFrom,
  revocableFrom,
  adopts,
  isNamed: false,
});

const ids = (some: readonly Revocable[]): string[] =>
  some.map(({ clientId }) => clientId);

const OLD = minted("old", NOW - 2 * DAY);
const CURRENT = minted("current", NOW - DAY);
const SOUND = { tokens: [OLD, CURRENT], secrets: [cellAt(NOW - DAY)] };

describe("room under the cap", () => {
  const due = [candidate("old", NOW), candidate("current", NOW)];

  it("is there below it, and then nothing has to go", () => {
    const found = room(SOUND, due, { maxLiveTokens: 3 });
    expect(found).toMatchObject({ isFree: true, makeRoom: [] });
    expect(ids(found.idle)).toEqual(["old"]);
  });

  it("is made at the cap by what is out of use and due", () => {
    const found = room(SOUND, due);
    expect(found.isFree).toBe(true);
    expect(ids(found.makeRoom)).toEqual(["old"]);
  });

  it("is not there while the overlap lasts", () => {
    const found = room(SOUND, [candidate("old", NOW + 1)]);
    expect(found).toMatchObject({ isFree: false, makeRoom: [] });
    expect(ids(found.idle)).toEqual(["old"]);
  });

  it("is not made by the admin token (I3)", () => {
    const found = room(SOUND, due, { adminClientId: "old" });
    expect(found).toMatchObject({ isFree: false, makeRoom: [] });
  });

  it("is not there where one leaves and one too many stays", () => {
    const third = minted("third", NOW - 3 * DAY);
    const facts = { ...SOUND, tokens: [...SOUND.tokens, third] };
    const found = room(facts, [candidate("old", NOW)]);
    expect(found.isFree).toBe(false);
    expect(ids(found.makeRoom)).toEqual(["old"]);
  });

  it("is not made by the last credential that remembers a live hand-made token", () => {
    const hand = handMade("hand", NOW - 9 * DAY);
    const knower = minted("old", NOW - 2 * DAY, {
      named: { clientId: "hand", as: "adopted" },
    });
    const facts = { ...SOUND, tokens: [hand, knower, CURRENT] };
    const one = candidate("old", NOW, "hand");
    expect(room(facts, [one]).makeRoom).toEqual([]);
    const other = candidate("current", undefined, "hand");
    expect(ids(room(facts, [other, one]).makeRoom)).toEqual(["old"]);
  });
});

describe("room while a secret is missing or drifted", () => {
  const secrets = [cellAt(NOW - DAY, "A"), cellAt(undefined, "B")];
  const unclear = { ...SOUND, secrets };
  // The newest was minted at its fence's length before its end.
  const lastActivity = NOW - DAY + FENCE_MS;

  it("is made by members that no other secret can hold, once the overlap has passed since the last write there can have been", () => {
    const candidates = [
      candidate("old", undefined),
      candidate("current", undefined),
      candidate("hand", undefined),
    ];
    const overlapMs = DAY - FENCE_MS;
    const found = room(unclear, candidates, { overlapMs });
    expect(found.isFree).toBe(true);
    expect(found.idle).toEqual([
      {
        clientId: "old",
        outOfUseSince: lastActivity,
        revocableFrom: lastActivity + overlapMs,
        adopts: undefined,
        isNamed: false,
      },
    ]);
    expect(ids(found.makeRoom)).toEqual(["old"]);
    const early = room(unclear, candidates, { overlapMs: overlapMs + 1 });
    expect(early).toMatchObject({ isFree: false, makeRoom: [] });
  });
});

describe("a rotation that waiting could never free", () => {
  // Two credentials in two secrets, and nothing that could tell them apart.
  const a = minted("a", NOW - 3 * DAY);
  const b = minted("b", NOW - 2 * DAY);
  const secrets = [cellAt(NOW - 3 * DAY, "A"), cellAt(NOW - 2 * DAY, "B")];
  const stuck = { tokens: [a, b], secrets };

  it("may mint one more than the cap, once the overlap has passed", () => {
    const overlapMs = 2 * DAY - FENCE_MS;
    expect(room(stuck, [], { overlapMs }).isFree).toBe(true);
    expect(room(stuck, [], { overlapMs: overlapMs + 1 }).isFree).toBe(false);
  });

  it("is not stuck while one of those that stay is held by no secret", () => {
    const idle = minted("idle", NOW - 5 * DAY);
    const facts = { ...stuck, tokens: [idle, a, b] };
    expect(room(facts, [], { overlapMs: 0 }).isFree).toBe(false);
  });

  it("is not stuck while the newest is within its fence", () => {
    const young = minted("b", NOW - MINUTE);
    const facts = {
      tokens: [a, young],
      secrets: [cellAt(NOW - 3 * DAY, "A"), cellAt(NOW, "B")],
    };
    expect(room(facts, [], { overlapMs: 0 }).isFree).toBe(false);
  });

  it("is not stuck while an older one is within a longer fence", () => {
    const stuckBut = (fenceMs: number) => ({
      tokens: [
        minted("a", NOW - HOUR, { fenceMs }),
        minted("b", NOW - FENCE_MS),
      ],
      secrets: [cellAt(NOW - HOUR, "A"), cellAt(NOW - FENCE_MS, "B")],
    });
    const policy = { overlapMs: 0 };
    expect(room(stuckBut(HOUR), [], policy).isFree).toBe(true);
    expect(room(stuckBut(2 * HOUR), [], policy).isFree).toBe(false);
  });
});

describe("why there is no room", () => {
  it("is the cadence where all but the newest wait for their overlap", () => {
    const found = room(SOUND, [
      candidate("old", NOW + DAY),
      candidate("current", undefined),
    ]);
    expect(found).toMatchObject({ cause: "cadence", freeFrom: NOW + DAY });
  });

  it.each([
    ["one may be in use", [candidate("old", undefined)]],
    ["nothing is superseded", [candidate("current", undefined)]],
    ["none is past its fence", []],
  ])("is runs that did not finish where %s", (_name, candidates) => {
    const found = room(SOUND, candidates);
    expect(found).toMatchObject({ cause: "unfinished", freeFrom: undefined });
  });

  it("ends when the first of several may go", () => {
    const waiting = [
      candidate("a", NOW + 2 * HOUR),
      candidate("b", NOW + HOUR),
      candidate("c", NOW + DAY),
    ];
    expect(room(SOUND, waiting)).toMatchObject({ freeFrom: NOW + HOUR });
    const others = [...waiting, candidate("d", undefined)];
    expect(room(SOUND, others)).toMatchObject({
      cause: "unfinished",
      freeFrom: NOW + HOUR,
    });
  });

  it("counts only what is covered", () => {
    const elsewhere = minted("elsewhere", NOW - 3 * DAY, placed(7));
    const facts = { ...SOUND, tokens: [elsewhere, CURRENT] };
    expect(room(facts, [])).toMatchObject({ isFree: true, live: 1 });
  });
});

describe("an error at the cap", () => {
  it.each([
    ["cadence", "Rotations are more frequent than `overlap`"],
    ["unfinished", "Some may still be in use"],
    ["drained", "Active workflow runs may be using"],
  ] as const)("tells the true reason: %s", (cause, start) => {
    const full = { live: 3, cause, freeFrom: NOW };
    expect(capReached(full, policyOf({ maxLiveTokens: 2 }))).toMatchObject({
      code: "cap-reached",
      summary:
        "The rotation has 3 live tokens, max-live-tokens is 2, and too few of them may be revoked yet.",
      remedy: expect.stringContaining(`Nothing was minted. ${start}`) as string,
      rerun: "safe",
      notBefore: NOW,
    });
  });
});
