import { describe, expect, it } from "vitest";
import type { Database } from "../../../src/rotation/database.ts";
import { decide } from "../../../src/rotation/decide.ts";
import type { RotationError } from "../../../src/rotation/errors.ts";
import type { Policy } from "../../../src/rotation/observation.ts";
import { parseMarker } from "../../../src/rotation/marker.ts";
import type { RunSettings } from "../../../src/rotation/run.ts";
import { renew } from "../../../src/rotation/renew.ts";
import type { WriteAnswer } from "../../../src/rotation/ports.ts";
import {
  ADMIN,
  cellAt,
  clocksAt,
  DAY,
  FENCE_MS,
  handMade,
  HOUR,
  LINEAGE,
  minted,
  NOW,
  placed,
  ROLE,
} from "./observations.ts";
import { errorOf } from "./outcomes.ts";
import { runOf } from "./runs.ts";
import { credentialOf, doneAt, storeOf } from "./stand-ins.ts";

const OLD = minted("old", NOW - 2 * DAY);
const CURRENT = minted("current", NOW - DAY);
const CELLS = [cellAt(NOW - DAY)];

/** Renews what was observed: by default two credentials, of which one is due. */
async function renewed(
  facts: Parameters<typeof runOf>[0] & {
    readonly settings?: Partial<RunSettings>;
    readonly database?: Database;
  } = {},
) {
  const { settings, database, observation, policy, ...rest } = facts;
  const listed = observation?.tokens ?? [OLD, CURRENT];
  const standIns = runOf({
    tokens: [ADMIN, ...listed],
    targets: [storeOf({ secrets: CELLS })],
    policy: { rotateAfterMs: 0, ...policy },
    observation: { secrets: CELLS, ...observation, tokens: listed },
    ...rest,
  });
  const run = {
    ...standIns.run,
    settings: { ...standIns.run.settings, ...settings },
    ports: { ...standIns.ports, database },
  };
  const decision = decide(run.observation, run.settings.policy);
  if (decision.kind !== "mint") throw new Error("nothing to mint");
  const thrown = await renew(run, decision).then(
    () => undefined,
    (error: unknown) => error as RotationError,
  );
  return { ...standIns, thrown, record: run.record };
}

const publishing = (answer: WriteAnswer["kind"] | "not-attempted") =>
  storeOf({
    secrets: CELLS,
    publish: () =>
      Promise.resolve([
        {
          secretName: "TOKEN",
          answer:
            answer === "done"
              ? { kind: answer, writtenAt: NOW }
              : answer === "not-attempted"
                ? { kind: answer }
                : { kind: answer, error: errorOf(`It is ${answer}.`) },
        },
      ]),
  });

/** All that a run does to take its fresh credential back. */
const compensationsIn = (calls: readonly string[]): readonly string[] =>
  calls.filter((call) => call.endsWith(" compensate"));

/** One that a list has shown needs no look before, only one that confirms. */
const AFTER_LISTING = ["revoke fresh compensate", "list compensate"];

