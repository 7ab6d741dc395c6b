import { describe, expect, it } from "vitest";
import { causeOf, decide } from "../../../src/rotation/decide.ts";
import type { Decision, MintReason } from "../../../src/rotation/decision.ts";
import type { MarkerCause } from "../../../src/rotation/marker.ts";
import type { Observation, Policy } from "../../../src/rotation/observation.ts";
import {
  cellAt,
  clocksAt,
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
  SECOND,
} from "./observations.ts";

function decided(
  facts: Partial<Observation> & { readonly now?: number } = {},
  policy: Partial<Policy> = {},
): Decision {
  return decide(observationOf(facts), policyOf(policy));
}

const frozenIds = ({ frozen }: Decision): string[] =>
  frozen.map(({ clientId }) => clientId);

/** A rotation a day after its last, with one superseded credential. */
const OLD = minted("old", NOW - 2 * DAY);
const CURRENT = minted("current", NOW - DAY);
const SOUND = { tokens: [OLD, CURRENT], secrets: [cellAt(NOW - DAY)] };

describe("a run mints", () => {
  const reasonFor = (
    facts: Partial<Observation> & { readonly now?: number },
    policy: Partial<Policy> = {},
  ): string => {
    const decision = decided(facts, policy);
    return decision.kind === "mint" ? decision.reason : decision.kind;
  };

  it("when it was said to be compromised, whatever the age", () => {
    expect(reasonFor(SOUND, { compromised: true })).toBe("compromised");
    const both = { compromised: true, rotateAfterMs: 0 };
    expect(reasonFor(SOUND, both)).toBe("compromised");
  });

  it("in every run with rotate-after: 0", () => {
    expect(reasonFor(SOUND, { rotateAfterMs: 0 })).toBe("every-run");
    expect(reasonFor({}, { rotateAfterMs: 0 })).toBe("every-run");
  });

  it("when the lineage is empty", () => {
    expect(reasonFor({ secrets: [cellAt(NOW - DAY)] })).toBe("first");
  });

  it("a tenth before the newest is as old as rotate-after", () => {
    const rotateAfterMs = (DAY / 9) * 10;
    expect(reasonFor(SOUND, { rotateAfterMs })).toBe("age");
    expect(reasonFor(SOUND, { rotateAfterMs: rotateAfterMs + 2 })).toBe("keep");
  });

  it("when too little of its lifetime is left, on Astra's clock", () => {
    const tokens = [minted("a", NOW - DAY, { expiresOn: NOW + DAY })];
    expect(reasonFor({ ...SOUND, tokens })).toBe("expires");
    const late = { ...SOUND, tokens, clocks: clocksAt(NOW, MINUTE) };
    expect(reasonFor(late)).toBe("keep");
  });

  it("when the newest has expired, listed or not", () => {
    const tokens = [minted("a", NOW - DAY, { expiresOn: NOW })];
    expect(reasonFor({ ...SOUND, tokens })).toBe("expired");
    expect(reasonFor({ ...SOUND, tokens: [] })).toBe("first");
  });

  it("when its tokens were minted for other places", () => {
    const tokens = [minted("a", NOW - DAY, placed(7))];
    expect(reasonFor({ ...SOUND, tokens })).toBe("places");
  });

  it("when an earlier run recorded that its token may be dead", () => {
    const tokens = [OLD, minted("record", NOW - DAY, { cause: "record" })];
    expect(reasonFor({ ...SOUND, tokens })).toBe("suspended");
  });

  it("when the newest has other roles than configured", () => {
    const tokens = [minted("a", NOW - DAY, { roles: ["other"] })];
    expect(reasonFor({ ...SOUND, tokens })).toBe("roles");
    const unknown = [minted("a", NOW - DAY, { roles: [] })];
    expect(reasonFor({ ...SOUND, tokens: unknown })).toBe("keep");
  });

  it("when a secret is missing", () => {
    const secrets = [cellAt(NOW - DAY, "A"), cellAt(undefined, "B")];
    expect(reasonFor({ ...SOUND, secrets })).toBe("missing");
  });

  it("when a secret has drifted", () => {
    const secrets = [cellAt(NOW - DAY, "A"), cellAt(NOW - HOUR, "B")];
    expect(reasonFor({ ...SOUND, secrets })).toBe("drifted");
  });

  it("once, when previous-token shows past the newest's fence that a secret was written back", () => {
    const policy = { previousClientId: "old" };
    expect(reasonFor(SOUND, policy)).toBe("contradicted");
    const named = { clientId: "old", as: "contradicting" } as const;
    const answered = [OLD, minted("current", NOW - DAY, { named })];
    expect(reasonFor({ ...SOUND, tokens: answered }, policy)).toBe("keep");
    const young = NOW - FENCE_MS + 1;
    const within = {
      tokens: [OLD, minted("current", young)],
      secrets: [cellAt(young)],
    };
    expect(reasonFor(within, policy)).toBe("keep");
  });

  it("once within the fence, when the newest is the only young one and a secret certainly lacks it", () => {
    const young = NOW - MINUTE;
    const secrets = [cellAt(NOW - DAY, "A"), cellAt(young, "B")];
    const newest = minted("b", young);
    const tokens = [CURRENT, newest];
    expect(reasonFor({ tokens, secrets })).toBe("heals");
    const healed = [...tokens, minted("c", young + SECOND)];
    expect(reasonFor({ tokens: healed, secrets })).toBe("settle");
    const everywhere = [cellAt(young, "A"), cellAt(young, "B")];
    const unclear = [minted("a", young - FENCE_MS + SECOND), newest];
    expect(reasonFor({ tokens: unclear, secrets: everywhere })).toBe("settle");
  });

  it("when the newest is past its fence and not complete", () => {
    const at = (age: number) => ({
      tokens: [minted("a", NOW - age - MINUTE), minted("b", NOW - age)],
      secrets: [cellAt(NOW - age + SECOND)],
    });
    expect(reasonFor(at(FENCE_MS))).toBe("incomplete");
    expect(reasonFor(at(FENCE_MS - 1))).toBe("settle");
  });
});

