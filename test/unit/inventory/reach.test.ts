import { describe, expect, it } from "vitest";
import type { KnownRole } from "../../../src/astra/roles.ts";
import { rightsBy } from "../../../src/inventory/reach.ts";
import { MANAGER, ORDERS, roleOf, WRITER } from "./lists.ts";

function reachOf(known: readonly KnownRole[] | undefined, ...held: string[]) {
  const { reach, databases } = rightsBy(known)(held);
  return [reach, databases];
}

const one = (role: KnownRole): unknown => reachOf([role], role.id)[0];

describe("how far the rights of a role reach", () => {
  it("is managing tokens by org-token-write, whatever it is for", () => {
    expect(one(MANAGER)).toBe("manages-tokens");
    expect(one(roleOf("x", ["org-token-write"], ":db:orders"))).toBe(
      "manages-tokens",
    );
  });

  it.each([
    ["all databases", roleOf("x", ["db-cql"], "", ":db:*:keyspace:*")],
    ["the organization alone", roleOf("x", ["org-billing-read"], "")],
    [
      "something else in it",
      roleOf("x", ["db-cql"], ":db:orders", ":stream:*"),
    ],
    [
      "a right in it beside a database",
      roleOf("x", ["org-db-view"], "", ":db:a"),
    ],
  ])("is the organization by %s", (_, role) => {
    expect(one(role)).toBe("organization");
  });

  it("is databases where it names all of them", () => {
    expect(reachOf([ORDERS], ORDERS.id)).toEqual(["databases", ["orders"]]);
    const two = roleOf("x", ["db-cql"], ":db:b:keyspace:k", ":db:a");
    expect(reachOf([two], "X")).toEqual(["databases", ["a", "b"]]);
  });

  it.each([
    ["no policy", { ...ORDERS, policy: undefined }],
    ["no resources", roleOf("x", ["db-cql"])],
    [
      "another effect",
      {
        ...ORDERS,
        policy: {
          actions: [],
          resources: ["drn:astra:org:o:db:a"],
          effect: "deny",
        },
      },
    ],
  ])("is unknown with %s", (_, role) => {
    expect(one(role)).toBe("unknown");
  });
});

describe("how far the rights of a token reach", () => {
  const known = [WRITER, MANAGER, ORDERS];

  it("is the farthest of its roles, by id or name", () => {
    expect(reachOf(known, ORDERS.id, "WRITER", MANAGER.id)[0]).toBe(
      "manages-tokens",
    );
    expect(reachOf(known, ORDERS.id, "writer")).toEqual(["organization", []]);
    expect(reachOf(known, ORDERS.id, "gone")[0]).toBe("databases");
  });

  it("is none where its roles are gone, and unknown where it shows none", () => {
    expect(reachOf(known, "gone")[0]).toBe("none");
    expect(reachOf(known)[0]).toBe("unknown");
  });

  it("is unknown without a list of roles; built-in ones keep their name", () => {
    const id = "b4ed0e9e-67e8-47b6-8b58-c6629be961a9";
    const { reach, roles } = rightsBy(undefined)([id, "other"]);
    expect(reach).toBe("unknown");
    expect(roles).toEqual([
      { id, name: "R/W Svc Acct", isDangling: false },
      { id: "other", name: undefined, isDangling: false },
    ]);
  });
});
