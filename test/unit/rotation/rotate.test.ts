import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { SecretState } from "../../../src/rotation/observation.ts";
import type { ListedToken } from "../../../src/rotation/credential.ts";
import { rotate } from "../../../src/rotation/rotate.ts";
import {
  ADMIN,
  cellAt,
  DAY,
  FENCE_MS,
  handMade,
  HOUR,
  minted,
  MINUTE,
  NOW,
  placed,
} from "./observations.ts";
import { errorOf } from "./outcomes.ts";
import { portsOf, settingsOf, storeOf } from "./stand-ins.ts";

const OLD = minted("old", NOW - 3 * DAY);
const CURRENT = minted("current", NOW - 2 * DAY);

/** One run over an Astra with these tokens and a target with these secrets. */
async function run({
  tokens = [OLD, CURRENT],
  secrets = [cellAt(NOW - 2 * DAY)],
  settings = {},
  ...ways
}: Omit<NonNullable<Parameters<typeof portsOf>[0]>, "tokens"> & {
  readonly tokens?: readonly ListedToken[];
  readonly secrets?: readonly SecretState[];
  readonly settings?: Parameters<typeof settingsOf>[0];
} = {}) {
  const standIns = portsOf({
    tokens: [ADMIN, ...tokens],
    targets: [storeOf({ secrets })],
    ...ways,
  });
  const outcome = await rotate(standIns.ports, settingsOf(settings));
  const mutations = standIns.calls.filter((call) =>
    /^(?:mint|publish|revoke)/u.test(call),
  );
  return { ...standIns, ...outcome, mutations };
}

const EVERY_RUN = { policy: { rotateAfterMs: 0 } };

const OVERRIDE = { target: "acme/web", secretName: "TOKEN", by: "elsewhere" };

describe("the search for overriding secrets", () => {
  async function searched(settings: Parameters<typeof settingsOf>[0]) {
    let searches = 0;
    const store = storeOf({
      secrets: [cellAt(NOW - 2 * DAY)],
      overrides: () => {
        searches += 1;
        return Promise.resolve([OVERRIDE]);
      },
    });
    const { record } = await run({ targets: [store], settings });
    const { warnings } = record;
    return {
      searches,
      told: warnings.filter(({ kind }) => kind === "shadowed"),
    };
  }

  it.each([
    ["mints", EVERY_RUN],
    ["would mint", { ...EVERY_RUN, dryRun: true }],
    [
      "mints by what `previous-token` shows",
      { policy: { rotateAfterMs: 0, previousClientId: "old" } },
    ],
  ])("is made by a run that %s, and warned of", async (_, settings) => {
    expect(await searched(settings)).toEqual({
      searches: 1,
      told: [{ kind: "shadowed", overrides: [OVERRIDE] }],
    });
  });

  it.each(["check", "retire", "rotate"] as const)(
    "is made by no run of mode %s that mints nothing",
    async (mode) => {
      const settings = { policy: { mode, previousClientId: "unknown" } };
      expect(await searched(settings)).toEqual({ searches: 0, told: [] });
    },
  );

  /** A run whose search takes longer than all the rest. */
  async function searchedSlowly(previousClientId: string | undefined) {
    const events: string[] = [];
    const secrets = [cellAt(NOW - 2 * DAY)];
    const publishing = storeOf({ secrets });
    const store = storeOf({
      secrets,
      overrides: async () => {
        await setImmediate();
        events.push("searched");
        return [OVERRIDE];
      },
      publish: async (credential) => {
        events.push("published");
        return await publishing.publish(credential);
      },
    });
    const settings = { policy: { rotateAfterMs: 0, previousClientId } };
    const { error, record } = await run({ targets: [store], settings });
    return { error, record, events };
  }

  it.each([
    ["is not given", undefined],
    ["names the newest token", "current"],
  ])(
    "holds up no minting and no publication where `previous-token` %s, but ends within the run",
    async (_, previousClientId) => {
      const { error, record, events } = await searchedSlowly(previousClientId);
      expect(error).toBeUndefined();
      expect(events).toEqual(["published", "searched"]);
      expect(record.minted).toMatchObject({ state: "published" });
      expect(record.warnings).toContainEqual({
        kind: "shadowed",
        overrides: [OVERRIDE],
      });
    },
  );

  it("comes before the minting where `previous-token` names another token", async () => {
    const { error, record, events } = await searchedSlowly("old");
    expect(error).toBeUndefined();
    expect(events).toEqual(["searched", "published"]);
    expect(record.observation?.overrides).toEqual([OVERRIDE]);
  });

  it.each([
    ["mints nothing where such a secret may hold it", [OVERRIDE], []],
    [
      "mints where there is no such secret",
      [],
      ["mint", "publish fresh acme/web"],
    ],
  ])(
    "when `previous-token` alone makes a rotation due, %s",
    async (_, overrides, expected) => {
      const store = storeOf({
        secrets: [cellAt(NOW - 2 * DAY)],
        overrides: () => Promise.resolve(overrides),
      });
      const { error, mutations } = await run({
        targets: [store],
        settings: { policy: { previousClientId: "old" } },
      });
      expect(error).toBeUndefined();
      expect(mutations).toEqual(expected);
    },
  );
});