describe("a decision", () => {
  it.each<[string, Partial<Policy>]>([
    ["mint", { rotateAfterMs: 0 }],
    ["mint", { compromised: true }],
    ["full", { rotateAfterMs: 0, overlapMs: 9 * DAY, maxLiveTokens: 2 }],
    ["keep", {}],
    ["retire", { mode: "retire" }],
    ["check", { mode: "check" }],
  ])("to %s carries the evidence that it rests on", (kind, policy) => {
    expect(decided(SOUND, policy)).toMatchObject({
      kind,
      evidence: { newest: { clientId: "current" }, complete: true },
    });
  });
});

describe("a run that mints", () => {
  it("freezes what is past its fence, with the end of its overlap", () => {
    const young = minted("young", NOW - FENCE_MS + 1);
    const decision = decided(
      { tokens: [OLD, CURRENT, young], secrets: [cellAt(NOW - DAY)] },
      { rotateAfterMs: 0, overlapMs: 5 * DAY },
    );
    expect(decision.frozen).toEqual([
      {
        clientId: "old",
        outOfUseSince: NOW - DAY,
        revocableFrom: NOW + 4 * DAY,
        adopts: undefined,
        isNamed: false,
      },
      {
        clientId: "current",
        outOfUseSince: undefined,
        revocableFrom: undefined,
        adopts: undefined,
        isNamed: false,
      },
    ]);
  });

  it("makes room for nothing, and says what the next marker has to", () => {
    const decision = decided(SOUND, {
      rotateAfterMs: 0,
    });
    expect(decision).toMatchObject({
      kind: "mint",
      makeRoom: [],
      lowWater: {
        generatedBefore: NOW - DAY - FENCE_MS,
        lastWrite: NOW - DAY,
      },
      named: undefined,
    });
  });

  it("freezes only what is covered", () => {
    const elsewhere = minted("elsewhere", NOW - 9 * DAY, placed(7));
    const named = { clientId: "hand", as: "adopted" } as const;
    const keeper = minted("keeper", NOW - 8 * DAY, { ...placed(7), named });
    const hand = handMade("hand", NOW - 10 * DAY);
    const tokens = [hand, elsewhere, keeper, ...SOUND.tokens];
    const policy = { rotateAfterMs: 0, overlapMs: 0 };
    const decision = decided({ ...SOUND, tokens }, policy);
    expect(frozenIds(decision)).toEqual(["old", "current"]);
  });

  it("never freezes one whose marker somebody copied (I4)", () => {
    const copy = { ...OLD, clientId: "copy", generatedOn: NOW - 2 * DAY + 1 };
    const tokens = [OLD, copy, CURRENT];
    const decision = decided({ ...SOUND, tokens }, { rotateAfterMs: 0 });
    expect(frozenIds(decision)).toEqual(["current"]);
  });

  it("freezes the hand-made token that it took over, and what remembers it", () => {
    const hand = handMade("hand", NOW - 9 * DAY);
    const knower = minted("knower", NOW - DAY, {
      named: { clientId: "hand", as: "adopted" },
    });
    const tokens = [hand, knower];
    const decision = decided({ ...SOUND, tokens }, { rotateAfterMs: 0 });
    expect(decision.frozen).toEqual([
      {
        clientId: "hand",
        outOfUseSince: NOW - DAY,
        revocableFrom: NOW,
        adopts: undefined,
        isNamed: false,
      },
      expect.objectContaining({ clientId: "knower", adopts: "hand" }),
    ]);
  });

  it("does not freeze a hand-made token of unknown age, or one within this run's fence", () => {
    const policy = { previousClientId: "hand", rotateAfterMs: 0 };
    for (const [generatedOn, expected] of [
      [undefined, []],
      [NOW - FENCE_MS + 1, []],
      [NOW - FENCE_MS, ["hand"]],
    ] as const) {
      const tokens = [handMade("hand", generatedOn)];
      const decision = decided(
        { tokens, secrets: [cellAt(NOW - MINUTE)] },
        policy,
      );
      expect(frozenIds(decision)).toEqual(expected);
    }
  });
});

