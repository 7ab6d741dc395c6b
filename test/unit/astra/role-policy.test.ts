import { describe, expect, it } from "vitest";
import {
  ACCESS,
  compareRole,
  databaseRole,
  linesOf,
  roleRequestBody,
  type RoleScope,
} from "../../../src/astra/role-policy.ts";
import { RoleListWire } from "../../../src/astra/wire.ts";
import { readBody } from "../../../src/service/bounded-json.ts";

const ORGANIZATION = "0aeb53ed-efa7-430b-ba57-e6c1a6adefb9";
const DATABASE = "6f1c7e0a-3b2d-4c5e-8f90-a1b2c3d4e5f6";
const SCOPE: RoleScope = {
  organization: ORGANIZATION,
  database: DATABASE,
  keyspaces: [],
  access: "read-write",
};
const db = `drn:astra:org:${ORGANIZATION}:db:${DATABASE}`;

/** The policy as the role list shows it. */
function listed(policy: unknown, keys = { policy: "policy" }) {
  const body = JSON.stringify([
    { id: "1", name: "one", [keys.policy]: policy },
  ]);
  return readBody(RoleListWire, body)?.[0]?.policy;
}

describe("the role of a database", () => {
  it("names every level of the whole database, and the system keyspaces", () => {
    expect(databaseRole(SCOPE).policy.resources).toEqual(
      [
        `drn:astra:org:${ORGANIZATION}`,
        db,
        `${db}:keyspace:*`,
        `${db}:keyspace:*:table:*`,
        `${db}:keyspace:system:table:*`,
        `${db}:keyspace:system_schema:table:*`,
        `${db}:keyspace:system_virtual_schema:table:*`,
      ].sort(),
    );
  });

  it("when keyspaces are given, names these alone beside the system's", () => {
    const { resources } = databaseRole({
      ...SCOPE,
      keyspaces: ["shop", "audit"],
    }).policy;
    expect(resources).toEqual(
      [
        `drn:astra:org:${ORGANIZATION}`,
        db,
        `${db}:keyspace:audit`,
        `${db}:keyspace:audit:table:*`,
        `${db}:keyspace:shop`,
        `${db}:keyspace:shop:table:*`,
        `${db}:keyspace:system:table:*`,
        `${db}:keyspace:system_schema:table:*`,
        `${db}:keyspace:system_virtual_schema:table:*`,
      ].sort(),
    );
  });

  it("allows more with each word of access, and never to manage tokens or roles", () => {
    const actions = ACCESS.map(
      (access) => databaseRole({ ...SCOPE, access }).policy.actions,
    );
    for (const [index, more] of actions.slice(1).entries()) {
      const less = actions[index] ?? [];
      expect(less.every((one) => more.includes(one))).toBe(true);
      expect(more.length).toBeGreaterThan(less.length);
    }
    expect(actions[0]).not.toContain("db-table-modify");
    expect(actions[1]).toContain("db-table-modify");
    expect(actions.flat().filter((one) => one.startsWith("org-"))).toEqual([]);
  });

  it("has the same name for any order of keyspaces", () => {
    const names = [
      ["shop", "audit"],
      ["audit", "shop", "audit"],
    ].map((keyspaces) => databaseRole({ ...SCOPE, keyspaces }).name);
    expect(new Set(names).size).toBe(1);
  });

  it("has another name for any other configuration", () => {
    const names = [
      SCOPE,
      { ...SCOPE, keyspaces: ["shop"] },
      { ...SCOPE, keyspaces: ["shop", "audit"] },
      { ...SCOPE, access: "read-only" as const },
      { ...SCOPE, organization: DATABASE },
      { ...SCOPE, database: ORGANIZATION },
    ].map((scope) => databaseRole(scope).name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("keeps its name from version to version", () => {
    expect(databaseRole(SCOPE).name).toMatchInlineSnapshot(
      `"atr 6f1c7e0a read-write xz7eefer5g"`,
    );
    for (const access of ACCESS) {
      const { name } = databaseRole({ ...SCOPE, access });
      expect(name).toMatch(/^atr 6f1c7e0a [a-z-]+ [a-z2-7]{10}$/u);
      expect(name.length).toBeLessThanOrEqual(64);
    }
  });

  it("is created by a body that has all four fields", () => {
    const role = databaseRole(SCOPE);
    const body: unknown = JSON.parse(roleRequestBody(role));
    expect(body).toEqual({ name: role.name, policy: role.policy });
    expect(Object.keys(role.policy).sort()).toEqual(
      ["description", "resources", "actions", "effect"].sort(),
    );
  });
});

describe("a listed role beside the computed one", () => {
  const own = databaseRole(SCOPE);
  const { policy } = own;

  it.each([
    ["an object", policy],
    ["JSON text", JSON.stringify(policy)],
    [
      "with capital keys",
      {
        Actions: policy.actions,
        Resources: policy.resources,
        Effect: "Allow",
        Description: "",
      },
    ],
    [
      "in another order, with another description",
      {
        ...policy,
        description: "edited",
        actions: policy.actions.toReversed(),
        resources: policy.resources.toReversed(),
      },
    ],
    [
      "with the organization as built-in roles write it",
      {
        ...policy,
        resources: policy.resources.map((line) =>
          line.replace(ORGANIZATION, "__ORG_ID__"),
        ),
      },
    ],
    [
      "with the organization in capitals",
      {
        ...policy,
        resources: policy.resources.map((line) =>
          line.replace(ORGANIZATION, ORGANIZATION.toUpperCase()),
        ),
      },
    ],
  ])("when it is the same %s, is equal", (_, shown) => {
    expect(compareRole(listed(shown), own)).toEqual({ kind: "equal" });
    expect(compareRole(listed(shown, { policy: "Policy" }), own)).toEqual({
      kind: "equal",
    });
  });

  it("when it allows more, is wider by these lines", () => {
    const shown = {
      ...policy,
      actions: [...policy.actions, "org-db-terminate"],
    };
    expect(compareRole(listed(shown), own)).toEqual({
      kind: "wider",
      extra: ["org-db-terminate"],
      missing: [],
    });
  });

  it("when it lacks lines, is narrower by these", () => {
    const shown = {
      ...policy,
      actions: policy.actions.filter((one) => one !== "db-cql"),
    };
    expect(compareRole(listed(shown), own)).toEqual({
      kind: "narrower",
      extra: [],
      missing: ["db-cql"],
    });
  });

  it("when it is of another database, is different", () => {
    const shown = {
      ...policy,
      resources: policy.resources.map((line) => line.replace(DATABASE, "*")),
    };
    const compared = compareRole(listed(shown), own);
    expect(compared.kind).toBe("different");
  });

  it("when it denies, is different", () => {
    const shown = { ...policy, effect: "deny" };
    expect(compareRole(listed(shown), own)).toEqual({
      kind: "different",
      extra: ["effect deny"],
      missing: ["effect allow"],
    });
  });

  it("when another organization's id stands in a line, is different", () => {
    const shown = {
      ...policy,
      resources: policy.resources.map((line) =>
        line.replace(ORGANIZATION, DATABASE),
      ),
    };
    expect(compareRole(listed(shown), own).kind).toBe("different");
  });

  it("when the list does not say what it allows, is unreadable", () => {
    expect(compareRole(listed("{"), own)).toEqual({ kind: "unreadable" });
    expect(compareRole(undefined, own)).toEqual({ kind: "unreadable" });
  });

  it("shows no line that a terminal or runner would act on", () => {
    const shown = {
      ...policy,
      actions: [...policy.actions, "::error::\u001b[31m\nx"],
    };
    const compared = compareRole(listed(shown), own);
    expect(JSON.stringify(compared)).not.toMatch(/::error::|\u001b/u);
  });

  it("when the order of lines alone differs, has the same lines", () => {
    const one = linesOf(policy, ORGANIZATION);
    const other = linesOf(
      {
        effect: "ALLOW",
        actions: policy.actions.toReversed(),
        resources: policy.resources.toReversed(),
      },
      ORGANIZATION,
    );
    expect(other).toEqual(one);
  });
});
