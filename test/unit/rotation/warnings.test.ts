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
  DAY,
  handMade,
  HOUR,
  minted,
  NOW,
  observationOf,
  policyOf,
  ROLE,
} from "./observations.ts";

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
    expect(warned({ roles, tokens }, named)).toEqual([
      { kind: "previous-is-admin" },
    ]);
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

describe("previous-token that names the admin token", () => {
  it("is warned of, since that is never taken over", () => {
    expect(warned({}, { previousClientId: ADMIN.clientId })).toEqual([
      { kind: "previous-is-admin" },
    ]);
  });

  it("is in order where it belongs to the lineage", () => {
    const both = { previousClientId: "current", adminClientId: "current" };
    expect(warned({}, both)).toEqual([]);
  });

  it("is not warned of where the list does not show it", () => {
    const both = { previousClientId: "gone", adminClientId: "gone" };
    expect(warned({}, both)).toEqual([]);
  });
});

describe("secrets that others win over", () => {
  it("are warned of", () => {
    const overrides = [{ target: "acme", secretName: "TOKEN", by: "acme/web" }];
    expect(warned({ overrides })).toEqual([{ kind: "shadowed", overrides }]);
  });
});

describe("drifted secrets", () => {
  it("are warned of once there is a credential", () => {
    const drifted = cellAt(NOW - HOUR, "B");
    const secrets = [...SOUND.secrets, drifted];
    expect(warned({ secrets })).toEqual([
      { kind: "drifted", secrets: [drifted] },
    ]);
    expect(warned({ secrets, tokens: [] })).toEqual([]);
  });
});

describe("a current token that ends early", () => {
  const ending = (expiresOn: number | undefined) => ({
    tokens: [minted("current", NOW - DAY, { expiresOn })],
  });
  const plannedOn = NOW + 29 * DAY;

  it("is warned of when that is not after the planned rotation", () => {
    const clientId = "current";
    expect(warned(ending(plannedOn))).toEqual([
      { kind: "expires-early", clientId, expiresOn: plannedOn },
    ]);
    expect(warned(ending(plannedOn + 1))).toEqual([]);
    expect(warned(ending(undefined))).toEqual([]);
  });

  it("is not warned of in a run that replaces it", () => {
    expect(warned(ending(NOW + HOUR), { compromised: true })).toEqual([]);
  });

  it("is not missed where there is none", () => {
    const nothing = { tokens: [], secrets: [] };
    const found = warned(nothing, { mode: "check" });
    expect(found).toEqual([]);
  });

  it("is judged only where its age is known", () => {
    const token = { clientId: "a", generatedOn: undefined, expiresOn: NOW };
    expect(expiresEarly(token, policyOf())).toBeUndefined();
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
    expect(warned({ tokens: [CURRENT, twin] })).toEqual([
      { kind: "unrotated", clientIds: ["twin"] },
    ]);
  });

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
    const found = warned(
      { tokens: [CURRENT, twin] },
      { previousClientId: "twin" },
    );
    expect(found).toEqual([]);
  });

  it("cannot be told when no roles are configured", () => {
    const tokens = [CURRENT, handMade("twin", NOW, { roles: [] })];
    expect(warned({ tokens, roles: [] })).toEqual([]);
  });
});
