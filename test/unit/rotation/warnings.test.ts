import { describe, expect, it } from "vitest";
import { decide } from "../../../src/rotation/decide.ts";
import type { Observation, Policy } from "../../../src/rotation/observation.ts";
import type { Warning } from "../../../src/rotation/steps.ts";
import {
  lifetimeWarnings,
  warningsOf,
} from "../../../src/rotation/warnings.ts";
import {
  ADMIN,
  cellAt,
  clocksAt,
  DAY,
  handMade,
  HOUR,
  minted,
  MINUTE,
  NOW,
  observationOf,
  placed,
  policyOf,
  ROLE,
  SECOND,
} from "./observations.ts";
import { errorOf } from "./outcomes.ts";

const CURRENT = minted("current", NOW - DAY);
const SOUND = { tokens: [CURRENT], secrets: [cellAt(NOW - DAY)] };

function warned(
  facts: Partial<Observation> = {},
  policy: Partial<Policy> = {},
): readonly Warning[] {
  const observation = observationOf({ ...SOUND, ...facts });
  const settings = policyOf(policy);
  return warningsOf(observation, decide(observation, settings), settings);
}

describe("a clean run", () => {
  it("has no warning", () => {
    expect(warned()).toEqual([]);
    expect(warned({ tokens: [], secrets: [] })).toEqual([]);
  });
});

describe("a role that can manage tokens", () => {
  const roles = [
    { ...ROLE, names: ["db_admin", "Administrator"], managesTokens: true },
    { ...ROLE, id: "custom", names: [], managesTokens: true },
    { ...ROLE, id: "reader" },
  ];
  const tokens = [
    minted("current", NOW - DAY, { roles: roles.map(({ id }) => id) }),
  ];

  it("is warned of by its first name, or its id", () => {
    expect(warned({ roles, tokens })).toEqual([
      { kind: "role-manages-tokens", roles: ["db_admin", "custom"] },
    ]);
  });

  it("is expected where the action rotates its own key", () => {
    const own = { adminClientId: "current" };
    const old = minted("old", NOW - 2 * DAY, {
      roles: roles.map(({ id }) => id),
    });
    expect(warned({ roles, tokens }, own)).toEqual([]);
    expect(warned({ roles, tokens: [old, ...tokens] }, own)).toEqual([]);
    const named = { previousClientId: ADMIN.clientId };
    const kinds = warned({ roles, tokens }, named).map(({ kind }) => kind);
    expect(kinds).not.toContain("role-manages-tokens");
  });
});

describe("a copied marker", () => {
  it("is warned of by the client ids of the copies (I4)", () => {
    const copy = { ...CURRENT, clientId: "copy", generatedOn: NOW - HOUR };
    expect(warned({ tokens: [CURRENT, copy] })).toEqual([
      { kind: "copied-marker", clientIds: ["copy"] },
    ]);
  });
});

describe("previous-token", () => {
  const kindsOf = (facts: Partial<Observation>, policy: Partial<Policy>) =>
    warned(facts, policy).map(({ kind, level }) => [kind, level]);

  it("that names the admin token is told", () => {
    const found = kindsOf({}, { previousClientId: ADMIN.clientId });
    expect(found).toContainEqual(["previous-is-admin", undefined]);
  });

  it("that is in order is told nowhere", () => {
    const both = { previousClientId: "current", adminClientId: "current" };
    expect(warned({}, both)).toEqual([]);
    expect(warned({}, { previousClientId: "current" })).toEqual([]);
  });

  const hand = handMade("hand", NOW - 9 * DAY, { roles: ["reader"] });
  const policy = { previousClientId: "hand" };

  it("that no secret can hold is another secret's value", () => {
    const young = handMade("hand", NOW - HOUR);
    expect(kindsOf({ tokens: [CURRENT, young] }, policy)).toEqual([
      ["previous-elsewhere", undefined],
    ]);
    const overrides = [{ target: "acme/web", secretName: "TOKEN", by: "x" }];
    expect(kindsOf({ tokens: [CURRENT, hand], overrides }, policy)).toEqual([
      ["previous-elsewhere", undefined],
    ]);
  });

  it("that contradicts is told, with its roles", () => {
    expect(warned({ tokens: [CURRENT, hand] }, policy)).toEqual([
      { kind: "contradicted", clientId: "hand", isDead: false },
      {
        kind: "previous-roles",
        clientId: "hand",
        held: ["reader"],
        wanted: [ROLE],
      },
    ]);
  });

  it("that the newest credential remembers is told in the summary", () => {
    const named = { clientId: "hand", as: "contradicting" } as const;
    const knowing = minted("current", NOW - DAY, { named });
    expect(kindsOf({ tokens: [knowing, hand] }, policy)).toEqual([
      ["contradicted", "summary"],
      ["previous-roles", "summary"],
    ]);
  });

  it("that is dead, or of unknown state, is told as that", () => {
    const dead = { previous: { kind: "refused" } } as const;
    expect(warned(dead, policy)).toEqual([
      { kind: "contradicted", clientId: "hand", isDead: true },
    ]);
    const unclear = { previous: { kind: "unclear" } } as const;
    expect(kindsOf(unclear, policy)).toEqual([["previous-unclear", undefined]]);
  });

  it("that names the newest is told nowhere, even where no consumer sees it", () => {
    const overrides = [{ target: "acme/web", secretName: "TOKEN", by: "x" }];
    expect(warned({ overrides }, { previousClientId: "current" })).toEqual([]);
  });

  it("that Astra knows but does not list is told without its roles", () => {
    const organization = "organization-1";
    const previous = { kind: "organization", organization } as const;
    expect(warned({ previous }, policy)).toEqual([
      { kind: "contradicted", clientId: "hand", isDead: false },
    ]);
  });

  it("that another rotation minted for other places is told as that", () => {
    const other = minted("hand", NOW - 9 * DAY, {
      home: "home0002",
      ...placed(7),
    });
    expect(kindsOf({ tokens: [CURRENT, other] }, policy)).toEqual([
      ["previous-of-other-rotation", undefined],
    ]);
  });
});

