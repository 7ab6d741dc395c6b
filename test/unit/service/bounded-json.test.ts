import { describe, expect, it } from "vitest";
import {
  parseBoundedJson,
  parseJson,
} from "../../../src/service/bounded-json.ts";

const MANY = 100_001;

describe("parseBoundedJson", () => {
  it("reads what JSON.parse reads, and nothing else", () => {
    for (const value of [null, 1, "a", [], {}, { a: [1, { b: "\\" }] }]) {
      expect(parseBoundedJson(JSON.stringify(value))).toEqual(value);
    }
    for (const text of ["", "{", "undefined", "[1,]"]) {
      expect(parseBoundedJson(text)).toBeUndefined();
    }
  });

  it.each([
    ["entries", `[${"1,".repeat(MANY)}1]`],
    ["lists in lists", "[".repeat(MANY) + "]".repeat(MANY)],
    ["objects in objects", `${'{"a":'.repeat(MANY)}1${"}".repeat(MANY)}`],
    ["entries behind an escaped quote", `["\\"",${"1,".repeat(MANY)}1]`],
    ["entries behind a backslash", `["\\\\",${"1,".repeat(MANY)}1]`],
  ])("does not even try with too many %s (I9)", (_name, text) => {
    expect(JSON.parse(text)).toBeDefined();
    expect(parseBoundedJson(text)).toBeUndefined();
  });

  it("counts values, not characters, to the very last", () => {
    const list = (length: number) =>
      JSON.stringify(Array.from({ length }, () => 1_234_567_890));
    expect(parseBoundedJson(list(99_999))).toHaveLength(99_999);
    expect(parseBoundedJson(list(100_000))).toBeUndefined();
  });

  it("does not count what stands within quotes", () => {
    const value = [`,[{\\"`.repeat(MANY), "", "a"];
    expect(parseBoundedJson(JSON.stringify(value))).toEqual(value);
  });
});

describe("parseJson", () => {
  it("reads every JSON value", () => {
    expect(parseJson('{"a":[1,null,"x"]}')).toEqual({ a: [1, null, "x"] });
    expect(parseJson("null")).toBeNull();
  });

  it("drops the platform's message, which quotes the text (I5)", () => {
    for (const text of ["", "{", "<html>", "{'a':1}"]) {
      expect(parseJson(text)).toBeUndefined();
    }
  });

  it("makes no object of another kind (I10)", () => {
    const value = parseJson('{"__proto__":{"polluted":true}}');
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});