describe("a renewal", () => {
  it("mints, proves, publishes and retires, in this order (I7)", async () => {
    const { calls, record, steps, thrown } = await renewed();
    expect(thrown).toBeUndefined();
    expect(calls).toEqual([
      "mint",
      "list rotate",
      "probe fresh",
      "publish fresh acme/web",
      "revoke old rotate",
      "list rotate",
    ]);
    expect(record).toMatchObject({
      minted: {
        credential: { clientId: "fresh" },
        generatedOn: NOW,
        state: "published",
      },
      targets: [{ target: "acme/web", secrets: [doneAt(NOW)] }],
      revoked: ["old"],
      warnings: [],
    });
    expect(steps.map(({ kind }) => kind)).toEqual([
      "minted",
      "verified",
      "published",
      "revoked",
    ]);
    expect(steps[0]).toEqual({ kind: "minted", clientId: "fresh" });
  });

  it("revokes nothing while one target is not confirmed, the fresh one included (I7)", async () => {
    const targets = [publishing("done"), publishing("refused")];
    const { calls, record, thrown } = await renewed({ targets });
    expect(calls.filter((call) => call.startsWith("revoke"))).toEqual([]);
    expect(record.minted?.state).toBe("partly-published");
    expect(thrown).toMatchObject({ code: "publish-incomplete" });
  });

  it("takes an unknown write for one that may have been done", async () => {
    const { record } = await renewed({ targets: [publishing("unknown")] });
    expect(record.minted?.state).toBe("partly-published");
    expect(record.revoked).toEqual([]);
  });

  it.each(["refused", "not-attempted"] as const)(
    "takes the fresh one back where every write is %s",
    async (answer) => {
      const { calls, record, steps, thrown } = await renewed({
        targets: [publishing(answer)],
      });
      expect(compensationsIn(calls)).toEqual(AFTER_LISTING);
      expect(calls.slice(-2)).toEqual(AFTER_LISTING);
      expect(record.minted?.state).toBe("withdrawn");
      expect(record.revoked).toEqual([]);
      expect(steps.at(-1)).toEqual({ kind: "withdrawn", clientId: "fresh" });
      expect(thrown).toBeDefined();
    },
  );

  it("records a fresh one that could not be taken back", async () => {
    const error = errorOf("No.");
    const { record, steps } = await renewed({
      targets: [publishing("refused")],
      revoke: () => Promise.resolve({ kind: "refused", error }),
    });
    expect(record).toMatchObject({
      minted: { state: "unpublished" },
      unrevoked: ["fresh"],
    });
    expect(steps.at(-1)).toEqual({
      kind: "revocation-failed",
      clientId: "fresh",
      error,
    });
  });
});

describe("the order of a minting", () => {
  it("carries the whole marker", async () => {
    const { orders } = await renewed({
      policy: { previousClientId: "old" },
      settings: { attempt: "attempt_0007", run: "abc.2", words: "the words" },
      observation: { clocks: clocksAt(NOW, 9_000), secrets: CELLS },
    });
    const [order] = orders;
    expect(order).toMatchObject({
      organization: "organization-1",
      roles: [ROLE],
      expiresOn: undefined,
    });
    expect(order?.description).toMatch(/ the words$/u);
    expect(parseMarker(order?.description ?? "")).toEqual({
      home: LINEAGE.home,
      id: LINEAGE.id,
      ...placed(...LINEAGE.places),
      roles: "role",
      attempt: "attempt_0007",
      mintedAt: NOW - 9_000,
      clockOffsetMs: 9_000,
      fenceMs: FENCE_MS,
      lowWater: { generatedBefore: undefined, lastWrite: NOW - DAY },
      named: { clientId: "old", as: "contradicting" },
      emergency: false,
      cause: "planned",
      run: "abc.2",
    });
  });

  it("says when it was asked for, on Astra's clock, anew for each sending", async () => {
    let attempts = 0;
    const { orders } = await renewed({
      mint: () => {
        attempts += 1;
        const error = errorOf("Busy.");
        return Promise.resolve(
          attempts < 2
            ? { kind: "no-effect", waitMs: 30_000, error }
            : { kind: "refused", error },
        );
      },
    });
    const times = orders.map(
      ({ description }) => parseMarker(description)?.mintedAt,
    );
    expect(times).toEqual([NOW, NOW + 30_000]);
  });

  it("is looked for by its attempt id where the answer is lost, and revoked", async () => {
    const listed = [ADMIN, OLD, CURRENT];
    const error = errorOf("Lost.");
    const { calls, thrown } = await renewed({
      tokens: listed,
      mint: ({ description }) => {
        listed.push({ ...handMade("lost", NOW), description });
        return Promise.resolve({ kind: "unknown", error });
      },
    });
    expect(thrown).toMatchObject({ summary: "Lost.", cause: error });
    expect(calls).toEqual([
      "mint",
      "list compensate",
      "revoke lost compensate",
      "list compensate",
    ]);
  });

  it("asks for the expiry from its own sending on", async () => {
    const { orders } = await renewed({ settings: { tokenLifetimeMs: DAY } });
    expect(orders[0]?.expiresOn).toBe(NOW + DAY);
  });
});