describe("what this run does not cover", () => {
  const elsewhere = minted("elsewhere", NOW - 9 * DAY, placed(7));
  it("is named in every run", () => {
    expect(warned({ tokens: [elsewhere, CURRENT] })).toEqual([
      { kind: "uncovered", clientIds: ["elsewhere"] },
    ]);
  });

  it("is named first where an emergency revokes it", () => {
    const policy = { compromised: true, previousClientId: "elsewhere" };
    const [first] = warned({ tokens: [elsewhere, CURRENT] }, policy);
    expect(first).toEqual({ kind: "may-cut-off", clientId: "elsewhere" });
  });

  it("is not what an emergency cuts off that names a covered token", () => {
    const old = minted("old", NOW - 2 * DAY);
    const policy = { compromised: true, previousClientId: "old" };
    const found = warned({ tokens: [elsewhere, old, CURRENT] }, policy);
    expect(found.map(({ kind }) => kind)).toEqual([
      "contradicted",
      "uncovered",
    ]);
  });
});

describe("roles that could not be checked", () => {
  it("are warned of", () => {
    const error = errorOf("No right.");
    expect(warned({ rolesUnchecked: error })).toEqual([
      { kind: "roles-unchecked", error },
    ]);
  });
});

describe("mode check with rotate-after: 0", () => {
  it("says that it cannot judge the age", () => {
    const policy = { mode: "check", rotateAfterMs: 0 } as const;
    expect(warned({}, policy)).toEqual([{ kind: "age-unjudged" }]);
  });
});

describe("drifted secrets", () => {
  const at = NOW - HOUR;
  const drifted = cellAt(at, "B");
  const secrets = [...SOUND.secrets, drifted];
  const about = { kind: "drifted", secrets: [drifted], clientIds: [] };

  it("were written since by somebody else, or hold a token that was deleted since", () => {
    expect(warned({ secrets })).toEqual([{ ...about, cause: "written-since" }]);
    expect(warned({ secrets, tokens: [] })).toEqual([]);
  });

  it("hold nothing yet where they were written before the newest credential", () => {
    const lowWater = { generatedBefore: undefined, lastWrite: at };
    const tokens = [minted("current", NOW - MINUTE, { lowWater })];
    const early = cellAt(at, "B");
    expect(warned({ tokens, secrets: [cellAt(NOW), early] })).toEqual([
      { ...about, cause: "not-yet" },
    ]);
  });

  it("are written by a second rotation where its marker fits the write and the places", () => {
    const other = minted("other", at, { id: "other000" });
    expect(warned({ secrets, tokens: [CURRENT, other] })).toEqual([
      { ...about, cause: "second-rotation", clientIds: ["other"] },
    ]);
    const unrelated = minted("other", at, { id: "other000", ...placed(7) });
    const [found] = warned({ secrets, tokens: [CURRENT, unrelated] });
    expect(found).toMatchObject({ cause: "written-since" });
  });

  it("hold a dead token where previous-token shows it", () => {
    const dead = { secrets, previous: { kind: "refused" } } as const;
    const found = warned(dead, { previousClientId: "gone" });
    expect(found[1]).toEqual({
      ...about,
      cause: "dead",
      clientIds: ["gone"],
    });
  });

  it("are no news where the newest is only a record", () => {
    const tokens = [minted("record", NOW - DAY, { cause: "record" })];
    expect(warned({ secrets, tokens })).toEqual([]);
  });
});

