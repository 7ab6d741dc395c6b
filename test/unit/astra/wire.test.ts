import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  errorIdsOf,
  MintedWire,
  OrganizationWire,
  parseListed,
  readBody,
  RoleListWire,
  TokenListWire,
} from "../../../src/astra/wire.ts";
import { LATEST_INSTANT } from "../../../src/rotation/marker.ts";

const CLIENT_ID = "zjCEYwRGWocLfQJHBNQxvorr";

describe("parseListed", () => {
  it("reads what a list says of a token", () => {
    expect(
      parseListed({
        clientId: CLIENT_ID,
        roles: ["a role"],
        generatedOn: "2021-02-22T17:09:58.668Z",
        description: "words",
        tokenExpiry: "2025-12-31T23:59:59.000Z",
        lastUsed: "ignored",
      }),
    ).toEqual({
      clientId: CLIENT_ID,
      roles: ["a role"],
      generatedOn: Date.UTC(2021, 1, 22, 17, 9, 58, 668),
      description: "words",
      tokenExpiry: Date.UTC(2025, 11, 31, 23, 59, 59),
    });
  });

  it.each([
    { name: "only an id", entry: { clientId: CLIENT_ID } },
    {
      name: "nulls",
      entry: {
        clientId: CLIENT_ID,
        roles: null,
        generatedOn: null,
        description: null,
        tokenExpiry: null,
      },
    },
  ])("survives $name", ({ entry }) => {
    const listed = parseListed(entry);
    expect(listed?.clientId).toBe(CLIENT_ID);
    expect(listed?.generatedOn).toBeUndefined();
    expect(listed?.tokenExpiry).toBeUndefined();
  });

  it.each([
    ["2021-04-30T19:38:26.147847107Z", Date.UTC(2021, 3, 30, 19, 38, 26, 147)],
    ["2021-04-30T19:38:26Z", Date.UTC(2021, 3, 30, 19, 38, 26)],
    ["2021-04-30T21:38:26+02:00", Date.UTC(2021, 3, 30, 19, 38, 26)],
    ["2015-01-01T00:00:00Z", Date.UTC(2015, 0, 1)],
    ["2014-12-31T23:59:59.999Z", undefined],
    ["0001-01-01T00:00:00Z", undefined],
    ["4453-04-05T15:21:35Z", LATEST_INSTANT],
    ["4453-04-05T15:21:35.001Z", undefined],
    ["9999-12-31T23:59:59Z", undefined],
    ["2021-04-30", undefined],
    ["2021-04-30T19:38:26", undefined],
    ["2021-04-30T19:38:26.1478471070Z", undefined],
    ["2021-13-30T19:38:26Z", undefined],
    ["x2021-04-30T19:38:26Z", undefined],
    ["2021-04-30T19:38:26Zx", undefined],
    ["+002021-04-30T19:38:26Z", undefined],
    [1_619_811_506, undefined],
    [["2021-04-30T19:38:26Z"], undefined],
  ])("takes the instant %s as %s", (generatedOn, instant) => {
    expect(parseListed({ clientId: CLIENT_ID, generatedOn })?.generatedOn).toBe(
      instant,
    );
  });

  it.each([
    "../../orgs/x",
    "a/b",
    "",
    "a".repeat(65),
    "a b",
    "ä",
    7,
    null,
    undefined,
    `x\n${CLIENT_ID}`,
  ])("drops an entry whose client id is %j", (clientId) => {
    expect(parseListed({ clientId })).toBeUndefined();
  });

  it("takes client ids of 1 to 64 characters", () => {
    for (const clientId of ["a", "A-_9", "a".repeat(64)]) {
      expect(parseListed({ clientId })?.clientId).toBe(clientId);
    }
  });

  it("drops an entry with a description beyond 4096 characters", () => {
    const description = "x".repeat(4096);
    expect(parseListed({ clientId: CLIENT_ID, description })).toBeDefined();
    expect(
      parseListed({ clientId: CLIENT_ID, description: `${description}x` }),
    ).toBeUndefined();
  });
});

describe("TokenListWire", () => {
  it("refuses a list without a token, for the caller's own is always in it", () => {
    expect(readBody(TokenListWire, '{"clients":[]}')).toBeUndefined();
    expect(readBody(TokenListWire, "{}")).toBeUndefined();
    expect(readBody(TokenListWire, '{"clients":[1]}')).toEqual({
      clients: [1],
    });
  });
});

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
  const parsed = [{ id: "1", name: "R/W User", actions: ["db-cql"] }];

  it.each([
    {
      name: "lower case and an object",
      role: { id: "1", name: "R/W User", policy: { actions: ["db-cql"] } },
    },
    {
      name: "upper case and JSON text",
      role: { ID: "1", Name: "R/W User", Policy: '{"actions":["db-cql"]}' },
    },
  ])("reads fields in $name", ({ role }) => {
    expect(readBody(RoleListWire, JSON.stringify([role]))).toEqual(parsed);
  });

  it.each([undefined, 7, "no JSON", { actions: "db-cql" }, {}])(
    "knows no actions where the policy is %j",
    (policy) => {
      const roles = readBody(
        RoleListWire,
        JSON.stringify([{ id: "1", name: "x", policy }]),
      );
      expect(roles).toEqual([{ id: "1", name: "x", actions: [] }]);
    },
  );

  it("keeps a nameless role as one that no text matches", () => {
    expect(readBody(RoleListWire, "[{}]")).toEqual([
      { id: "", name: "", actions: [] },
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

  it.each([
    { secret: "s".repeat(15) },
    { secret: "s".repeat(513) },
    { secret: `${"s".repeat(20)} ` },
    { secret: `\u007f${"s".repeat(20)}` },
    { clientId: "../x" },
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
        for (const shape of [MintedWire, TokenListWire, OrganizationWire]) {
          readBody<unknown>(shape, body);
        }
        readBody<unknown>(RoleListWire, body);
        errorIdsOf(body);
      }),
    );
  });
});
