import { describe, expect, it, vi } from "vitest";
import { rehearse } from "../../scripts/release/rehearsal.ts";
import {
  datedChangelog,
  majorTag,
  requireVersion,
  sectionOf,
} from "../../scripts/release/version.ts";

vi.setConfig({ testTimeout: 120_000 });

/** A rehearsal that shows nobody what it does, and what it said. */
function rehearsed(
  options: Partial<Parameters<typeof rehearse>[0]> = {},
): ReturnType<typeof rehearse> & { readonly said: string } {
  let said = "";
  const end = rehearse({
    version: "9.1.0",
    withTests: false,
    write: (text) => (said += text),
    ...options,
  });
  return { ...end, said };
}

// The steps run in bash, as on GitHub.
describe.runIf(process.platform !== "win32")("A release", () => {
  it("goes through every step, and tags the tested commit twice", () => {
    const { failed, calls, tags, commit, said } = rehearsed({ tags: ["v9"] });
    expect(failed, said).toBeUndefined();
    expect(tags).toEqual({ v9: commit, "v9.1.0": commit });
    expect(
      calls.map((call) => call.replace(/-[Ff] \S+|--notes-file.*/gu, "")),
    ).toEqual([
      expect.stringContaining("git/ref/tags/v9.1.0"),
      expect.stringContaining("environments/release"),
      `release create v9.1.0 --draft --target ${commit} --title v9.1.0 `,
      expect.stringContaining("releases/tags/v9.1.0"),
      "release edit v9.1.0 --draft=false",
      expect.stringContaining("git/ref/tags/v9.1.0"),
      expect.stringContaining("releases/tags/v9.1.0"),
      expect.stringContaining("git/ref/tags/v9"),
      expect.stringContaining("--method PATCH"),
    ]);
    for (const job of ["ready", "test", "attest", "draft", "publish"]) {
      expect(said).toContain(`== job ${job}\n`);
    }
    expect(said).toContain("(on GitHub: actions/attest@");
  });

  it.each([
    ["the version is not prepared", { without: ["prepare"] }, "ready"],
    ["the tag is there", { tags: ["v9.1.0"] }, "ready"],
    ["nobody reviews", { github: { reviewers: [] } }, "ready"],
    [
      "the environment is missing",
      { github: { reviewers: undefined } },
      "ready",
    ],
    ["releases can change", { github: { immutable: false } }, "publish"],
  ] as const)("stops when %s", (_, options, job) => {
    const { failed, tags, said } = rehearsed(options);
    expect(failed, said).toBe(job);
    expect(tags).not.toHaveProperty("v9");
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
