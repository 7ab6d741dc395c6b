import { describe, expect, it } from "vitest";
import type { ListedToken } from "../../../src/rotation/credential.ts";
import type { Issuer } from "../../../src/rotation/ports.ts";
import { takeBack, withFate } from "../../../src/rotation/take-back.ts";
import { ADMIN, handMade, MINUTE, NOW } from "./observations.ts";
import { errorOf } from "./outcomes.ts";
import { runOf } from "./runs.ts";
import { credentialOf } from "./stand-ins.ts";

const FAILED = errorOf("Lost.");
const lost = () => Promise.resolve({ kind: "unknown", error: FAILED } as const);

/** A list that shows one thing first, and another from then on. */
function onceShowing(
  first: readonly ListedToken[],
  then: readonly ListedToken[],
): Issuer["list"] {
  const lists = [first];
  return () =>
    Promise.resolve({ value: lists.shift() ?? then, clock: undefined });
}

/** Takes back a fresh credential, with a list that shows it or not. */
async function taken(
  {
    isShown,
    wasListed = true,
  }: { readonly isShown: boolean; readonly wasListed?: boolean },
  ways: Parameters<typeof runOf>[0] = {},
) {
  const value = isShown ? [ADMIN, handMade("fresh", NOW)] : [ADMIN];
  const standIns = runOf({
    record: {
      minted: {
        credential: credentialOf("fresh"),
        generatedOn: NOW,
        state: "unpublished",
      },
    },
    list: () => Promise.resolve({ value, clock: undefined }),
    ...ways,
  });
  const isGone = await takeBack(standIns.run, "fresh", wasListed);
  return { ...standIns, isGone, record: standIns.run.record };
}

describe("a credential that is taken back", () => {
  it("is withdrawn once the list confirms it", async () => {
    const { calls, isGone, record, steps } = await taken({ isShown: false });
    expect(isGone).toBe(true);
    expect(calls).toEqual(["revoke fresh compensate", "list compensate"]);
    expect(record.minted?.state).toBe("withdrawn");
    expect(steps).toEqual([{ kind: "withdrawn", clientId: "fresh" }]);
  });

  it.each<[string, Parameters<typeof taken>[0], Parameters<typeof taken>[1]]>([
    ["is still listed", { isShown: true }, {}],
    [
      "was never listed, and not cleanly revoked",
      { isShown: false, wasListed: false },
      { revoke: lost },
    ],
    [
      "was never listed, though its revocation was answered",
      { isShown: false, wasListed: false },
      {},
    ],
    [
      "is in a list that cannot be read",
      { isShown: false },
      { list: () => Promise.reject(FAILED) },
    ],
    [
      "was never listed, where no list can be read",
      { isShown: false, wasListed: false },
      { list: () => Promise.reject(FAILED) },
    ],
  ])("is not called withdrawn where it %s (I8)", async (_name, facts, ways) => {
    const { isGone, record, steps } = await taken(facts, ways);
    expect(isGone).toBe(false);
    expect(record.minted?.state).toBe("unpublished");
    expect(record.unrevoked).toEqual(["fresh"]);
    expect(steps.map(({ kind }) => kind)).not.toContain("withdrawn");
  });

  it("is gone where the answer was lost and the list no longer shows it", async () => {
    const { isGone } = await taken({ isShown: false }, { revoke: lost });
    expect(isGone).toBe(true);
  });

  it("is waited for, and called unconfirmed, where it stays listed after a clean revocation", async () => {
    const { sleeps, steps } = await taken({ isShown: true });
    expect(sleeps.reduce((sum, one) => sum + one, 0)).toBe(MINUTE);
    expect(steps).toEqual([
      { kind: "revocation-unconfirmed", clientId: "fresh" },
    ]);
  });

  it("is not waited for where its revocation failed and it stays listed", async () => {
    const { sleeps, steps } = await taken({ isShown: true }, { revoke: lost });
    expect(sleeps).toEqual([]);
    expect(steps).toEqual([
      { kind: "revocation-failed", clientId: "fresh", error: FAILED },
    ]);
  });

  it("is withdrawn where a list asked for beside the revocation shows it", async () => {
    const { calls, isGone } = await taken(
      { isShown: false, wasListed: false },
      { list: onceShowing([ADMIN, handMade("fresh", NOW)], [ADMIN]) },
    );
    expect(isGone).toBe(true);
    expect(calls).toEqual([
      "list compensate",
      "revoke fresh compensate",
      "list compensate",
    ]);
  });

  it("is looked for once only after a signal (L3)", async () => {
    const { calls, sleeps } = await taken(
      { isShown: true },
      { stopped: () => "cancelled" },
    );
    expect(calls).toEqual(["revoke fresh compensate", "list compensate"]);
    expect(sleeps).toEqual([]);
  });
});

describe("the error of a run that took its credential back", () => {
  it.each([
    [true, "The new token was revoked again, and no secret holds it."],
    [
      false,
      "The new token fresh may still be alive, but no secret holds it: a later run revokes it.",
    ],
  ])("says what became of it (gone: %s)", (isGone, sentence) => {
    const moment = { relation: "since", at: NOW } as const;
    const error = errorOf("Why.", {
      moment,
      notBefore: NOW,
      rerun: "fix-first",
    });
    expect(withFate(error, "fresh", isGone)).toMatchObject({
      summary: "Why.",
      remedy: `${sentence} Remedy of: Why.`,
      rerun: "fix-first",
      moment,
      notBefore: NOW,
    });
  });
});