describe("a fresh credential", () => {
  const withdrawn = (result: Awaited<ReturnType<typeof renewed>>): void => {
    expect(result.record.minted?.state).toBe("withdrawn");
    takenBack(result);
  };
  const takenBack = (result: Awaited<ReturnType<typeof renewed>>): void => {
    expect(result.calls).toContain("revoke fresh compensate");
    expect(result.calls).not.toContain("publish fresh acme/web");
    expect(result.record.revoked).toEqual([]);
  };
  const unlisted = (result: Awaited<ReturnType<typeof renewed>>): void => {
    takenBack(result);
    expect(result.record.minted?.state).toBe("unpublished");
    expect(result.record.unrevoked).toEqual(["fresh"]);
  };

  it("that is not what was ordered is taken back (I6)", async () => {
    const credential = credentialOf("fresh", { roles: ["other"] });
    const result = await renewed({
      mint: () => Promise.resolve({ kind: "minted", credential }),
    });
    unlisted(result);
    expect(result.calls).not.toContain("probe fresh");
    expect(result.thrown).toMatchObject({ code: "mint-mismatch" });
  });

  it("that is never accepted is taken back", async () => {
    const result = await renewed({
      probe: () => Promise.resolve({ kind: "not-yet" }),
    });
    withdrawn(result);
    expect(compensationsIn(result.calls)).toEqual(AFTER_LISTING);
    expect(result.thrown).toMatchObject({
      code: "not-accepted",
      summary: "Astra did not accept the new token within 60 seconds.",
    });
  });

  it("that is never listed is taken back, and not called gone (I8)", async () => {
    const result = await renewed({
      list: () => Promise.resolve({ value: [ADMIN], clock: undefined }),
    });
    unlisted(result);
    expect(compensationsIn(result.calls).slice(0, 2)).toEqual([
      "list compensate",
      "revoke fresh compensate",
    ]);
    expect(result.thrown).toMatchObject({
      code: "not-accepted",
      summary: "No complete token list showed the new token within 60 seconds.",
    });
    expect(result.record.minted?.generatedOn).toBe(NOW);
  });

  it("whose generation the list states in no readable form is taken back: no later run could know it", async () => {
    const tokens = [ADMIN, OLD, CURRENT];
    const result = await renewed({
      tokens,
      mint: ({ description }) => {
        const facts = { roles: [ROLE.id], description };
        tokens.push(handMade("fresh", undefined, facts));
        const credential = credentialOf("fresh");
        return Promise.resolve({ kind: "minted", credential });
      },
    });
    withdrawn(result);
    expect(result.thrown).toMatchObject({
      code: "date-unread",
      summary:
        "Astra's token list states when the new token was generated in a form that this action cannot read.",
      remedy:
        "The new token was revoked again, and no secret holds it. Nothing was published. Please report this with the version of the action.",
      rerun: "fix-first",
    });
  });

  it("that cannot even be tried on its database is taken back", async () => {
    const error = errorOf("The attempt failed.");
    const region = {
      region: "eu",
      probe: () => Promise.reject(error),
      probePrevious: () => Promise.resolve(undefined),
    };
    const result = await renewed({
      database: { name: "6f1c7e0a", regions: [region] },
    });
    withdrawn(result);
    expect(result.thrown).toMatchObject({
      code: error.code,
      summary: "The attempt failed.",
    });
  });

  describe("that replaces the admin token", () => {
    const policy = { adminClientId: "current" };

    it("has listed the tokens before it is published", async () => {
      const { calls, thrown } = await renewed({ policy });
      expect(thrown).toBeUndefined();
      const listed = calls.indexOf("list as fresh");
      expect(listed).toBeGreaterThan(calls.indexOf("probe fresh"));
      expect(listed).toBeLessThan(calls.indexOf("publish fresh acme/web"));
    });

    it("is taken back where it cannot", async () => {
      const result = await renewed({
        policy,
        tryListing: () => Promise.reject(errorOf("No permission.")),
      });
      withdrawn(result);
      expect(result.thrown).toMatchObject({
        code: "not-accepted",
        summary: expect.stringContaining("No permission.") as string,
      });
    });
  });

  it("that may replace it, by `previous-token` alone, has listed the tokens, too", async () => {
    const { clientId } = ADMIN;
    const policy = { adminClientId: clientId, previousClientId: clientId };
    const { calls } = await renewed({ policy });
    const listed = calls.indexOf("list as fresh");
    expect(listed).toBeGreaterThan(calls.indexOf("probe fresh"));
    expect(listed).toBeLessThan(calls.indexOf("publish fresh acme/web"));
  });

  it("that is to be written where no secret is seen has listed them, too, when `previous-token` is the admin token", async () => {
    const { clientId } = ADMIN;
    const secrets = [cellAt(undefined)];
    const { calls } = await renewed({
      policy: { adminClientId: clientId, previousClientId: clientId },
      observation: { secrets },
      targets: [storeOf({ secrets })],
    });
    expect(calls).toContain("list as fresh");
  });

  it("that replaces no admin token is not asked to list the tokens", async () => {
    expect((await renewed()).calls).not.toContain("list as fresh");
  });

  it("that comes after a rival's is taken back", async () => {
    const rival = minted("rival", NOW - 5_000);
    const result = await renewed({
      tokens: [ADMIN, OLD, CURRENT, rival],
    });
    withdrawn(result);
    expect(result.thrown).toMatchObject({ code: "rival-run" });
  });

  it("does not give way to a rival in an emergency, which is revoked by nobody here", async () => {
    const rival = minted("rival", NOW - 5_000);
    const result = await renewed({
      tokens: [ADMIN, OLD, CURRENT, rival],
      policy: { compromised: true },
      targets: [
        storeOf({
          secrets: CELLS,
          reread: () => Promise.resolve([cellAt(NOW)]),
        }),
      ],
    });
    expect(result.thrown).toBeUndefined();
    expect(result.record.revoked).toEqual(["old", "current"]);
  });

  it("is taken back when the run is stopped before publication (L3)", async () => {
    let probed = false;
    const result = await renewed({
      probe: ({ organization }) => {
        probed = true;
        return Promise.resolve({ kind: "accepted", organization });
      },
      stopped: () => (probed ? "cancelled" : undefined),
    });
    withdrawn(result);
    expect(result.thrown).toMatchObject({ code: "cancelled" });
  });

  it("gets its expiry and generation from the list, where the answer did not say", async () => {
    const expiresOn = NOW + 40 * DAY;
    const { record } = await renewed({
      mint: ({ description }) => {
        const entry = { ...handMade("fresh", NOW + 1_000), description };
        listed.push({ ...entry, roles: [ROLE.id], expiresOn });
        const credential = credentialOf("fresh", { generatedOn: undefined });
        return Promise.resolve({ kind: "minted", credential });
      },
      tokens: listed,
    });
    expect(record.minted).toMatchObject({
      generatedOn: NOW + 1_000,
      credential: { expiresOn },
    });
  });
  const listed = [ADMIN, OLD, CURRENT];

  it("that ends before the next rotation is warned of", async () => {
    const { record, steps } = await renewed({
      policy: { rotateAfterMs: HOUR },
      settings: { tokenLifetimeMs: HOUR },
    });
    const about = { clientId: "fresh", expiresOn: NOW + HOUR };
    const warning = { kind: "expires-early", ...about };
    expect(record.warnings).toEqual([
      warning,
      { kind: "overlap-cut", ...about },
    ]);
    expect(steps).toContainEqual({ kind: "warning", warning });
  });
});

