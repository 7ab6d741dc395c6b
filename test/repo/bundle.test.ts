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

  it("holds no fetch of undici", () => {
    expect(holders("makeNetworkError")).toEqual([]);
  });

  it("is an entry of a few lines, the program, and what is loaded late", () => {
    expect(files).toContain("main.js");
    expect(sources.get("index.js")?.length).toBeLessThan(1_000);
    expect(sources.get("index.js")).toContain('import("./main.js")');
    for (const name of files) expect(name).toMatch(/^[a-z][a-z-]*\.js$/u);
  });

  it("loads late what reads the environment as it loads", () => {
    const found = holders("process.env.GITHUB_EVENT_PATH");
    expect([...new Set(found)]).toEqual([
      expect.stringMatching(/-packages\.js$/u),
    ]);
  });

  it.each([
    ["index.js", "action.yml", "dist/index.js"],
    ...["inventory", "leak-watch", "prepare-role"].map((name) => [
      `${name}.js`,
      `${name}/action.yml`,
      `../dist/${name}.js`,
    ]),
  ])("is started by %s as %s says", (entry, file, main) => {
    const action = readFileSync(`${dist}../${file}`, "utf8");
    expect(files).toContain(entry);
    expect(action).toMatch(new RegExp(`main: ${main}\n`, "u"));
  });

  it.each(["undici", "@actions/github", "libsodium", "valibot"])(
    "comes with the licence of %s, wherever its code is",
    (name) => {
      const licences = readFileSync(`${dist}licenses.txt`, "utf8");
      expect(licences).toMatch(new RegExp(`^${name}\n(MIT|ISC)\n`, "mu"));
    },
  );
});