describe("the lifetime of a fresh credential", () => {
  const policy = policyOf();
  const fresh = (lifetime: number | undefined) => ({
    clientId: "fresh",
    generatedOn: NOW,
    expiresOn: lifetime === undefined ? undefined : NOW + lifetime,
  });
  const kinds = (
    lifetime: number | undefined,
    overlapMs = DAY,
    former?: number,
  ) =>
    lifetimeWarnings(
      fresh(lifetime),
      former === undefined ? undefined : fresh(former),
      { ...policy, overlapMs },
    ).map(({ kind, level }) => [kind, level]);

  it("is warned of where it ends rotations sooner, or cuts the overlap", () => {
    expect(kinds(undefined)).toEqual([]);
    expect(kinds(45 * DAY)).toEqual([]);
    expect(kinds(30 * DAY)).toEqual([["expires-early", undefined]]);
    expect(kinds(3 * DAY, 2 * DAY)).toEqual([
      ["expires-early", undefined],
      ["overlap-cut", undefined],
    ]);
  });

  it("is told in the summary where it was so before", () => {
    expect(kinds(30 * DAY, DAY, 30 * DAY)).toEqual([
      ["expires-early", "summary"],
    ]);
  });
});

describe("an admin token that expires", () => {
  const admin = (expiresOn: number | undefined): Partial<Observation> => ({
    tokens: [{ ...ADMIN, expiresOn }, CURRENT],
  });
  const warnedOf = (expiresOn: number | undefined) => {
    const observation = { ...observationOf(SOUND), ...admin(expiresOn) };
    const policy = policyOf();
    return warningsOf(observation, decide(observation, policy), policy);
  };

  it("is warned of two weeks before", () => {
    const expiresOn = NOW + 14 * DAY - 1;
    expect(warnedOf(expiresOn)).toEqual([{ kind: "admin-expires", expiresOn }]);
    expect(warnedOf(expiresOn + 1)).toEqual([]);
    expect(warnedOf(undefined)).toEqual([]);
  });

  it("is told apart from other tokens that expire, wherever they are listed", () => {
    const hand = handMade("hand", NOW - DAY, { expiresOn: NOW + HOUR });
    const policy = policyOf();
    for (const tokens of [
      [hand, ADMIN, CURRENT],
      [ADMIN, CURRENT, hand],
    ]) {
      const observation = { ...observationOf(SOUND), tokens };
      const decision = decide(observation, policy);
      expect(warningsOf(observation, decision, policy)).toEqual([]);
    }
  });

  it("is not warned of where the list does not show it", () => {
    expect(warned({}, { adminClientId: "unlisted" })).toEqual([]);
  });
});

describe("tokens of the same roles that no rotation marks", () => {
  const twin = handMade("twin", NOW - 9 * DAY, { roles: [ROLE.id] });

  it("are warned of", () => {
    expect(warned({ tokens: [twin], secrets: [] })).toEqual([
      { kind: "unrotated", clientIds: ["twin"] },
    ]);
  });

  it("are counted in the summary once the rotation has begun", () => {
    expect(warned({ tokens: [CURRENT, twin] })).toEqual([
      { kind: "unrotated", clientIds: ["twin"], level: "summary" },
    ]);
  });

  it("are counted in the summary, too, once its credentials have expired", () => {
    const gone = minted("gone", NOW - 9 * DAY, { expiresOn: NOW - HOUR });
    expect(warned({ tokens: [gone, twin], secrets: [] })).toEqual([
      { kind: "unrotated", clientIds: ["twin"], level: "summary" },
    ]);
  });

  it.each([
    ["behind", MINUTE, -MINUTE],
    ["ahead", -MINUTE, MINUTE],
  ])(
    "are live by Astra's clock, where that is %s",
    (_name, offset, astraAhead) => {
      const astraNow = NOW + astraAhead;
      const found = warned({
        tokens: [
          CURRENT,
          { ...twin, expiresOn: astraNow + SECOND },
          { ...twin, clientId: "gone", expiresOn: astraNow },
        ],
        clocks: clocksAt(NOW, offset),
      });
      expect(found).toMatchObject([{ kind: "unrotated", clientIds: ["twin"] }]);
    },
  );

  it.each([
    ["have other roles", handMade("b", NOW), {}],
    [
      "carry another rotation's marker",
      minted("b", NOW, { id: "other000" }),
      {},
    ],
    ["are the admin token", twin, { adminClientId: "twin" }],
  ])("are not those that %s", (_name, token, policy) => {
    const found = warned({ tokens: [CURRENT, token] }, policy);
    expect(found.filter(({ kind }) => kind === "unrotated")).toEqual([]);
  });

  it("are not those that it takes over", () => {
    const found = warned({ tokens: [twin] }, { previousClientId: "twin" });
    expect(found).toEqual([]);
  });

  it("cannot be told when no roles are configured", () => {
    const tokens = [CURRENT, handMade("twin", NOW, { roles: [] })];
    expect(warned({ tokens, roles: [] })).toEqual([]);
  });
});
