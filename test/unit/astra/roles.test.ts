import { describe, expect, it } from "vitest";
import { BUILT_IN_ROLES } from "../../../src/astra/built-in-roles.ts";
import {
  areAllIds,
  type KnownRole,
  resolveRoles,
  rolesById,
} from "../../../src/astra/roles.ts";
import { RotationError } from "../../../src/rotation/errors.ts";
import { BUILT_IN } from "../../simulators/astra/roles.ts";

const CUSTOM_ID = "11111111-2222-4333-8444-555555555555";

const policyOf = (actions: readonly string[]): KnownRole["policy"] => ({
  actions,
  resources: ["drn:astra:org:o"],
  effect: "allow",
});

const KNOWN: readonly KnownRole[] = [
  ...BUILT_IN.map(({ id, name, actions }) => ({
    id,
    name,
    policy: policyOf(actions),
  })),
  {
    id: CUSTOM_ID,
    name: "Reports Reader",
    policy: policyOf(["db-table-select"]),
  },
];

function refusal(act: () => unknown): RotationError {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof RotationError) return thrown;
    throw thrown;
  }
  throw new Error("expected a RotationError");
}

describe("resolveRoles", () => {
  it.each(BUILT_IN_ROLES)(
    "finds $apiName by id, API name and UI name, letter case ignored",
    ({ id, apiName, uiName }) => {
      for (const text of [
        id,
        id.toUpperCase(),
        apiName,
        apiName.toLowerCase(),
        uiName,
        uiName.toUpperCase(),
      ]) {
        expect(resolveRoles([text], KNOWN).map((role) => role.id)).toEqual([
          id,
        ]);
      }
    },
  );

  it("knows 16 built-in roles, each with names that mean no other", () => {
    expect(BUILT_IN_ROLES).toHaveLength(16);
    const names = BUILT_IN_ROLES.flatMap(({ apiName, uiName }) => [
      ...new Set([apiName.toLowerCase(), uiName.toLowerCase()]),
    ]);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(BUILT_IN_ROLES.map(({ id }) => id)).size).toBe(16);
  });

  it("finds a custom role by its name and keeps only that name", () => {
    expect(resolveRoles(["reports reader"], KNOWN)).toEqual([
      {
        id: "11111111-2222-4333-8444-555555555555",
        names: ["Reports Reader"],
        managesTokens: false,
      },
    ]);
  });

  it("gives built-in roles both names, and one where both are the same", () => {
    expect(resolveRoles(["r/w svc acct"], KNOWN)[0]?.names).toEqual([
      "R/W Svc Acct",
      "Read/Write Service Account",
    ]);
    expect(resolveRoles(["UI View Only"], KNOWN)[0]?.names).toEqual([
      "UI View Only",
    ]);
  });

  it("says which roles can manage tokens", () => {
    const managing = KNOWN.filter(
      ({ name }) => resolveRoles([name], KNOWN)[0]?.managesTokens,
    );
    expect(managing.map(({ name }) => name)).toEqual([
      "Organization Administrator",
      "Database Administrator",
    ]);
  });

  it("counts a role that is named twice once", () => {
    expect(
      resolveRoles(["RO User", "Read Only User", "R/W User"], KNOWN),
    ).toHaveLength(2);
  });

  it("prefers an id to a name", () => {
    const [first] = BUILT_IN_ROLES;
    const impostor = { id: "other", name: first?.id ?? "", policy: undefined };
    expect(
      resolveRoles([first?.id ?? ""], [impostor, ...KNOWN])[0]?.names,
    ).toEqual(["Organization Administrator"]);
  });

  it("names the three nearest names of a misspelt role", () => {
    const error = refusal(() => resolveRoles(["Raed Only Usr"], KNOWN));
    expect(error.code).toBe("role-unknown");
    expect(error.rerun).toBe("fix-first");
    expect(error.remedy.match(/“[^”]*”/gu)).toHaveLength(3);
    expect(error.remedy).toContain("“Read Only User”");
  });

  it("tells all misspelt roles at once", () => {
    const error = refusal(() =>
      resolveRoles(["first", "RO User", "second"], KNOWN),
    );
    expect(error.summary).toContain("“first”");
    expect(error.also.map(({ summary }) => summary)).toEqual([
      "The Astra organization has no role “second”.",
    ]);
  });

  it("lists the ids to choose from when a name is ambiguous", () => {
    const twin = { id: "twin", name: "REPORTS READER", policy: undefined };
    const error = refusal(() =>
      resolveRoles(["Reports Reader"], [...KNOWN, twin]),
    );
    expect(error.code).toBe("role-ambiguous");
    expect(error.rerun).toBe("fix-first");
    expect(error.summary).toContain("2 roles");
    expect(error.remedy).toContain(
      "11111111-2222-4333-8444-555555555555, twin",
    );
  });

  it("shows texts from outside without anything that could act", () => {
    const hostile = {
      id: "x",
      name: "::stop-commands::a<b>`|\n",
      policy: undefined,
    };
    const error = refusal(() => resolveRoles(["no\u001b[31m::x"], [hostile]));
    const said = `${error.summary} ${error.remedy}`;
    expect(said.replace(/[“”`]|role: |names are/gu, "")).not.toMatch(
      /[\u0000-\u001f<>|]|::/u,
    );
    const long = refusal(() => resolveRoles(["y".repeat(200)], KNOWN));
    expect(long.summary).toContain(`“${"y".repeat(60)}”`);
  });
});

describe("an id that the list lacks", () => {
  const id = "99999999-2222-4333-8444-555555555555";

  it("is an error that speaks of an ID, not of names that look like it", () => {
    const error = refusal(() => resolveRoles([id], KNOWN));
    expect(error.code).toBe("role-unknown");
    expect(error.summary).toBe(
      `The Astra organization has no role with the ID “${id}”.`,
    );
    expect(error.remedy).not.toContain("nearest");
  });

  it("is an error, too, where the list is empty", () => {
    for (const text of [id, "RO User"]) {
      expect(refusal(() => resolveRoles([text], [])).code).toBe("role-unknown");
    }
  });
});

describe("a role whose policy is not told", () => {
  it.each([
    ["Database Administrator", true],
    ["Organization Administrator", true],
    ["Reports Reader", false],
  ])("%s manages tokens as far as its name says: %s", (name, expected) => {
    const known = [{ id: "x", name, policy: undefined }];
    expect(resolveRoles([name], known)[0]?.managesTokens).toBe(expected);
  });
});

describe("rolesById", () => {
  it("counts an id that is written twice once", () => {
    expect(rolesById([CUSTOM_ID, CUSTOM_ID.toUpperCase()])).toHaveLength(1);
  });

  it("knows built-in roles by name and leaves others nameless", () => {
    const [admin] = BUILT_IN_ROLES;
    expect(
      rolesById([
        admin?.id.toUpperCase() ?? "",
        "b4ed0e9e-67e8-47b6-8b58-c6629be961a9",
        "11111111-2222-4333-8444-555555555555",
      ]),
    ).toEqual([
      {
        id: admin?.id,
        names: ["Organization Administrator"],
        managesTokens: true,
      },
      {
        id: "b4ed0e9e-67e8-47b6-8b58-c6629be961a9",
        names: ["R/W Svc Acct", "Read/Write Service Account"],
        managesTokens: false,
      },
      {
        id: "11111111-2222-4333-8444-555555555555",
        names: [],
        managesTokens: false,
      },
    ]);
  });
});

describe("areAllIds", () => {
  it.each([
    [["b4ed0e9e-67e8-47b6-8b58-c6629be961a9"], true],
    [["B4ED0E9E-67E8-47B6-8B58-C6629BE961A9"], true],
    [[], true],
    [["RO User"], false],
    [["b4ed0e9e-67e8-47b6-8b58-c6629be961a9", "RO User"], false],
    [["xb4ed0e9e-67e8-47b6-8b58-c6629be961a9"], false],
    [["b4ed0e9e-67e8-47b6-8b58-c6629be961a9x"], false],
    [["b4ed0e9e67e847b68b58c6629be961a9"], false],
  ])("of %j is %s", (texts, expected) => {
    expect(areAllIds(texts)).toBe(expected);
  });
});
