import { readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { manifest, reviewers } from "../../scripts/release/answers.ts";
import { rehearse } from "../../scripts/release/rehearsal.ts";
import {
  datedChangelog,
  majorTag,
  requireVersion,
  sectionOf,
} from "../../scripts/release/version.ts";

vi.setConfig({ testTimeout: 120_000 });

const VERSION = manifest(
  readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
).version;
const MAJOR = majorTag(VERSION);

/** A rehearsal that shows nobody what it does, and what it said. */
function rehearsed(
  options: Partial<Parameters<typeof rehearse>[0]> = {},
): ReturnType<typeof rehearse> & { readonly said: string } {
  let said = "";
  const end = rehearse({
    version: VERSION,
    withTests: false,
    without: ["format"],
    write: (text) => (said += text),
    ...options,
  });
  return { ...end, said };
}

// The steps run in bash, as on GitHub.
describe.runIf(process.platform !== "win32")("A release", () => {
  it("goes through every step, and tags the tested commit twice", () => {
    const { failed, calls, tags, commit, said } = rehearsed({ tags: [MAJOR] });
    expect(failed, said).toBeUndefined();
    expect(tags).toEqual({
      [MAJOR]: commit,
      [`v${VERSION}`]: commit,
    });
    const tag = `v${VERSION}`;
    const told = calls.map((call) => call.replace(/ --notes-file .*/u, ""));
    const ending = (end: string): unknown => expect.stringMatching(`${end}$`);
    expect(told).toEqual([
      ending(`git/ref/tags/${tag} --silent`),
      ending("environments/release"),
      `release create ${tag} --draft --target ${commit} --title ${tag}`,
      ending(`releases/tags/${tag} --silent`),
      `release edit ${tag} --draft=false`,
      ending(`git/ref/tags/${tag}`),
      ending(`releases/tags/${tag}`),
      ending(`git/ref/tags/${MAJOR} --silent`),
      ending(`tags/${MAJOR} -F force=true -f sha=${commit} --silent`),
    ]);
    for (const job of ["ready", "test", "attest", "draft", "publish"]) {
      expect(said).toContain(`== job ${job}\n`);
    }
    expect(said).toContain("(on GitHub: actions/attest@");
  });

  it.each([
    [
      "the version is not prepared",
      { version: "9.9.9", without: ["prepare", "format"] },
      "ready",
    ],
    ["the tag is there", { tags: [`v${VERSION}`] }, "ready"],
    [
      "the environment is missing",
      { github: { reviewers: undefined } },
      "ready",
    ],
    ["releases can change", { github: { immutable: false } }, "publish"],
  ] as const)("stops when %s", (_, options, job) => {
    const { failed, tags, said } = rehearsed(options);
    expect(failed, said).toBe(job);
    expect(tags).not.toHaveProperty([MAJOR]);
  });
});

describe("The environment of a release", () => {
  it("asks somebody only by a rule with reviewers", () => {
    const rules = (...protection_rules: readonly unknown[]): number =>
      reviewers(JSON.stringify({ protection_rules }));
    const somebody = { type: "User", reviewer: { login: "octocat" } };
    expect(rules({ type: "required_reviewers", reviewers: [somebody] })).toBe(
      1,
    );
    expect(rules({ type: "required_reviewers", reviewers: [] })).toBe(0);
    expect(rules({ type: "wait_timer", wait_timer: 30 })).toBe(0);
    expect(reviewers("{}")).toBe(0);
  });
});

describe("The changelog of a release", () => {
  const text =
    "# Changelog\n\n## [1.1.0] - Unreleased\n\n- New.\n\n## [1.0.0] - 2026-01-01\n\n- Old.\n";

  it("gets the date of the release", () => {
    const dated = datedChangelog(text, "1.1.0", "2026-02-03");
    expect(sectionOf(dated, "1.1.0")).toEqual({
      heading: "## [1.1.0] - 2026-02-03",
      date: "2026-02-03",
      text: "- New.",
    });
    const other = text.replace("[1.1.0] - Unreleased", "[Unreleased]");
    expect(datedChangelog(other, "1.1.0", "2026-02-03")).toBe(dated);
  });

  it("has to say something", () => {
    expect(() => datedChangelog("# Changelog\n", "1.1.0", "")).toThrow();
    expect(() => datedChangelog(text, "1.2.0", "")).toThrow();
  });
});

describe("A version", () => {
  it("is three numbers, and the first is its major tag", () => {
    expect(majorTag(requireVersion("12.0.3"))).toBe("v12");
    for (const text of ["1.0", "v1.0.0", "1.0.0-rc.1", "01.0.0", "1.0.0\n"]) {
      expect(() => requireVersion(text)).toThrow();
    }
  });
});
