import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));

const files = readdirSync(dist).filter((name) => name.endsWith(".js"));
const sources = new Map(
  files.map((name) => [name, readFileSync(`${dist}${name}`, "utf8")]),
);

/** The files of the bundle that hold a text, once for each time. */
function holders(text: string): string[] {
  return [...sources].flatMap(([name, source]) =>
    Array.from({ length: source.split(text).length - 1 }, () => name),
  );
}

describe("the bundle", () => {
  it("holds one copy of undici", () => {
    expect(holders("class ConnectTimeoutError extends")).toHaveLength(1);
  });

  it.each([
    ["undici", "class ConnectTimeoutError extends"],
    ["sodium", "crypto_box_seal_open"],
    ["valibot", "function safeParse("],
    ["YAML", "class Composer"],
    ["Octokit's builder", "function extractUrlVariableNames("],
    ["the runner's toolkit", "add-mask"],
  ])(
    "keeps %s out of the file that has to load before the connections",
    (_package, text) => {
      const found = holders(text);
      expect(found).not.toEqual([]);
      expect(found).not.toContain("index.js");
    },
  );

  it.each(["undici", "@octokit/endpoint", "libsodium", "valibot"])(
    "comes with the licence of %s, wherever its code is",
    (name) => {
      const licences = readFileSync(`${dist}licenses.txt`, "utf8");
      expect(licences).toMatch(new RegExp(`^${name}\n(MIT|ISC)\n`, "mu"));
    },
  );
});
