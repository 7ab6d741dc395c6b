import { describe, expect, it } from "vitest";
import type { ProbeAnswer } from "../../../src/rotation/ports.ts";
import {
  awaitListing,
  requireListing,
  requireNoRival,
  verify,
} from "../../../src/rotation/verify.ts";
import {
  ADMIN,
  DAY,
  handMade,
  LINEAGE,
  minted,
  MINUTE,
  NOW,
  observationOf,
  SECOND,
} from "./observations.ts";
import { errorOf, rejectionOf } from "./outcomes.ts";
import { runOf } from "./runs.ts";
import { credentialOf, portsOf, type StandIns } from "./stand-ins.ts";

const REMEDY =
  "Nothing was published. Run again later, or raise `verify-timeout`.";

const LISTED = Promise.resolve("listed");

function verifying(
  { ports }: StandIns,
  listed: Promise<unknown> = LISTED,
  timeoutMs = MINUTE,
): Promise<void> {
  const credential = credentialOf("fresh");
  return verify(ports, credential, "organization-1", listed, timeoutMs);
}

const probing = (...answers: readonly ProbeAnswer[]) => {
  let turn = 0;
  return (): Promise<ProbeAnswer> => {
    turn += 1;
    return Promise.resolve(answers[turn - 1] ?? { kind: "not-yet" });
  };
};
const NOT_YET = { kind: "not-yet" } as const;
const ACCEPTED = { kind: "accepted", organization: "organization-1" } as const;

describe("a fresh credential", () => {
  it("is verified once the service accepts it", async () => {
    const standIns = portsOf({ probe: probing(ACCEPTED) });
    await verifying(standIns);
    expect(standIns.calls).toEqual(["probe fresh"]);
    expect(standIns.steps).toEqual([
      { kind: "verified", probes: 1, by: "accepted" },
    ]);
    expect(standIns.sleeps).toEqual([]);
  });

  it("is probed again with growing pauses, up to two seconds", async () => {
    const standIns = portsOf({
      probe: probing(NOT_YET, NOT_YET, NOT_YET, NOT_YET, NOT_YET, ACCEPTED),
    });
    await verifying(standIns);
    expect(standIns.sleeps).toEqual([250, 500, 1_000, 2_000, 2_000]);
    expect(standIns.steps).toEqual([
      { kind: "verified", probes: 6, by: "accepted" },
    ]);
  });

  it("is given up after the timeout, and probed once more at its very end", async () => {
    const standIns = portsOf({ probe: probing() });
    const thrown = await rejectionOf(verifying(standIns, LISTED, 3 * SECOND));
    expect(standIns.sleeps).toEqual([250, 500, 1_000, 1_250]);
    expect(standIns.calls).toHaveLength(5);
    expect(thrown).toMatchObject({
      code: "not-accepted",
      summary: "Astra did not accept the new token within 3 seconds.",
      remedy: REMEDY,
      rerun: "safe",
    });
  });

  it("is not verified when it names another organization (I6)", async () => {
    const standIns = portsOf({
      probe: probing({ kind: "accepted", organization: "other" }),
    });
    expect(await rejectionOf(verifying(standIns))).toMatchObject({
      code: "not-accepted",
      summary: "Astra reports another organization for the new token.",
      remedy: REMEDY,
    });
    expect(standIns.steps).toEqual([]);
  });

  it("is asked again where the answer does not tell, and verified by the list once the time is up", async () => {
    const unclear = { kind: "unclear" } as const;
    const standIns = portsOf({ probe: probing(unclear, unclear, unclear) });
    await verifying(standIns, LISTED, 750);
    expect(standIns.sleeps).toEqual([250, 500]);
    expect(standIns.steps).toEqual([
      { kind: "verified", probes: 3, by: "listed" },
    ]);
  });

  it("is verified by a later answer that tells", async () => {
    const standIns = portsOf({ probe: probing({ kind: "unclear" }, ACCEPTED) });
    await verifying(standIns);
    expect(standIns.steps).toEqual([
      { kind: "verified", probes: 2, by: "accepted" },
    ]);
  });

  it("is not verified where the list does not show it either", async () => {
    const error = errorOf("Not listed.");
    const standIns = portsOf({ probe: probing({ kind: "unclear" }) });
    const listed = Promise.reject(error);
    expect(await rejectionOf(verifying(standIns, listed, 0))).toBe(error);
    expect(standIns.steps).toEqual([]);
  });

  it("does not need the list where it is accepted", async () => {
    const standIns = portsOf({ probe: probing(ACCEPTED) });
    const listed = Promise.reject(errorOf("Not listed."));
    await Promise.all([verifying(standIns, listed), rejectionOf(listed)]);
    expect(standIns.steps).toHaveLength(1);
  });

  it("is not probed once the run is stopped", async () => {
    const standIns = portsOf({ stopped: () => "cancelled" });
    expect(await rejectionOf(verifying(standIns))).toMatchObject({
      code: "cancelled",
    });
    expect(standIns.calls).toEqual([]);
  });
});

