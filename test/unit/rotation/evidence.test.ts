import { describe, expect, it } from "vitest";
import { weigh } from "../../../src/rotation/evidence.ts";
import { canHold, isWrittenAfter } from "../../../src/rotation/holdings.ts";
import { dated } from "../../../src/rotation/usage.ts";
import { CLOCK_MARGIN_MS } from "../../../src/rotation/fence.ts";
import type { Observation, Policy } from "../../../src/rotation/observation.ts";
import {
  ADMIN,
  cellAt,
  clocksAt,
  DAY,
  FENCE_MS,
  handMade,
  HOUR,
  memberOf,
  minted,
  MINUTE,
  NOW,
  observationOf,
  policyOf,
  SECOND,
} from "./observations.ts";

function weighed(
  facts: Partial<Observation> & { readonly now?: number },
  policy: Partial<Policy> = {},
) {
  return weigh(observationOf(facts), policyOf(policy));
}

const names = (secrets: readonly { readonly secretName: string }[]): string[] =>
  secrets.map(({ secretName }) => secretName);

describe("canHold: what a secret last written at u can hold", () => {
  const g = NOW;
  const member = memberOf(minted("a", g));

  it.each([
    ["written at the generation", g, true],
    ["written as late as one second before the fence", g + FENCE_MS - 1, true],
    ["written when the fence has passed", g + FENCE_MS, false],
    ["written before, within the clock error", g - CLOCK_MARGIN_MS, true],
    ["written before, beyond the clock error", g - CLOCK_MARGIN_MS - 1, false],
  ])("a secret %s", (_name, updatedAt, expected) => {
    expect(canHold(updatedAt, member)).toBe(expected);
  });
});

describe("isWrittenAfter: whether a secret was written since a minting", () => {
  const lowWater = { generatedBefore: undefined, lastWrite: NOW - HOUR };
  const fresh = memberOf(minted("a", NOW));
  const knowing = memberOf(minted("a", NOW, { lowWater }));

  it("trusts every write where the minting run saw none", () => {
    expect(isWrittenAfter(NOW - DAY, fresh)).toBe(true);
  });

  it.each([
    ["the last write that the run saw", NOW - HOUR, false],
    ["an earlier one", NOW - DAY, false],
    ["the first one since", NOW - HOUR + SECOND, true],
  ])("tells %s apart", (_name, updatedAt, expected) => {
    expect(isWrittenAfter(updatedAt, knowing)).toBe(expected);
  });

  it("counts one that the run saw, when it is not before the minting on GitHub's clock", () => {
    const sameSecond = memberOf(
      minted("a", NOW, {
        clockOffsetMs: 5_000,
        lowWater: { generatedBefore: undefined, lastWrite: NOW + 9_000 },
      }),
    );
    expect(isWrittenAfter(NOW + 4_999, sameSecond)).toBe(false);
    expect(isWrittenAfter(NOW + 5_000, sameSecond)).toBe(true);
  });
});

describe("a credential that was minted only as a record", () => {
  const lowWater = { generatedBefore: undefined, lastWrite: NOW };
  const record = memberOf(minted("a", NOW, { cause: "record", lowWater }));

  it("is held by no secret, and came after the writes of its own second", () => {
    expect(canHold(NOW, record)).toBe(false);
    expect(isWrittenAfter(NOW, record)).toBe(false);
    expect(isWrittenAfter(NOW + SECOND, record)).toBe(true);
  });

  it("keeps the credential that it names while a secret was not written since", () => {
    const named = { clientId: "late", as: "witnessed" } as const;
    const late = minted("late", NOW - 2 * DAY);
    const other = minted("other", NOW - SECOND);
    const facts = { cause: "record", lowWater, named } as const;
    const tokens = [late, other, minted("record", NOW, facts)];
    const evidence = (updatedAt: number) =>
      weighed({ tokens, secrets: [cellAt(updatedAt)], now: NOW + DAY });
    expect(evidence(NOW).mayBeHeld("late")).toBe(true);
    expect(evidence(NOW + SECOND).mayBeHeld("late")).toBe(false);
  });
});

