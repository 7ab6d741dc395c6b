import { describe, expect, it } from "vitest";
import { decide } from "../../../src/rotation/decide.ts";
import { CLOCK_MARGIN_MS } from "../../../src/rotation/fence.ts";
import {
  requireNotLate,
  requireStillListed,
} from "../../../src/rotation/lost.ts";
import { parseMarker } from "../../../src/rotation/marker.ts";
import type { RunRecord } from "../../../src/rotation/outcome.ts";
import type { WriteResult } from "../../../src/rotation/ports.ts";
import {
  ADMIN,
  DAY,
  FENCE_MS,
  handMade,
  HOUR,
  LINEAGE,
  minted,
  NOW,
  observationOf,
  policyOf,
} from "./observations.ts";
import { lineageOf } from "../../../src/rotation/lineage.ts";
import { errorOf } from "./outcomes.ts";
import { runOf } from "./runs.ts";
import { credentialOf, doneAt } from "./stand-ins.ts";

const TIMELY_MS = FENCE_MS - CLOCK_MARGIN_MS;

/** A run whose machine stood still for so long between its minting and the answers to its writes. */
async function wake(
  stoodStill: number,
  ways: Parameters<typeof runOf>[0] = {},
  {
    mintedAt = 0,
    observedAt = 0,
    tokenLifetimeMs,
  }: {
    readonly mintedAt?: number;
    readonly observedAt?: number;
    readonly tokenLifetimeMs?: number;
  } = {},
) {
  const standIns = runOf({
    stoodStill: () => stoodStill,
    mint: () =>
      Promise.resolve({
        kind: "minted",
        credential: credentialOf("fresh", { generatedOn: NOW + stoodStill }),
      }),
    ...ways,
    record: {
      targets: [{ target: "a", secrets: [doneAt(NOW + stoodStill)] }],
      ...ways.record,
    },
  });
  const settings = { ...standIns.run.settings, tokenLifetimeMs };
  const run = { ...standIns.run, observedAt, settings };
  const thrown: unknown = await requireNotLate(run, credentialOf("fresh"), {
    elapsed: mintedAt,
  }).catch((error: unknown) => error);
  return { ...standIns, thrown, orders: standIns.orders };
}

/** What a run has recorded that replaces its own key, or another token. */
function recordAs(adminClientId: string): Partial<RunRecord> {
  const observation = observationOf({
    tokens: [minted("own", NOW - HOUR)],
    secrets: [],
  });
  return {
    decision: decide(
      observation,
      policyOf({ adminClientId, rotateAfterMs: 0 }),
    ),
    minted: {
      credential: credentialOf("fresh"),
      generatedOn: NOW,
      state: "unpublished",
    },
  };
}

const REFUSED = { kind: "refused", error: errorOf("No.") } as const;

const RECORDED = {
  kind: "minted",
  credential: credentialOf("record", { generatedOn: NOW + TIMELY_MS }),
} as const;

const UNRECORDED =
  "The secrets may hold a dead token. Run again at once with `compromised: true`, or with `previous-token` set: that replaces it.";