describe("an emergency", () => {
  const hand = handMade("hand", NOW - 9 * DAY);
  const young = minted("young", NOW - SECOND, {
    named: { clientId: "hand", as: "adopted" },
  });
  it("revokes every other credential, whatever its age and the cap", () => {
    const decision = decided(
      { tokens: [hand, OLD, CURRENT, young], secrets: [cellAt(NOW - DAY)] },
      { compromised: true, maxLiveTokens: 2, overlapMs: 9 * DAY },
    );
    const free = {
      outOfUseSince: undefined,
      revocableFrom: 0,
      isNamed: false,
    };
    expect(decision).toMatchObject({ kind: "mint", makeRoom: [] });
    expect(decision.frozen).toEqual([
      { clientId: "hand", adopts: undefined, ...free },
      { clientId: "old", adopts: undefined, ...free },
      { clientId: "current", adopts: undefined, ...free },
      { clientId: "young", adopts: "hand", ...free },
    ]);
  });
});

describe("an emergency beside what is not covered", () => {
  const elsewhere = minted("elsewhere", NOW - 9 * DAY, placed(7));
  const tokens = [elsewhere, ...SOUND.tokens];
  it("leaves it, unless previous-token names it as leaked", () => {
    const policy = { compromised: true };
    const decision = decided({ ...SOUND, tokens }, policy);
    expect(frozenIds(decision)).toEqual(["old", "current"]);
    const named = { ...policy, previousClientId: "elsewhere" };
    const leaked = decided({ ...SOUND, tokens }, named);
    expect(frozenIds(leaked)).toContain("elsewhere");
  });

  it("leaves what is younger than its fence where the rotation holds its own admin token", () => {
    const young = minted("young", NOW - MINUTE);
    const policy = { compromised: true, adminClientId: "current" };
    const decision = decided(
      { ...SOUND, tokens: [OLD, CURRENT, young] },
      policy,
    );
    expect(frozenIds(decision)).toEqual(["old", "current"]);
  });
});