describe("what is to take the place of astra-token", () => {
  const trying = (tryListing: () => Promise<void>) => {
    const standIns = portsOf({ tryListing });
    const done = requireListing(
      standIns.ports,
      credentialOf("fresh"),
      3 * SECOND,
    );
    return { ...standIns, done };
  };

  it("is asked for the token list until it is given", async () => {
    let turn = 0;
    const { calls, done } = trying(() => {
      turn += 1;
      return turn < 3
        ? Promise.reject(errorOf("Not known yet."))
        : Promise.resolve();
    });
    await done;
    expect(calls).toEqual(["list as fresh", "list as fresh", "list as fresh"]);
  });

  it("is not accepted when it never is, and astra-token stays", async () => {
    const { done } = trying(() => Promise.reject(errorOf("No right.")));
    expect(await rejectionOf(done)).toMatchObject({
      code: "not-accepted",
      summary:
        "The new token, which may replace `astra-token`, could not list the tokens within 3 seconds. No right.",
      remedy:
        "`astra-token` was not changed. What replaces it needs the permissions org-token-read and org-token-write: name a role with them in `role`, or run again later if the new token's role has them.",
      rerun: "safe",
    });
  });
});

describe("the listing of a fresh credential", () => {
  const FRESH = handMade("fresh", NOW);

  it("is its entry with the whole list", async () => {
    const tokens = [ADMIN, FRESH];
    const { run, calls } = runOf({ tokens });
    const listing = await awaitListing(run, "fresh", MINUTE);
    expect(listing).toEqual({ entry: FRESH, tokens });
    expect(calls).toEqual(["list rotate"]);
  });

  it("is waited for while the list lags", async () => {
    let looks = 0;
    const { run, sleeps } = runOf({
      list: () => {
        looks += 1;
        const value = looks < 3 ? [ADMIN] : [ADMIN, FRESH];
        return Promise.resolve({ value, clock: undefined });
      },
    });
    expect((await awaitListing(run, "fresh", MINUTE)).entry).toBe(FRESH);
    expect(sleeps).toEqual([250, 500]);
  });

  it.each([
    ["cannot be read", () => Promise.reject(errorOf("No list."))],
    [
      "is not whole",
      () => Promise.resolve({ value: [FRESH], clock: undefined }),
    ],
  ])("is waited for while the list %s", async (_name, list) => {
    let looks = 0;
    const tokens = [ADMIN, FRESH];
    const { run, sleeps } = runOf({
      list: () => {
        looks += 1;
        return looks < 2
          ? list()
          : Promise.resolve({ value: tokens, clock: undefined });
      },
    });
    expect(await awaitListing(run, "fresh", MINUTE)).toEqual({
      entry: FRESH,
      tokens,
    });
    expect(sleeps).toEqual([250]);
  });

  it("is given up after the timeout", async () => {
    const { run } = runOf();
    expect(await rejectionOf(awaitListing(run, "fresh", 2_000))).toMatchObject({
      code: "not-accepted",
      summary: "No complete token list showed the new token within 2 seconds.",
      remedy: REMEDY,
    });
  });
});

describe("a rival", () => {
  const rival = (
    tokens: Parameters<typeof requireNoRival>[0],
    known: Parameters<typeof observationOf>[0] = {},
  ): unknown => {
    try {
      requireNoRival(tokens, "mine", LINEAGE, observationOf(known));
      return undefined;
    } catch (thrown) {
      return thrown;
    }
  };
  const mine = minted("mine", NOW);

  it("is one of the lineage that the observation lacked, generated before mine", () => {
    const thrown = rival([mine, minted("other", NOW - SECOND)]);
    expect(thrown).toMatchObject({
      code: "rival-run",
      summary: "Another run is rotating the same secrets at this moment.",
      remedy:
        "This run stopped and published nothing. Give the workflow a `concurrency` group so that its runs wait for each other.",
      rerun: "safe",
    });
  });

  it("of the same instant is told by the client id, the same for both", () => {
    expect(rival([mine, minted("a", NOW)])).toBeDefined();
    expect(rival([mine, minted("z", NOW)])).toBeUndefined();
  });

  it.each([
    ["generated after mine", minted("other", NOW + SECOND)],
    ["of another lineage", minted("other", NOW - SECOND, { id: "other000" })],
    ["a person's token", handMade("other", NOW - DAY)],
  ])("is not one that is %s", (_name, other) => {
    expect(rival([mine, other])).toBeUndefined();
  });

  it("is not one that the observation knew", () => {
    const known = minted("known", NOW - DAY);
    expect(rival([mine, known], { tokens: [known] })).toBeUndefined();
  });

  it("is not mine", () => {
    expect(rival([mine])).toBeUndefined();
  });

  it("cannot be told where the list does not echo my marker", () => {
    const unmarked = handMade("mine", NOW);
    const other = minted("other", NOW - SECOND);
    expect(rival([unmarked, other])).toBeUndefined();
  });
});