describe("a list that does not echo the marker", () => {
  const HAND = handMade("hand", NOW - 9 * DAY);

  /** Astra keeps no description. */
  const forgetful = async (policy: Partial<Policy>, tokens = [HAND]) => {
    const listed = [ADMIN, ...tokens];
    return await renewed({
      policy,
      observation: { tokens },
      tokens: listed,
      mint: () => {
        listed.push(handMade("fresh", NOW, { roles: [ROLE.id] }));
        const credential = credentialOf("fresh");
        return Promise.resolve({ kind: "minted", credential });
      },
    });
  };

  it.each([
    ["without previous-token", { overlapMs: 0 }],
    ["with an overlap", { previousClientId: "hand", overlapMs: 1 }],
  ])("ends the run %s: nothing could be remembered", async (_name, policy) => {
    const { thrown, record, calls } = await forgetful(policy);
    expect(thrown).toMatchObject({
      code: "marker-not-kept",
      summary:
        "Astra's token list does not show the description that the token was minted with.",
      remedy:
        "The new token was revoked again, and no secret holds it. Without it a later run cannot know which tokens are this rotation's, so nothing was published. Set `previous-token` to the secret itself and `overlap: 0` to rotate without it.",
      rerun: "fix-first",
    });
    expect(record.minted?.state).toBe("withdrawn");
    expect(calls).not.toContain("publish fresh acme/web");
  });

  it("goes on with previous-token and no overlap, and retires that one", async () => {
    const policy = { previousClientId: "hand", overlapMs: 0 };
    const { thrown, record } = await forgetful(policy, [HAND, OLD]);
    expect(thrown).toBeUndefined();
    expect(record).toMatchObject({
      revoked: ["hand", "old"],
      warnings: [{ kind: "marker-not-kept" }],
    });
  });

  it("goes on where previous-token is no longer listed", async () => {
    const policy = { previousClientId: "gone", overlapMs: 0 };
    expect((await forgetful(policy)).thrown).toBeUndefined();
  });

  it.each([
    ["too young", [handMade("hand", NOW - 1_000)], "hand"],
    ["of unknown age", [handMade("hand", undefined)], "hand"],
    ["the admin token (I3)", [HAND], ADMIN.clientId],
  ])("ends the run where previous-token is %s", async (_name, tokens, id) => {
    const policy = { previousClientId: id, overlapMs: 0 };
    const { thrown, record } = await forgetful(policy, tokens);
    expect(thrown).toMatchObject({
      code: "marker-not-kept",
      summary:
        "Astra's token list does not show the marker that the token was minted with, and `previous-token` may not be revoked in this run: it is too young, of unknown age, or the admin token.",
      remedy:
        "The new token was revoked again, and no secret holds it. A later run could not know of it, so nothing was published. Run again in an hour; if it persists, rotate this secret manually.",
      rerun: "safe",
    });
    expect(record.minted?.state).toBe("withdrawn");
  });
});

