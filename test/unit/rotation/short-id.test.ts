import { describe, expect, it } from "vitest";
import { shortId, shortIds } from "../../../src/rotation/short-id.ts";

describe("a client id as people read it", () => {
  it.each([
    ["", ""],
    ["abcdefghij", "abcdefghij"],
    ["abcdefghijk", "abcdef…hijk"],
    ["AbCdEfGh_-0123456789WxYz", "AbCdEf…WxYz"],
    ["a`b\nc|<d>", "a?b?c??d?"],
    ["`".repeat(11), "??????…????"],
  ])("is, of %j, %j", (clientId, shown) => {
    expect(shortId(clientId)).toBe(shown);
  });
});

describe("client ids as people read them", () => {
  it.each([
    [[], ""],
    [["a"], "a"],
    [["a", "b`", "c"], "a, b?, c"],
    [["a", "b", "c", "d"], "a, b, c and 1 more"],
    [["a", "b", "c", "d", "e"], "a, b, c and 2 more"],
  ])("are, of %j, %j", (clientIds, shown) => {
    expect(shortIds(clientIds)).toBe(shown);
  });
});