describe("a run with nothing due", () => {
  it("does not revoke what previous-token names", () => {
    const named = { clientId: "old", as: "contradicting" } as const;
    const tokens = [OLD, minted("current", NOW - DAY, { named })];
    const decision = decided({ ...SOUND, tokens }, { previousClientId: "old" });
    expect(decision.kind).toBe("keep");
    expect(decision.frozen).toMatchObject([{ clientId: "old", isNamed: true }]);
  });

  it("keeps a complete credential, and may revoke what is out of use", () => {
    const decision = decided(SOUND);
    expect(decision).toMatchObject({
      kind: "keep",
      newest: { clientId: "current" },
    });
    expect(frozenIds(decision)).toEqual(["old"]);
  });

  it("lets an unclear generation settle until the end of its fence", () => {
    const tokens = [minted("a", NOW - 2 * MINUTE), minted("b", NOW - MINUTE)];
    const decision = decided({ tokens, secrets: [cellAt(NOW)] });
    expect(decision).toMatchObject({
      kind: "settle",
      newest: { clientId: "b" },
      healsFrom: NOW - MINUTE + FENCE_MS,
      frozen: [],
    });
  });
});

describe("mode retire", () => {
  it("mints nothing, whatever is due, and may revoke what is out of use", () => {
    const policy = { mode: "retire", rotateAfterMs: 0 } as const;
    const decision = decided(SOUND, policy);
    expect(decision.kind).toBe("retire");
    expect(frozenIds(decision)).toEqual(["old"]);
  });
});

describe("mode retire with a token of the rotation itself", () => {
  it("never revokes what it authenticates with (I3)", () => {
    const policy = { mode: "retire", adminClientId: "old" } as const;
    expect(frozenIds(decided(SOUND, policy))).toEqual([]);
  });
});

describe("mode check", () => {
  it("finds nothing wrong with a sound rotation", () => {
    const decision = decided(SOUND, { mode: "check" });
    expect(decision).toMatchObject({ kind: "check", findings: [] });
    expect(frozenIds(decision)).toEqual(["old"]);
  });

  it("lists what is superseded though nothing is proven, never the newest", () => {
    const secrets = [cellAt(NOW - DAY, "A"), cellAt(undefined, "B")];
    const decision = decided({ ...SOUND, secrets }, { mode: "check" });
    expect(decision).toMatchObject({
      kind: "check",
      findings: [{ kind: "missing" }],
    });
    expect(frozenIds(decision)).toEqual(["old"]);
  });

  it("says that there is no credential, though a hand-made token was named", () => {
    const tokens = [handMade("hand", NOW - 9 * DAY)];
    const policy = { mode: "check", previousClientId: "hand" } as const;
    const secrets = [cellAt(NOW - DAY)];
    const decision = decided({ tokens, secrets }, policy);
    expect(decision).toMatchObject({ findings: [{ kind: "no-credential" }] });
    expect(frozenIds(decision)).toEqual(["hand"]);
  });
});

describe("a run at the cap", () => {
  it("is full where nothing may go, and keeps what it may revoke later", () => {
    const policy = { rotateAfterMs: 0, overlapMs: 9 * DAY, maxLiveTokens: 2 };
    const decision = decided(SOUND, policy);
    expect(decision).toMatchObject({ kind: "full", live: 2 });
    expect(frozenIds(decision)).toEqual(["old"]);
  });

  it("retires first where something may go", () => {
    const decision = decided(SOUND, { rotateAfterMs: 0, maxLiveTokens: 2 });
    expect(decision).toMatchObject({
      kind: "mint",
      makeRoom: [{ clientId: "old" }],
    });
    expect(frozenIds(decision)).toEqual(["old", "current"]);
  });

  it("never makes room with the admin token (I3)", () => {
    const policy = {
      rotateAfterMs: 0,
      maxLiveTokens: 2,
      adminClientId: "old",
    };
    expect(decided(SOUND, policy)).toMatchObject({ kind: "full" });
  });
});

describe("the marker of a minting", () => {
  it.each<[MintReason, MarkerCause]>([
    ["compromised", "planned"],
    ["every-run", "planned"],
    ["first", "planned"],
    ["places", "planned"],
    ["age", "planned"],
    ["expires", "planned"],
    ["roles", "planned"],
    ["expired", "repair"],
    ["missing", "repair"],
    ["drifted", "repair"],
    ["contradicted", "repair"],
    ["suspended", "repair"],
    ["incomplete", "repair"],
    ["heals", "repair"],
  ])("for the reason %s calls it %s", (reason, cause) => {
    expect(causeOf(reason)).toBe(cause);
  });
});