describe("a run", () => {
  it("that is due rotates, and tells every step in its order", async () => {
    const { error, record, steps, mutations } = await run({
      settings: EVERY_RUN,
    });
    expect(error).toBeUndefined();
    expect(mutations).toEqual([
      "mint",
      "publish fresh acme/web",
      "revoke old rotate",
    ]);
    expect(record).toMatchObject({
      decision: { kind: "mint" },
      observation: { organization: "organization-1" },
      minted: { state: "published" },
      revoked: ["old"],
      unrevoked: [],
      held: [],
      warnings: [],
    });
    expect(steps.map(({ kind }) => kind)).toEqual([
      "observed",
      "decided",
      "minted",
      "verified",
      "published",
      "revoked",
    ]);
    expect(steps[0]).toMatchObject({ observation: record.observation });
    expect(steps[1]).toMatchObject({ decision: record.decision });
  });

  it("that is the first of its rotation rotates", async () => {
    const { error, mutations } = await run({
      tokens: [],
      secrets: [cellAt(undefined)],
    });
    expect(error).toBeUndefined();
    expect(mutations).toEqual(["mint", "publish fresh acme/web"]);
  });

  it("with nothing due only reads (I12)", async () => {
    const { error, mutations, record } = await run({ tokens: [CURRENT] });
    expect(error).toBeUndefined();
    expect(mutations).toEqual([]);
    expect(record).toMatchObject({ decision: { kind: "keep" }, targets: [] });
  });

  it("with no rotation due revokes what is, after its overlap", async () => {
    const { error, mutations } = await run();
    expect(error).toBeUndefined();
    expect(mutations).toEqual(["revoke old rotate"]);
  });

  it("does not revoke the admin token where it publishes nothing (I3)", async () => {
    const policy = { adminClientId: "old", mode: "retire" } as const;
    const { mutations } = await run({ settings: { policy } });
    expect(mutations).toEqual([]);
  });

  it("tells what somebody should know", async () => {
    const policy = { previousClientId: ADMIN.clientId };
    const { record, steps } = await run({ settings: { policy } });
    const warning = { kind: "previous-is-admin" };
    expect(record.warnings).toContainEqual(warning);
    expect(steps).toContainEqual({ kind: "warning", warning });
  });

  it("never throws: a stranger becomes an error of its own (I5)", async () => {
    const { error, record, steps } = await run({
      list: () => Promise.reject(new TypeError("stranger")),
    });
    expect(error).toMatchObject({ code: "internal" });
    expect(record).toEqual({
      targets: [],
      revoked: [],
      unrevoked: [],
      held: [],
      warnings: [],
    });
    expect(steps).toEqual([]);
  });

  it("gives its errors as they are", async () => {
    const unreadable = errorOf("No list.");
    const { error } = await run({ list: () => Promise.reject(unreadable) });
    expect(error).toBe(unreadable);
  });

  it("is not done when a due revocation could not be confirmed (I8)", async () => {
    const { error, record } = await run({
      revoke: () => Promise.resolve({ kind: "unknown", error: errorOf("x") }),
    });
    expect(error).toMatchObject({ code: "revoke-incomplete" });
    expect(record.unrevoked).toEqual(["old"]);
  });

  it("mints nothing with clocks too far apart, and says what it saw", async () => {
    const store = storeOf({
      observe: () =>
        Promise.resolve({
          secrets: [cellAt(NOW)],
          clocks: [
            { service: "github", serverTime: NOW + HOUR, receivedAt: 0 },
          ],
        }),
    });
    const { error, mutations, record } = await run({
      targets: [store],
      settings: EVERY_RUN,
    });
    expect(error).toMatchObject({ code: "clocks-apart" });
    expect(mutations).toEqual([]);
    expect(record.decision?.kind).toBe("mint");
  });
});