describe("a run whose writes were answered", () => {
  it("within its fence goes on", async () => {
    const { thrown, calls } = await wake(TIMELY_MS - 1);
    expect(thrown).toBeUndefined();
    expect(calls).toEqual([]);
  });

  it.each([
    ["before", -1, undefined],
    ["at", 0, { code: "suspended" }],
  ])(
    "is judged by the time since its minting: %s the end of that",
    async (_name, margin, expected) => {
      const mintedAt = 9 * HOUR;
      const stoodStill = mintedAt + TIMELY_MS + margin;
      const { thrown } = await wake(stoodStill, {}, { mintedAt });
      if (expected === undefined) expect(thrown).toBeUndefined();
      else expect(thrown).toMatchObject(expected);
    },
  );

  it("later than that records it, and does not end well", async () => {
    const { thrown, calls, steps } = await wake(TIMELY_MS);
    expect(thrown).toMatchObject({
      code: "suspended",
      summary:
        "This run was suspended while it was writing, and its token may have been revoked in the meantime.",
      remedy:
        "The secrets may hold a dead token. Run again at once: that replaces it.",
      rerun: "safe",
    });
    expect(calls).toEqual(["mint compensate"]);
    expect(steps).toEqual([{ kind: "recorded", clientId: "fresh" }]);
  });

  it("says so to the next run: no secret can hold the record, whose time follows the clock that has gone furthest", async () => {
    const { orders } = await wake(25 * HOUR);
    const description = orders[0]?.description ?? "";
    const marker = parseMarker(description);
    expect(marker).toMatchObject({
      cause: "record",
      mintedAt: NOW + 25 * HOUR,
      named: { clientId: "fresh", as: "witnessed" },
      lowWater: { generatedBefore: undefined, lastWrite: NOW + 25 * HOUR },
    });
    const fresh = minted("fresh", NOW, { attempt: "attempt_0001" });
    const record = {
      ...minted("record", NOW + 25 * HOUR),
      description,
    };
    const { members, copies } = lineageOf([fresh, record], LINEAGE);
    expect(members.map(({ hasDouble }) => hasDouble)).toEqual([false, false]);
    expect(copies).toEqual([]);
  });

  it("mints no record after a signal (L3)", async () => {
    const { thrown, calls } = await wake(TIMELY_MS, {
      stopped: () => "cancelled",
    });
    expect(thrown).toMatchObject({ code: "suspended", remedy: UNRECORDED });
    expect(calls).toEqual([]);
  });

  it("asks once more as its own credential where its key was replaced meanwhile", async () => {
    const answers = [REFUSED, RECORDED];
    const { calls, thrown, steps } = await wake(TIMELY_MS, {
      mint: () => Promise.resolve(answers.shift() ?? REFUSED),
      record: recordAs("own"),
    });
    expect(calls).toEqual([
      "mint compensate",
      "succeed fresh",
      "mint compensate",
    ]);
    expect(steps).toEqual([{ kind: "recorded", clientId: "record" }]);
    expect(thrown).toMatchObject({ code: "suspended" });
  });

  it.each([
    ["its key still mints", "own", RECORDED],
    ["its key is another rotation's, and is refused", "admin", REFUSED],
    [
      "nobody can tell whether the record was minted",
      "own",
      { kind: "unknown", error: errorOf("Lost.") } as const,
    ],
  ])("asks no more than once where %s", async (_name, admin, answer) => {
    const { calls } = await wake(TIMELY_MS, {
      mint: () => Promise.resolve(answer),
      record: recordAs(admin),
    });
    expect(calls).toEqual(["mint compensate"]);
  });

  it("says what to do where the record could not be minted", async () => {
    const { thrown, steps } = await wake(TIMELY_MS, {
      mint: () => Promise.resolve(REFUSED),
    });
    expect(thrown).toMatchObject({ remedy: UNRECORDED });
    expect(steps).toEqual([]);
  });
});

describe("the record of a suspended run", () => {
  const writes = (...secrets: readonly WriteResult[]) => ({
    record: { targets: [{ target: "a", secrets }] },
  });
  const failed: WriteResult = { secretName: "B", answer: REFUSED };
  const skipped: WriteResult = {
    secretName: "C",
    answer: { kind: "not-attempted" },
  };

  it.each([
    [
      "the last write that GitHub has confirmed",
      writes(doneAt(NOW + HOUR), doneAt(NOW + 26 * HOUR), failed, skipped),
      NOW + 26 * HOUR,
    ],
    [
      "its own time where the writes came before",
      writes(failed, doneAt(NOW + HOUR), skipped),
      NOW + 23 * HOUR,
    ],
    [
      "its own time where GitHub did not say when they came",
      writes(doneAt(undefined)),
      NOW + 23 * HOUR,
    ],
    ["its own time where none is confirmed", writes(failed), NOW + 23 * HOUR],
  ])("states as the last write %s", async (_name, ways, lastWrite) => {
    const times = { mintedAt: 2 * HOUR, observedAt: 2 * HOUR };
    const { orders } = await wake(25 * HOUR, ways, times);
    const { lowWater } = parseMarker(orders[0]?.description ?? "") ?? {};
    expect(lowWater).toEqual({ generatedBefore: undefined, lastWrite });
  });

  it("expires after token-lifetime, counted from its own minting", async () => {
    const { orders } = await wake(25 * HOUR, {}, { tokenLifetimeMs: 30 * DAY });
    expect(orders.map(({ expiresOn }) => expiresOn)).toEqual([
      NOW + 25 * HOUR + 30 * DAY,
    ]);
  });

  it("never expires without token-lifetime", async () => {
    const { orders } = await wake(25 * HOUR);
    expect(orders.map(({ expiresOn }) => expiresOn)).toEqual([undefined]);
  });
});

