import { describe, expect, it } from "vitest";
import { parseJson } from "../../../src/http/json.ts";

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