describe("a run that was cancelled", () => {
  it("fails though nothing was due (I8)", async () => {
    const { error } = await run({
      tokens: [CURRENT],
      stopped: () => "cancelled",
    });
    expect(error).toMatchObject({ code: "cancelled" });
  });

  it("is told from one whose deadline came after everything was done", async () => {
    const { error } = await run({
      tokens: [CURRENT],
      stopped: () => "deadline",
    });
    expect(error).toBeUndefined();
  });
});

const young = NOW - 2 * MINUTE;
const tokens = [minted("a", young - MINUTE), minted("b", young)];

describe("a settling run", () => {
  it("is done when every secret can hold the newest credential", async () => {
    const { error, mutations, record } = await run({
      tokens,
      secrets: [cellAt(NOW)],
    });
    expect(record.decision?.kind).toBe("settle");
    expect(error).toBeUndefined();
    expect(mutations).toEqual([]);
  });

  it("otherwise fails, with the time from which a run will heal it", async () => {
    const old = minted("old", NOW - DAY);
    const { error, mutations, record } = await run({
      tokens: [old, ...tokens],
      secrets: [cellAt(NOW - DAY, "A"), cellAt(NOW, "B")],
    });
    expect(record.decision?.kind).toBe("settle");
    expect(error).toMatchObject({
      code: "settling",
      summary:
        "An earlier run did not finish, and it is not yet clear which secrets it updated.",
      remedy: "Nothing was minted or revoked. A later run repairs the rest.",
      rerun: "safe",
      notBefore: young + FENCE_MS,
    });
    expect(mutations).toEqual([]);
  });

  it.each([
    [["x"], "x was revoked because no secret can hold it"],
    [["x", "y"], "x, y were revoked because no secret can hold them"],
  ])("says that it has revoked %j all the same", async (gone, expected) => {
    const lowWater = {
      generatedBefore: NOW - 2 * DAY,
      lastWrite: NOW - 1.5 * DAY,
    };
    const old = minted("old", NOW - DAY, { lowWater });
    const unused = gone.map((clientId) => minted(clientId, NOW - 3 * DAY));
    const { error, mutations } = await run({
      tokens: [...unused, old, ...tokens],
      secrets: [cellAt(NOW - DAY, "A"), cellAt(NOW, "B")],
      settings: { policy: { overlapMs: HOUR } },
    });
    expect(mutations).toEqual(gone.map((one) => `revoke ${one} rotate`));
    expect(error).toMatchObject({
      code: "settling",
      remedy: `Nothing was minted; ${expected}. A later run repairs the rest.`,
    });
  });

  it("does not fail where it is complete", async () => {
    const { error, record } = await run({ tokens: [CURRENT] });
    expect(record.decision?.kind).toBe("keep");
    expect(error).toBeUndefined();
  });
});

describe("a run at the cap", () => {
  const settings = {
    policy: { rotateAfterMs: 0, maxLiveTokens: 2, overlapMs: 9 * DAY },
  };

  it("with no room mints nothing and fails", async () => {
    const { error, mutations } = await run({ settings });
    expect(error).toMatchObject({ code: "cap-reached" });
    expect(mutations).toEqual([]);
  });

  it("with no room still retires what may go", async () => {
    const before = [minted("older", NOW - 20 * DAY), OLD];
    const lowWater = {
      generatedBefore: NOW - 15 * DAY,
      lastWrite: NOW - 12 * DAY,
    };
    const knowing = minted("current", NOW - 2 * DAY, { lowWater });
    const { error, mutations } = await run({
      tokens: [...before, knowing],
      settings,
    });
    expect(mutations).toEqual(["revoke older rotate"]);
    expect(error).toMatchObject({
      code: "cap-reached",
      summary: expect.stringContaining("has 3 live tokens") as string,
    });
  });
});

describe("a dry run", () => {
  it("changes nothing, whatever is due (I12)", async () => {
    const { error, mutations, record } = await run({
      settings: { ...EVERY_RUN, dryRun: true },
    });
    expect(error).toBeUndefined();
    expect(record.decision?.kind).toBe("mint");
    expect(mutations).toEqual([]);
    const retiring = await run({ settings: { dryRun: true } });
    expect(retiring.mutations).toEqual([]);
  });

  it("fails where the plan could not be carried out", async () => {
    const policy = { rotateAfterMs: 0, maxLiveTokens: 2, overlapMs: 9 * DAY };
    const { error } = await run({ settings: { policy, dryRun: true } });
    expect(error).toMatchObject({ code: "cap-reached" });
  });

  it("does not fail because of a rotation that settles", async () => {
    const { error } = await run({
      tokens: [minted("old", NOW - DAY), ...tokens],
      secrets: [cellAt(NOW - DAY, "A"), cellAt(NOW, "B")],
      settings: { dryRun: true },
    });
    expect(error).toBeUndefined();
  });
});