describe("a renewal at the cap", () => {
  const atCap = { maxLiveTokens: 2 };

  it("retires first, then mints", async () => {
    const { calls, record } = await renewed({ policy: atCap });
    expect(calls.slice(0, 3)).toEqual([
      "revoke old rotate",
      "list rotate",
      "mint",
    ]);
    expect(record.revoked).toEqual(["old"]);
  });

  it("mints nothing when what should make room would not go", async () => {
    const error = errorOf("No.");
    const { calls, thrown } = await renewed({
      policy: atCap,
      revoke: () => Promise.resolve({ kind: "refused", error }),
    });
    expect(calls).not.toContain("mint");
    expect(thrown).toMatchObject({ code: "revoke-incomplete" });
  });

  const busy = (since: number) =>
    storeOf({
      secrets: CELLS,
      activeRuns: (replacedAt) =>
        Promise.resolve({ kind: since <= replacedAt ? "active" : "none" }),
    });

  it("mints nothing when a drain keeps what should make room", async () => {
    const { calls, thrown } = await renewed({
      policy: { ...atCap, drain: true },
      targets: [busy(0)],
    });
    expect(calls).not.toContain("mint");
    expect(thrown).toMatchObject({
      code: "cap-reached",
      summary:
        "The rotation has 2 live tokens, max-live-tokens is 2, and too few of them may be revoked yet.",
      remedy: expect.stringContaining("(`drain`)") as string,
    });
  });

  // Two are out of use since different writes; a workflow run began in between.
  const lowWater = {
    generatedBefore: NOW - 2.5 * DAY,
    lastWrite: NOW - 2 * DAY,
  };
  const lately = {
    observation: {
      tokens: [
        minted("older", NOW - 3 * DAY),
        OLD,
        minted("current", NOW - DAY, { lowWater }),
      ],
    },
    targets: [busy(NOW - DAY)],
  };

  it("mints when a drain keeps one of them and there is room all the same", async () => {
    const { calls, record } = await renewed({
      ...lately,
      policy: { maxLiveTokens: 3, drain: true },
    });
    expect(record.held).toContain("old");
    expect(record.revoked).toEqual(["older"]);
    expect(calls).toContain("mint");
  });

  it("mints nothing when a drain keeps one of them and there is no room", async () => {
    const { calls, record, thrown } = await renewed({
      ...lately,
      policy: { maxLiveTokens: 2, drain: true },
    });
    expect(record.revoked).toEqual(["older"]);
    expect(calls).not.toContain("mint");
    expect(thrown).toMatchObject({
      code: "cap-reached",
      summary: expect.stringContaining("has 2 live tokens") as string,
    });
  });

  it("mints one more than the cap when what stays is in use for good", async () => {
    const secrets = [cellAt(NOW - 3 * DAY, "A"), cellAt(NOW - 2 * DAY, "B")];
    const tokens = [
      minted("dead", NOW - 5 * DAY),
      minted("a", NOW - 3 * DAY),
      minted("b", NOW - 2 * DAY),
    ];
    const { calls, record } = await renewed({
      policy: { ...atCap, overlapMs: HOUR },
      observation: { tokens, secrets },
      targets: [storeOf({ secrets })],
    });
    expect(record.revoked[0]).toBe("dead");
    expect(calls).toContain("mint");
  });
});

describe("an emergency renewal", () => {
  const POLICY = { compromised: true };

  it("revokes every other one, then reads the targets once more", async () => {
    const store = storeOf({
      secrets: CELLS,
      reread: () => Promise.resolve([cellAt(NOW)]),
    });
    const { calls, thrown } = await renewed({
      policy: POLICY,
      targets: [store],
    });
    expect(thrown).toBeUndefined();
    expect(calls.slice(-4)).toEqual([
      "revoke old rotate",
      "revoke current rotate",
      "list rotate",
      "reread acme/web",
    ]);
  });

  it("says so in its marker", async () => {
    const { orders } = await renewed({ policy: POLICY });
    const marker = parseMarker(orders[0]?.description ?? "");
    expect(marker?.emergency).toBe(true);
  });

  it("is an error when somebody wrote meanwhile", async () => {
    const store = storeOf({
      secrets: CELLS,
      reread: () => Promise.resolve([cellAt(NOW + 2_000)]),
    });
    const { thrown } = await renewed({ policy: POLICY, targets: [store] });
    expect(thrown).toMatchObject({ code: "overwritten" });
  });

  it("is alone in reading them again", async () => {
    const { calls } = await renewed();
    expect(calls).not.toContain("reread acme/web");
  });
});
