import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readBody } from "../../../src/service/bounded-json.ts";
import {
  errorIdsOf,
  MintedWire,
  OrganizationWire,
  RoleListWire,
} from "../../../src/astra/wire.ts";

const CLIENT_ID = "zjCEYwRGWocLfQJHBNQxvorr";

describe("OrganizationWire", () => {
  it.each(["", "a/b", "x".repeat(65), "a b"])("refuses the id %j", (id) => {
    expect(readBody(OrganizationWire, JSON.stringify({ id }))).toBeUndefined();
  });

  it("takes a UUID and ids up to 64 characters", () => {
    for (const id of ["dccb8c32-cc2a-4bea-bd95-47ab8eb20510", "x".repeat(64)]) {
      expect(readBody(OrganizationWire, JSON.stringify({ id }))).toEqual({
        id,
      });
    }
  });
});

describe("RoleListWire", () => {
  const policyIn = (role: Record<string, unknown>): unknown =>
    readBody(RoleListWire, JSON.stringify([{ id: "1", name: "x", ...role }]));
  const parsed = (policy: unknown): unknown => [{ id: "1", name: "x", policy }];
  const policy = { actions: ["db-cql"], resources: ["drn:a"], effect: "allow" };

  it.each([
    {
      name: "lower case and an object",
      role: { id: "1", name: "R/W User", policy },
    },
    {
      name: "upper case and JSON text",
      role: { ID: "1", Name: "R/W User", Policy: JSON.stringify(policy) },
    },
  ])("reads fields in $name", ({ role }) => {
    expect(readBody(RoleListWire, JSON.stringify([role]))).toEqual([
      { id: "1", name: "R/W User", policy },
    ]);
  });

  it("puts what a role allows into an order of its own, each once", () => {
    const jumbled = { actions: ["b", "a", "b"], resources: ["y", "x", "y"] };
    expect(policyIn({ policy: jumbled })).toEqual(
      parsed({ actions: ["a", "b"], resources: ["x", "y"], effect: "allow" }),
    );
  });

  it("reads the fields of a policy in upper case", () => {
    const { actions: Actions, resources: Resources } = policy;
    expect(
      policyIn({ policy: { Actions, Resources, Effect: "deny" } }),
    ).toEqual(parsed({ ...policy, effect: "deny" }));
  });

  it("takes a policy without resources and effect as one that allows", () => {
    expect(policyIn({ policy: { actions: ["db-cql"] } })).toEqual(
      parsed({ ...policy, resources: [] }),
    );
  });

  it.each([undefined, 7, "no JSON", "null", { actions: "db-cql" }, {}])(
    "does not know what a role allows where the policy is %j",
    (unreadable) => {
      expect(policyIn({ policy: unreadable })).toEqual(parsed(undefined));
    },
  );

  it("keeps a nameless role as one that no text matches", () => {
    expect(readBody(RoleListWire, "[{}]")).toEqual([
      { id: "", name: "", policy: undefined },
    ]);
  });
});

describe("MintedWire", () => {
  const minted = {
    clientId: CLIENT_ID,
    secret: "s".repeat(128),
    orgId: "o",
    roles: [],
  };

  it("takes an answer without token, date and expiry", () => {
    expect(readBody(MintedWire, JSON.stringify(minted))).toMatchObject(minted);
  });

  it("reads its times, and takes one in an unknown form as not said", () => {
    const times = { generatedOn: "2021-02-22T17:09:58.668Z", tokenExpiry: "x" };
    expect(
      readBody(MintedWire, JSON.stringify({ ...minted, ...times })),
    ).toMatchObject({
      generatedOn: Date.UTC(2021, 1, 22, 17, 9, 58, 668),
      tokenExpiry: undefined,
    });
  });

  it.each([
    { secret: "s".repeat(15) },
    { secret: "s".repeat(513) },
    { secret: `${"s".repeat(20)} ` },
    { secret: `\u007f${"s".repeat(20)}` },
    { clientId: "../x" },
    { clientId: `${CLIENT_ID}/x` },
    { orgId: undefined },
    { roles: "R" },
    { token: "x".repeat(1025) },
  ])("refuses %j", (change) => {
    expect(
      readBody(MintedWire, JSON.stringify({ ...minted, ...change })),
    ).toBeUndefined();
  });

  it.each(["s".repeat(16), "s".repeat(512), `!~${"s".repeat(16)}`])(
    "takes a secret of printable ASCII",
    (secret) => {
      expect(
        readBody(MintedWire, JSON.stringify({ ...minted, secret })),
      ).toBeDefined();
    },
  );
});

describe("errorIdsOf", () => {
  it("reads the numbers of the envelope", () => {
    expect(
      errorIdsOf('{"errors":[{"ID":340018,"message":"x"},{},{"ID":1}]}'),
    ).toEqual([340018, 1]);
  });

  it("knows none of any other body", () => {
    for (const body of ['"text"', "null", "", "404 page not found", "{}"]) {
      expect(errorIdsOf(body)).toEqual([]);
    }
  });
});

describe("readBody", () => {
  it("never throws, whatever the body", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        for (const shape of [MintedWire, OrganizationWire]) {
          readBody<unknown>(shape, body);
        }
        readBody<unknown>(RoleListWire, body);
        errorIdsOf(body);
      }),
    );
  });
});