describe("dated", () => {
  it("is a member with the fence of its own marker", () => {
    const member = memberOf(minted("a", NOW, { fenceMs: 99_000 }));
    expect(dated(member)).toEqual({
      clientId: "a",
      generatedOn: NOW,
      fenceMs: 99_000,
      places: [member.marker],
    });
  });
});

describe("the evidence", () => {
  describe("when there is no credential and no secret", () => {
    const seen = () => weighed({});

    it("has nothing, and the secret is missing", () => {
      const evidence = seen();
      expect(evidence).toMatchObject({
        lineage: { members: [], copies: [] },
        newest: undefined,
        drifted: [],
        complete: false,
        everywhere: false,
        lowWater: undefined,
        isUnclear: true,
        lastActivity: -Infinity,
      });
      expect(names(evidence.missing)).toEqual(["TOKEN"]);
    });
  });

  describe("when there is no secret at all", () => {
    const old = minted("old", NOW - DAY);
    const seen = () => weighed({ tokens: [old], secrets: [] });

    it("proves nothing out of use", () => {
      const evidence = seen();
      expect(evidence.outOfUseSince(dated(memberOf(old)))).toBeUndefined();
      expect(evidence.lowWater).toBeUndefined();
    });

    it("completes no credential that there is not", () => {
      const { complete, everywhere } = weighed({ secrets: [] });
      expect({ complete, everywhere }).toEqual({
        complete: false,
        everywhere: false,
      });
    });
  });

  describe("when every secret holds the newest credential alone", () => {
    const old = minted("old", NOW - 3 * DAY);
    const current = minted("new", NOW - 2 * DAY);
    const secrets = [
      cellAt(current.generatedOn ?? 0, "A"),
      cellAt((current.generatedOn ?? 0) + MINUTE, "B"),
    ];
    const seen = () => weighed({ tokens: [current, old], secrets });

    it("is complete, everywhere and clear", () => {
      const evidence = seen();
      expect(evidence).toMatchObject({
        newest: { clientId: "new" },
        missing: [],
        drifted: [],
        complete: true,
        everywhere: true,
        isUnclear: false,
      });
    });

    it("proves the superseded one out of use, not the current one", () => {
      const evidence = seen();
      expect(evidence.mayBeHeld("new")).toBe(true);
      expect(evidence.isOutOfUse("new")).toBe(false);
      expect(evidence.mayBeHeld("old")).toBe(false);
      expect(evidence.isOutOfUse("old")).toBe(true);
    });

    it("dates the end of use by the latest write", () => {
      const evidence = seen();
      const since = evidence.outOfUseSince(dated(memberOf(old)));
      expect(since).toBe(NOW - 2 * DAY + MINUTE);
      expect(evidence.outOfUseSince(dated(memberOf(current)))).toBeUndefined();
    });

    it("writes down the low-water pair: the earliest write less the longest fence, and the latest write", () => {
      const evidence = seen();
      expect(evidence.lowWater).toEqual({
        generatedBefore: NOW - 2 * DAY - FENCE_MS,
        lastWrite: NOW - 2 * DAY + MINUTE,
      });
      const wider = weighed({ tokens: [current], secrets }, { fenceMs: 1e8 });
      expect(wider.lowWater?.generatedBefore).toBe(NOW - 2 * DAY - 1e8);
      const marked = minted("new", NOW - 2 * DAY, { fenceMs: 2e8 });
      const widest = weighed({ tokens: [marked], secrets }, { fenceMs: 1e8 });
      expect(widest.lowWater?.generatedBefore).toBe(NOW - 2 * DAY - 2e8);
    });

    it("takes the end of the last fence for the last activity, or a later write", () => {
      const evidence = seen();
      expect(evidence.lastActivity).toBe(NOW - 2 * DAY + FENCE_MS);
      const later = [...secrets, cellAt(NOW - HOUR, "C")];
      const written = weighed({ tokens: [current], secrets: later });
      expect(written.lastActivity).toBe(NOW - HOUR);
      const fenceMs = 2 * DAY;
      const longer = minted("longer", NOW - 3 * DAY, { fenceMs });
      const { lastActivity } = weighed({ tokens: [longer, current], secrets });
      expect(lastActivity).toBe(NOW - DAY);
    });
  });

  describe("when the only credential is the newest", () => {
    it("takes the end of its fence for the last activity", () => {
      const at = NOW - 2 * DAY;
      const facts = { tokens: [minted("a", at)], secrets: [cellAt(at)] };
      expect(weighed(facts).lastActivity).toBe(at + FENCE_MS);
    });
  });

  describe("when a credential has expired that is still listed", () => {
    const ids = (some: readonly { readonly clientId: string }[]): string[] =>
      some.map(({ clientId }) => clientId);

    it.each([
      ["agree", 0, 0],
      ["differ, Astra's being behind", MINUTE, -MINUTE],
      ["differ, Astra's being ahead", -MINUTE, MINUTE],
    ])("keeps it apart from the live ones, where the clocks %s", (...way) => {
      const [, offset, astraAhead] = way;
      const astraNow = NOW + astraAhead;
      const evidence = weighed({
        tokens: [
          minted("gone", NOW - 9 * DAY, { expiresOn: astraNow }),
          minted("ending", NOW - 8 * DAY, { expiresOn: astraNow + SECOND }),
          minted("lasting", NOW - DAY),
        ],
        secrets: [cellAt(NOW - DAY)],
        clocks: clocksAt(NOW, offset),
      });
      expect(ids(evidence.expired)).toEqual(["gone"]);
      expect(ids(evidence.lineage.members)).toEqual(["ending", "lasting"]);
    });
  });

  describe("when the admin token", () => {
    const at = NOW - DAY;
    const own = [minted("old", NOW - 2 * DAY), minted("current", at)];
    const named = { clientId: ADMIN.clientId, as: "adopted" } as const;
    const knower = minted("knower", at, { named });
    it.each([
      ["is all that there is", false, [], {}],
      ["is none of the credentials", false, own, {}],
      [
        "is one of them, whatever previous-token names",
        true,
        own,
        { adminClientId: "current", previousClientId: "old" },
      ],
      ["was taken over by one of them", true, [knower], {}],
    ])(
      "%s, tells whether the rotation holds it",
      (_name, is, tokens, policy) => {
        const facts = { tokens, secrets: [cellAt(at)] };
        expect(weighed(facts, policy).rotatesItself).toBe(is);
      },
    );
  });

  describe("when a secret is missing", () => {
    const current = minted("new", NOW - 2 * DAY);
    const old = minted("old", NOW - 3 * DAY);
    const seen = () =>
      weighed({
        tokens: [current, old],
        secrets: [cellAt(NOW - 2 * DAY, "A"), cellAt(undefined, "B")],
      });

    it("is unclear, not complete and not everywhere", () => {
      const evidence = seen();
      expect(names(evidence.missing)).toEqual(["B"]);
      expect(evidence).toMatchObject({
        isUnclear: true,
        complete: false,
        everywhere: false,
      });
    });

    it("proves nothing out of use", () => {
      const evidence = seen();
      expect(evidence.mayBeHeld("old")).toBe(false);
      expect(evidence.isOutOfUse("old")).toBe(false);
      expect(evidence.outOfUseSince(dated(memberOf(old)))).toBeUndefined();
      expect(evidence.lowWater).toEqual({
        generatedBefore: undefined,
        lastWrite: NOW - 2 * DAY,
      });
    });
  });

  describe("when somebody else has written a secret", () => {
    const current = minted("new", NOW - 2 * DAY);

    it("has drifted, later than the fence", () => {
      const evidence = weighed({
        tokens: [current],
        secrets: [cellAt(NOW - 2 * DAY, "A"), cellAt(NOW - DAY, "B")],
      });
      expect(names(evidence.drifted)).toEqual(["B"]);
      expect(evidence).toMatchObject({ isUnclear: true, complete: false });
    });

    it("has drifted, if only a credential could be in it that was minted since", () => {
      const lowWater = {
        generatedBefore: undefined,
        lastWrite: NOW - 2 * DAY - 2 * MINUTE,
      };
      const evidence = weighed({
        tokens: [minted("new", NOW - 2 * DAY, { lowWater })],
        secrets: [cellAt(lowWater.lastWrite, "A")],
      });
      expect(names(evidence.drifted)).toEqual(["A"]);
      expect(evidence.complete).toBe(false);
    });

    it("is not drifted as long as one of several can be in it", () => {
      const lowWater = {
        generatedBefore: undefined,
        lastWrite: NOW - 2 * DAY,
      };
      const evidence = weighed({
        tokens: [
          minted("old", NOW - 2 * DAY),
          minted("new", NOW - 2 * DAY + MINUTE, { lowWater }),
        ],
        secrets: [cellAt(NOW - 2 * DAY, "A")],
      });
      expect(evidence.drifted).toEqual([]);
      expect(evidence.isUnclear).toBe(false);
      expect(evidence.everywhere).toBe(false);
    });
  });

  describe("when a secret can hold two credentials", () => {
    const old = minted("old", NOW - 2 * DAY);
    const current = minted("new", NOW - 2 * DAY + MINUTE);
    const seen = () =>
      weighed({
        tokens: [old, current],
        secrets: [cellAt(NOW - 2 * DAY + 2 * MINUTE)],
      });

    it("is everywhere, but not complete", () => {
      const evidence = seen();
      expect(evidence).toMatchObject({
        complete: false,
        everywhere: true,
        isUnclear: false,
      });
    });

    it("proves neither of them out of use", () => {
      const evidence = seen();
      expect(evidence.isOutOfUse("old")).toBe(false);
      expect(evidence.outOfUseSince(dated(memberOf(old)))).toBeUndefined();
    });
  });

  describe("when a secret holds an older credential alone", () => {
    const seen = () =>
      weighed({
        tokens: [minted("old", NOW - 3 * DAY), minted("new", NOW - DAY)],
        secrets: [cellAt(NOW - 3 * DAY, "A"), cellAt(NOW - DAY, "B")],
      });

    it("is neither complete nor everywhere", () => {
      const evidence = seen();
      expect(evidence).toMatchObject({
        complete: false,
        everywhere: false,
        isUnclear: false,
      });
      expect(evidence.isOutOfUse("old")).toBe(false);
    });
  });

  describe("when the newest credential is younger than its fence", () => {
    const token = minted("new", NOW - FENCE_MS + SECOND);
    const seen = () =>
      weighed({
        tokens: [token],
        secrets: [cellAt(NOW - FENCE_MS + SECOND)],
      });

    it("is past its fence from the very end of it", () => {
      const evidence = seen();
      const past = dated(memberOf(token));
      expect(evidence.isPastFence(past)).toBe(false);
      expect(
        evidence.isPastFence({ ...past, generatedOn: NOW - FENCE_MS }),
      ).toBe(true);
    });

    it("dates no end of use for what is within its own fence", () => {
      const evidence = seen();
      const young = dated(memberOf(minted("x", NOW - FENCE_MS + 1)));
      expect(evidence.outOfUseSince(young)).toBeUndefined();
      const old = dated(memberOf(minted("x", NOW - FENCE_MS)));
      expect(evidence.outOfUseSince(old)).toBeDefined();
    });
  });

  describe("when the newest was minted in an emergency", () => {
    const at = NOW - DAY;
    const complete = (updatedAt: number, emergency: boolean): boolean =>
      weighed({
        tokens: [minted("new", at, { emergency })],
        secrets: [cellAt(updatedAt)],
      }).complete;

    it("is not complete on writes within its fence", () => {
      expect(complete(at + MINUTE, true)).toBe(false);
      expect(complete(at + MINUTE, false)).toBe(true);
      expect(complete(at + FENCE_MS - 1, true)).toBe(false);
    });
  });

  describe("when a younger marker proves more", () => {
    const secrets = [cellAt(NOW - HOUR)];
    const pair = {
      generatedBefore: NOW - 5 * DAY,
      lastWrite: NOW - 4 * DAY,
    };
    const old = minted("old", NOW - 6 * DAY);
    const since = (
      facts: Parameters<typeof minted>[2],
      token = dated(memberOf(old)),
    ): number | undefined =>
      weighed({
        tokens: [old, minted("new", NOW - HOUR, facts)],
        secrets,
      }).outOfUseSince(token);

    it("dates the end of use by the marker's last write", () => {
      expect(since({ lowWater: pair })).toBe(NOW - 4 * DAY);
    });

    it("goes by this observation where the marker proves nothing", () => {
      expect(since({})).toBe(NOW - HOUR);
      const nothing = { ...pair, generatedBefore: undefined };
      expect(since({ lowWater: nothing })).toBe(NOW - HOUR);
    });

    it("proves nothing of what was generated at that very instant or later", () => {
      const at = { ...pair, generatedBefore: NOW - 6 * DAY };
      expect(since({ lowWater: at })).toBe(NOW - HOUR);
      const after = { ...pair, generatedBefore: NOW - 6 * DAY + SECOND };
      expect(since({ lowWater: after })).toBe(NOW - 4 * DAY);
    });

    it("does not count a marker that is not younger", () => {
      const own = minted("old", NOW - 6 * DAY, {
        lowWater: { generatedBefore: NOW, lastWrite: NOW - 7 * DAY },
      });
      const evidence = weighed({
        tokens: [own, minted("new", NOW - HOUR)],
        secrets,
      });
      expect(evidence.outOfUseSince(dated(memberOf(own)))).toBe(NOW - HOUR);
    });

    it("proves it also while a secret is missing or drifted", () => {
      const evidence = weighed({
        tokens: [old, minted("new", NOW - HOUR, { lowWater: pair })],
        secrets: [...secrets, cellAt(undefined, "B")],
      });
      expect(evidence.outOfUseSince(dated(memberOf(old)))).toBe(NOW - 4 * DAY);
    });

    it("takes the earliest of several proofs", () => {
      const evidence = weighed({
        tokens: [
          old,
          minted("mid", NOW - DAY, {
            lowWater: { ...pair, lastWrite: NOW - 3 * DAY },
          }),
          minted("new", NOW - HOUR, { lowWater: pair }),
        ],
        secrets,
      });
      expect(evidence.outOfUseSince(dated(memberOf(old)))).toBe(NOW - 4 * DAY);
    });

    it("does not outweigh a secret that can hold the credential", () => {
      const added = cellAt(NOW - 6 * DAY, "ADDED");
      const evidence = weighed({
        tokens: [old, minted("new", NOW - HOUR, { lowWater: pair })],
        secrets: [...secrets, added],
      });
      expect(evidence.outOfUseSince(dated(memberOf(old)))).toBeUndefined();
    });
  });

  describe("when a hand-made token was taken over", () => {
    const hand = handMade("hand", NOW - 9 * DAY);
    const lowWater = { generatedBefore: undefined, lastWrite: NOW - 8 * DAY };
    const knower = minted("knower", NOW - 2 * DAY, {
      named: { clientId: "hand", as: "adopted" },
      lowWater,
    });
    const known = {
      clientId: "hand",
      generatedOn: NOW - 9 * DAY,
      fenceMs: FENCE_MS,
      places: [memberOf(knower).marker],
    };

    it("may be held by a secret while no marker remembers it", () => {
      const evidence = weighed(
        {
          tokens: [hand, minted("a", NOW - DAY)],
          secrets: [cellAt(NOW - DAY, "A"), cellAt(NOW - HOUR, "B")],
        },
        { previousClientId: "hand" },
      );
      expect(evidence.adoption.tokens).toMatchObject([{ clientId: "hand" }]);
      expect(evidence).toMatchObject({ isUnclear: true, everywhere: false });
      expect(evidence.mayBeHeld("hand")).toBe(true);
      expect(evidence.outOfUseSince({ ...known, places: [] })).toBeUndefined();
    });

    it("is as old as the credential that remembers it, if the list does not say", () => {
      const tokens = [handMade("hand", undefined), knower];
      const evidence = weighed({ tokens, secrets: [cellAt(NOW - 2 * DAY)] });
      expect(evidence.adoption.tokens).toMatchObject([
        { clientId: "hand", generatedOn: NOW - 2 * DAY },
      ]);
    });

    // A list that lagged behind let a run take its own credential for one.
    it.each(["own", "copy"])(
      "is never of the rotation's own making, though a marker names it: %s",
      (clientId) => {
        const own = minted("own", NOW - 3 * DAY);
        const copy = { ...own, clientId: "copy", generatedOn: NOW - 2 * DAY };
        const named = { clientId, as: "adopted" } as const;
        const tokens = [own, copy, minted("knower", NOW - DAY, { named })];
        const evidence = weighed({ tokens, secrets: [cellAt(NOW - DAY)] });
        expect(evidence.adoption.tokens).toEqual([]);
      },
    );

    it("may be held as long as one secret was not written since", () => {
      const evidence = weighed({
        tokens: [hand, knower],
        secrets: [cellAt(NOW - 2 * DAY, "A"), cellAt(NOW - 8 * DAY, "B")],
      });
      expect(evidence.mayBeHeld("hand")).toBe(true);
      expect(evidence.isOutOfUse("hand")).toBe(false);
      expect(evidence.outOfUseSince(known)).toBeUndefined();
    });

    it("is not forgotten: the credential that remembers it may be held as long", () => {
      const later = minted("later", NOW - DAY);
      const secrets = [cellAt(NOW - DAY, "A"), cellAt(NOW - 8 * DAY, "B")];
      const evidence = weighed({ tokens: [hand, knower, later], secrets });
      expect(evidence.mayBeHeld("knower")).toBe(true);
      const written = [cellAt(NOW - DAY, "A"), cellAt(NOW - DAY, "B")];
      const since = weighed({
        tokens: [hand, knower, later],
        secrets: written,
      });
      expect(since.mayBeHeld("knower")).toBe(false);
    });

    it("is out of use once every secret was", () => {
      const evidence = weighed({
        tokens: [hand, knower],
        secrets: [cellAt(NOW - 2 * DAY, "A"), cellAt(NOW - 2 * DAY, "B")],
      });
      expect(evidence.mayBeHeld("hand")).toBe(false);
      expect(evidence.isOutOfUse("hand")).toBe(true);
      expect(evidence.outOfUseSince(known)).toBe(NOW - 2 * DAY);
    });

    it("needs a proof whose writes came after the credential that remembers it", () => {
      const young = (generatedBefore: number) =>
        weighed({
          tokens: [
            hand,
            knower,
            minted("young", NOW - HOUR, {
              lowWater: { generatedBefore, lastWrite: NOW - DAY },
            }),
          ],
          secrets: [cellAt(NOW - HOUR)],
        }).outOfUseSince(known);
      // With its fence it reaches back before the write that the knower saw.
      expect(young(NOW - 8 * DAY - FENCE_MS)).toBe(NOW - HOUR);
      expect(young(NOW - 8 * DAY - FENCE_MS + SECOND)).toBe(NOW - DAY);
    });
  });
});
