import { randomBytes } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { mask } from "../../../../src/action/report/mask.ts";
import { madeUpAstraToken } from "../inputs/parsed-inputs.ts";

/** What the runner is told to blank, in the order in which it is told. */
function masked(secret: string): readonly string[] {
  const said: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    said.push(String(text));
    return true;
  });
  mask(secret);
  vi.restoreAllMocks();
  return said
    .join("")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.replace(/^::add-mask::/u, ""));
}

describe("mask (I5)", () => {
  it("blanks a secret", () => {
    const secret = randomBytes(16).toString("hex");
    expect(masked(secret)).toEqual([secret]);
  });

  it("blanks the part of an Astra token that makes it one, too", () => {
    const token = madeUpAstraToken();
    const [, , hash = ""] = token.split(":");
    expect(masked(token)).toEqual([token, hash]);
  });

  it("blanks that part also where it holds colons, or the id is empty", () => {
    const hash = "0123456789:abcdef";
    const token = ["AstraCS", "", hash].join(":");
    expect(masked(token)).toEqual([token, hash]);
  });

  it("blanks no part of what only looks like an Astra token further inside", () => {
    const text = ["x AstraCS", "id", "0123456789"].join(":");
    expect(masked(text)).toEqual([text]);
  });

  it.each([
    ["line feeds", "\n"],
    ["carriage returns", "\r"],
    ["both", "\r\n"],
    ["several of them", "\n\n\r\n"],
  ])("blanks each line of a secret with %s", (_name, end) => {
    const secret = ["first line", "second line", ""].join(end);
    expect(masked(secret)).toEqual(["first line", "second line"]);
  });

  it("blanks lines without the white space around them", () => {
    expect(masked("  padded secret\t")).toEqual(["padded secret"]);
  });

  it("blanks nothing shorter than eight characters, which would only blank the log", () => {
    expect(masked("1234567")).toEqual([]);
    expect(masked("12345678")).toEqual(["12345678"]);
    expect(masked("")).toEqual([]);
  });

  it("keeps what is not printable ASCII out of the log altogether", () => {
    for (const text of [
      ...["ä2345678", "12345678ä", "1234\u00075678"],
      ["AstraCS", "id", "0123456789\u2028x"].join(":"),
    ]) {
      expect(masked(text)).toEqual([]);
    }
    expect(masked("!2345 ~x")).toEqual(["!2345 ~x"]);
  });
});