describe("a record that Astra dates otherwise than its marker", () => {
  it("is taken back, for the next run would not know it", async () => {
    const { thrown, calls, steps } = await wake(25 * HOUR, {
      mint: () =>
        Promise.resolve({ kind: "minted", credential: credentialOf("record") }),
    });
    expect(thrown).toMatchObject({ code: "suspended", remedy: UNRECORDED });
    expect(calls.slice(0, 3)).toEqual([
      "mint compensate",
      "list compensate",
      "revoke record compensate",
    ]);
    expect(steps.map(({ kind }) => kind)).toEqual([
      "recorded",
      "revocation-unconfirmed",
    ]);
  });
});

describe("a record whose minting Astra does not date", () => {
  it("stays: nothing says that the next run would not know it", async () => {
    const { calls, steps } = await wake(TIMELY_MS, {
      mint: () =>
        Promise.resolve({
          kind: "minted",
          credential: credentialOf("record", { generatedOn: undefined }),
        }),
    });
    expect(calls).toEqual(["mint compensate"]);
    expect(steps).toEqual([{ kind: "recorded", clientId: "record" }]);
  });
});

describe("a published credential that the list has lost", () => {
  /** Looks for `fresh`; the time to look is a minute. */
  async function look(ways: Parameters<typeof runOf>[0] = {}) {
    const standIns = runOf(ways);
    const thrown: unknown = await requireStillListed(
      standIns.run,
      credentialOf("fresh"),
    ).catch((error: unknown) => error);
    return { ...standIns, thrown };
  }
  const fresh = (expiresOn?: number) => handMade("fresh", NOW, { expiresOn });
  const unreadable = () => Promise.reject(errorOf("No list."));

  it("is none where the next list shows it", async () => {
    const { thrown, calls, sleeps } = await look({ tokens: [ADMIN, fresh()] });
    expect(thrown).toBeUndefined();
    expect(calls).toEqual(["list rotate"]);
    expect(sleeps).toEqual([]);
  });

  it("is none where a later list shows it", async () => {
    let looks = 0;
    const { thrown, calls, sleeps } = await look({
      list: () => {
        looks += 1;
        if (looks === 1) return unreadable();
        const value = looks < 4 ? [ADMIN] : [ADMIN, fresh()];
        return Promise.resolve({ value, clock: undefined });
      },
    });
    expect(thrown).toBeUndefined();
    expect(calls).toEqual(Array.from({ length: 4 }, () => "list rotate"));
    expect(sleeps).toEqual([2_000, 2_000, 2_000]);
  });

  it("is dead when no list shows it until verify-timeout is over: one last time then", async () => {
    const { thrown, calls, sleeps, orders } = await look();
    expect(thrown).toMatchObject({
      code: "suspended",
      summary:
        "Astra's token list no longer shows the token that this run published: it may have been revoked or have expired.",
      remedy:
        "The secrets may hold a dead token. Run again at once: that replaces it.",
      rerun: "safe",
    });
    expect(sleeps).toEqual(Array.from({ length: 30 }, () => 2_000));
    expect(calls).toEqual([
      ...Array.from({ length: 31 }, () => "list rotate"),
      "mint compensate",
    ]);
    expect(parseMarker(orders[0]?.description ?? "")).toMatchObject({
      cause: "record",
      named: { clientId: "fresh", as: "witnessed" },
    });
  });

  it.each([
    ["has expired by Astra's clock", NOW + HOUR, "suspended"],
    ["expires a little later", NOW + HOUR + 1, undefined],
  ])("is dead where it %s", async (_name, expiresOn, code) => {
    const { thrown } = await look({
      tokens: [ADMIN, fresh(expiresOn)],
      stoodStill: () => HOUR,
      stopped: () => "deadline",
    });
    if (code === undefined) expect(thrown).toBeUndefined();
    else expect(thrown).toHaveProperty("code", code);
  });

  it.each([
    ["can be read", unreadable],
    ["is whole", () => Promise.resolve({ value: [], clock: undefined })],
  ])("is not called dead while no list %s", async (_name, list) => {
    const { thrown, calls } = await look({ list });
    expect(thrown).toBeUndefined();
    expect(calls).toHaveLength(31);
    expect(calls).not.toContain("mint compensate");
  });

  it.each([
    ["deadline", ["list rotate", "mint compensate"]],
    ["cancelled", ["list rotate"]],
  ] as const)(
    "is looked for once by a run that was stopped: %s",
    async (why, expected) => {
      const { thrown, calls, sleeps } = await look({ stopped: () => why });
      expect(thrown).toHaveProperty("code", "suspended");
      expect(calls).toEqual(expected);
      expect(sleeps).toEqual([]);
    },
  );
});
