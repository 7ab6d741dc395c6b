import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTokenList } from "../../../src/astra/token-list.ts";
import type { ListedToken } from "../../../src/rotation/credential.ts";

const CLIENT_ID = "zjCEYwRGWocLfQJHBNQxvorr";
const MADE = "2021-02-22T17:09:58.668Z";

function tokensOf(...clients: readonly unknown[]): readonly ListedToken[] {
  const list = readTokenList(JSON.stringify({ clients }));
  if (list.kind !== "tokens") throw new Error(list.kind);
  return list.tokens;
}

describe("readTokenList", () => {
  it("keeps what the protocol needs and nothing else", () => {
    expect(
      tokensOf({
        clientId: CLIENT_ID,
        roles: ["a role"],
        generatedOn: MADE,
        description: "words",
        tokenExpiry: "2025-12-31T23:59:59.000Z",
        lastUsed: "ignored",
      }),
    ).toEqual([
      {
        clientId: CLIENT_ID,
        roles: ["a role"],
        generatedOn: Date.UTC(2021, 1, 22, 17, 9, 58, 668),
        expiresOn: Date.UTC(2025, 11, 31, 23, 59, 59),
        description: "words",
      },
    ]);
  });

  it.each([
    ["only a client id", {}],
    [
      "nulls",
      { roles: null, generatedOn: null, description: null, tokenExpiry: null },
    ],
    [
      "fields of other types",
      { roles: "R", description: 7, tokenExpiry: "never" },
    ],
    ["a description that is too long", { description: "x".repeat(4097) }],
  ])("keeps a token of which it says %s", (_, said) => {
    expect(tokensOf({ clientId: CLIENT_ID, ...said })).toEqual([
      {
        clientId: CLIENT_ID,
        roles: [],
        generatedOn: undefined,
        expiresOn: undefined,
        description: "",
      },
    ]);
  });

  it("keeps descriptions of up to 4096 characters", () => {
    const description = "x".repeat(4096);
    expect(tokensOf({ clientId: "a", description })[0]?.description).toBe(
      description,
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
    expect(tokensOf({ clientId }, { clientId: "b" })).toHaveLength(1);
  });

  it("takes client ids of 1 to 64 characters", () => {
    for (const clientId of ["a", "A-_9", "a".repeat(64)]) {
      expect(tokensOf({ clientId })[0]?.clientId).toBe(clientId);
    }
  });

  it("lists each token once, the first entry of it", () => {
    const twice = [
      { clientId: "a", description: "first" },
      { clientId: "a", description: "second" },
    ];
    expect(tokensOf(...twice, null).map((one) => one.description)).toEqual([
      "first",
    ]);
  });

  it("keeps equal lists of roles once", () => {
    const [one, other, third] = tokensOf(
      { clientId: "a", roles: ["r", "s"] },
      { clientId: "b", roles: ["r", "s"] },
      { clientId: "c", roles: ["r"] },
    );
    expect(other?.roles).toBe(one?.roles);
    expect(third?.roles).toEqual(["r"]);
  });

  it.each([
    "",
    "null",
    "[]",
    "{}",
    '{"clients":[]}',
    '{"clients":{}}',
    "<html>",
  ])(
    "does not take %j for a list, for the caller's own token is always in one",
    (body) => {
      expect(readTokenList(body)).toEqual({ kind: "unusable" });
    },
  );

  it("reads 50,000 tokens, and gives up at 600,000 values", () => {
    const entry = {
      roles: ["r"],
      generatedOn: MADE,
      description: "d",
      tokenExpiry: null,
    };
    const clients = Array.from({ length: 50_000 }, (_, index) => ({
      clientId: `c${String(index)}`,
      ...entry,
    }));
    expect(tokensOf(...clients)).toHaveLength(50_000);
    const bloated = `{"clients":[{"clientId":"a","x":[${"1,".repeat(600_000)}1]}]}`;
    expect(readTokenList(bloated)).toEqual({ kind: "unusable" });
  });

  it("gives up at 100,000 values in less than ten bytes each (I9)", () => {
    const packed = (value: string): string =>
      `{"clients":[{"clientId":"a"},${`${value},`.repeat(100_000)}1]}`;
    expect(readTokenList(packed("1")).kind).toBe("unusable");
    expect(readTokenList(packed("1234567890")).kind).toBe("tokens");
  });

  it("tells a list apart in which no time of a minting can be read", () => {
    const unread = { clientId: "a", generatedOn: "vorgestern" };
    const said = (...clients: readonly unknown[]): string =>
      readTokenList(JSON.stringify({ clients })).kind;
    expect(said(unread)).toBe("times-unreadable");
    expect(said(unread, { clientId: "b" })).toBe("times-unreadable");
    expect(said(unread, { clientId: "b", generatedOn: MADE })).toBe("tokens");
    expect(said({ clientId: "b" })).toBe("tokens");
  });

  it("never throws, whatever the body", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        readTokenList(body);
        readTokenList(`{"clients":[${body}]}`);
      }),
    );
  });
});