describe("mode check", () => {
  const settings = { policy: { mode: "check" as const } };

  it("changes nothing and is done where everything is sound (I12)", async () => {
    const { error, mutations } = await run({ tokens: [CURRENT], settings });
    expect(error).toBeUndefined();
    expect(mutations).toEqual([]);
  });

  it("changes nothing where something is wrong, and fails (I12)", async () => {
    const { error, mutations } = await run({ tokens: [], settings });
    expect(error).toMatchObject({ code: "check-failed" });
    expect(mutations).toEqual([]);
  });
});

describe("mode retire", () => {
  it("mints nothing, and revokes what is due though a person's token drifts elsewhere", async () => {
    const { error, mutations } = await run({
      tokens: [OLD, CURRENT, handMade("hand", NOW)],
      settings: { policy: { mode: "retire", rotateAfterMs: 0 } },
    });
    expect(error).toBeUndefined();
    expect(mutations).toEqual(["revoke old rotate"]);
  });
});

describe("an emergency", () => {
  const compromised = true;
  const settings = { policy: { compromised } };

  it("is over when every other token of the rotation is gone", async () => {
    const { error, mutations } = await run({ settings });
    expect(error).toBeUndefined();
    expect(mutations).toEqual([
      "mint",
      "publish fresh acme/web",
      "revoke old rotate",
      "revoke current rotate",
    ]);
  });

  it("is not over, though all was done, while a token that may have leaked has to stay", async () => {
    const { error, record } = await run({
      tokens: [CURRENT, minted("wide", NOW - DAY, placed(7))],
      settings,
    });
    expect(record).toMatchObject({
      minted: { state: "published" },
      revoked: ["current"],
    });
    expect(error).toMatchObject({
      code: "emergency-incomplete",
      summary: expect.stringMatching(
        /^Token wide may have leaked and may still be alive/u,
      ) as string,
    });
  });

  const unreadable = errorOf("No list.");
  const list = () => Promise.reject(unreadable);

  it("that fails says first that the tokens may still be alive", async () => {
    const { error } = await run({ list, settings });
    expect(error).toMatchObject({
      code: unreadable.code,
      summary: expect.stringMatching(
        /^Every token of this rotation may have leaked and may still be alive: .* No list\.$/u,
      ) as string,
    });
  });

  it.each([
    ["a dry run", { policy: { compromised }, dryRun: true }],
    ["mode check", { policy: { compromised, mode: "check" as const } }],
    ["mode retire", { policy: { compromised, mode: "retire" as const } }],
  ])("is none in %s: its errors stay as they are", async (_, facts) => {
    const { error } = await run({ list, settings: facts });
    expect(error).toBe(unreadable);
  });

  it("is none in mode retire: that revokes what is due, and no more", async () => {
    const policy = { compromised, mode: "retire" as const };
    const { error, mutations } = await run({ settings: { policy } });
    expect(error).toBeUndefined();
    expect(mutations).toEqual(["revoke old rotate"]);
  });
});

describe("a run that meets another rotation", () => {
  const elsewhere = minted("elsewhere", NOW - MINUTE, placed(7));
  const othersRepair = { id: "other000", cause: "repair" } as const;
  const AT = NOW - HOUR;

  it.each([
    [
      "under its own name for other secrets",
      "other-places",
      { tokens: [OLD, CURRENT, elsewhere], settings: EVERY_RUN },
    ],
    [
      "that has put the same secrets right",
      "second-rotation",
      {
        tokens: [CURRENT, minted("theirs", AT, othersRepair)],
        secrets: [cellAt(AT)],
      },
    ],
  ])("%s changes nothing, and fails", async (_, code, facts) => {
    const { error, mutations } = await run(facts);
    expect(error).toMatchObject({ code });
    expect(mutations).toEqual([]);
  });

  it("goes on in an emergency", async () => {
    const { mutations, record } = await run({
      tokens: [OLD, CURRENT, elsewhere],
      settings: { policy: { compromised: true } },
    });
    expect(mutations).toContain("publish fresh acme/web");
    expect(record.revoked).toEqual(["old", "current"]);
  });

  it("goes on in mode retire, which mints nothing", async () => {
    const { error, mutations } = await run({
      tokens: [OLD, CURRENT, elsewhere],
      settings: { policy: { mode: "retire" } },
    });
    expect(error).toBeUndefined();
    expect(mutations).toEqual(["revoke old rotate"]);
  });
});
