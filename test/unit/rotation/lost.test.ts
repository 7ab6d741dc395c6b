import { describe, expect, it } from "vitest";
import { decide } from "../../../src/rotation/decide.ts";
import { CLOCK_MARGIN_MS } from "../../../src/rotation/fence.ts";
import { requireNotLate } from "../../../src/rotation/lost.ts";
import { parseMarker } from "../../../src/rotation/marker.ts";
import {
  FENCE_MS,
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
) {
  const standIns = runOf({
    stoodStill: () => stoodStill,
    record: { targets: [{ target: "a", secrets: [doneAt(NOW + stoodStill)] }] },
    mint: () =>
      Promise.resolve({
        kind: "minted",
        credential: credentialOf("fresh", { generatedOn: NOW + stoodStill }),
      }),
    ...ways,
  });
  const thrown: unknown = await requireNotLate(standIns.run, "fresh", {
    elapsed: 0,
  }).catch((error: unknown) => error);
  return { ...standIns, thrown, orders: standIns.orders };
}

describe("a run whose writes were answered", () => {
  it("within its fence goes on", async () => {
    const { thrown, calls } = await wake(TIMELY_MS - 1);
    expect(thrown).toBeUndefined();
    expect(calls).toEqual([]);
  });

  it("later than that records it, and does not end well", async () => {
    const { thrown, calls, steps } = await wake(TIMELY_MS);
    expect(thrown).toMatchObject({
      code: "suspended",
      summary:
        "This run was suspended while it was writing, and its token may have been revoked in the meantime.",
      remedy:
        "The secrets may hold a dead token. Run again at once: that replaces it.",
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
    expect(thrown).toMatchObject({ code: "suspended" });
    expect(calls).toEqual([]);
  });

  it("asks once more as its own credential where its key was replaced meanwhile", async () => {
    const error = errorOf("No.");
    let asked = 0;
    const observation = observationOf({
      tokens: [minted("own", NOW - HOUR)],
      secrets: [],
    });
    const policy = policyOf({ adminClientId: "own", rotateAfterMs: 0 });
    const { calls, thrown } = await wake(TIMELY_MS, {
      mint: () => {
        asked += 1;
        const credential = credentialOf("record", {
          generatedOn: NOW + TIMELY_MS,
        });
        return Promise.resolve(
          asked < 2
            ? { kind: "refused", error }
            : { kind: "minted", credential },
        );
      },
      record: {
        decision: decide(observation, policy),
        minted: {
          credential: credentialOf("fresh"),
          generatedOn: NOW,
          state: "unpublished",
        },
      },
    });
    expect(calls).toEqual([
      "mint compensate",
      "succeed fresh",
      "mint compensate",
    ]);
    expect(thrown).toMatchObject({ code: "suspended" });
  });

  it("says what to do where the record could not be minted", async () => {
    const error = errorOf("No.");
    const { thrown } = await wake(TIMELY_MS, {
      mint: () => Promise.resolve({ kind: "refused", error }),
    });
    expect(thrown).toMatchObject({
      remedy: expect.stringContaining("`compromised: true`") as string,
    });
  });

  it("takes the record back that Astra dates otherwise than its marker, for the next run would not know it", async () => {
    const { thrown, calls, steps } = await wake(25 * HOUR, {
      mint: () =>
        Promise.resolve({ kind: "minted", credential: credentialOf("record") }),
    });
    expect(thrown).toMatchObject({
      code: "suspended",
      remedy: expect.stringContaining("`compromised: true`") as string,
    });
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
