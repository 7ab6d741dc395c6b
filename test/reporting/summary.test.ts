import { describe, expect, it } from "vitest";
import { RotationError } from "../../src/rotation/errors.ts";
import type { Report } from "../../src/action/report/report.ts";
import { summaryOf } from "../../src/action/report/summary.ts";
import {
  DAY,
  madeReport,
  NOW,
  partialReport,
  REVIEWED,
  token,
  writtenTargets,
} from "./made-reports.ts";
import { diagramProblems, diagramsOf } from "./mermaid.ts";

/** What GitHub takes as one step's summary, bytes. */
const LIMIT = 1_048_576;

const summary = (report: Report): string =>
  summaryOf(report, (code) => `docs/recovery.md, ${code}`);

/** The lines before the first one to unfold. */
const inTheOpen = (markdown: string): readonly string[] =>
  markdown.split("<details>")[0]?.split("\n") ?? [];

describe("the job summary", () => {
  it("says the verdict in the first line, and the reason in the second", () => {
    const [verdict, , reason] = summary(madeReport()).split("\n");
    expect(verdict).toBe(
      "### ✅ Rotated: every secret now holds token <code>CbCdEf…UvWx</code>.",
    );
    expect(reason).toBe(
      "Reason: the current token reached <code>rotate-after</code>.",
    );
    const [failed, , why, , remedy] = summary(partialReport(500, 50)).split(
      "\n",
    );
    expect(failed).toBe("### ❌ Failed: Not every secret was updated");
    expect(why).toBe("50 of 500 secrets could not be confirmed.");
    expect(remedy).toMatch(/^\*\*What to do:\*\* /u);
  });

  it("calls a token that has expired neither current nor valid", () => {
    for (const state of ["current", "superseded"] as const) {
      const dead = token("C", 40, { state, expiresOn: NOW - DAY });
      const markdown = summary(madeReport({ tokens: [dead] }));
      expect(markdown).toContain("| **expired** |");
      expect(markdown).not.toMatch(/current\*\*|still valid/u);
    }
  });

  it("leaves out a column that says nothing of any token", () => {
    const only = madeReport({ tokens: [token("C", 0, { state: "current" })] });
    expect(summary(only)).toContain("| token | state | created |\n");
  });

  it.each(Object.entries(REVIEWED))(
    "of %s reads as the reviewed one does",
    async (name, report) => {
      const markdown = summary(report);
      expect(await diagramProblems(markdown)).toEqual([]);
      await expect(markdown).toMatchFileSnapshot(`snapshots/${name}.md`);
    },
  );

  describe("when 500 targets have a result", () => {
    it("folds those that were written", () => {
      const markdown = summary(madeReport({ targets: writtenTargets(500) }));
      expect(inTheOpen(markdown).length).toBeLessThan(60);
      expect(markdown).toContain("<summary>500 targets written");
      expect(markdown).toContain("acme/service-500");
    });

    it("shows the failures first and in the open", () => {
      const markdown = summary(partialReport(500, 50));
      const open = inTheOpen(markdown).join("\n");
      expect(open).toContain("| acme/service-001 |");
      expect(open).not.toContain("| acme/service-002 |");
      expect(markdown).toContain("<summary>30 more rows like this");
      expect(markdown).toContain("<summary>450 targets written");
    });
  });

  describe("when the run wrote nothing", () => {
    /** Two secrets of one target, last written at the given instants. */
    const unchanged = (...writes: readonly number[]): string =>
      summary(
        madeReport({
          rotated: false,
          decision: "keep",
          targets: [
            {
              target: "acme/web",
              secrets: writes.map((writtenOn, index) => ({
                name: `SECRET_${String(index)}`,
                result: "unchanged",
                writtenOn,
                error: undefined,
              })),
            },
          ],
        }),
      );

    it("says when the secrets of a target were written", () => {
      expect(unchanged(NOW - DAY, NOW - DAY + 5)).toContain(
        "| unchanged, written 2026-01-04 03:17 UTC |",
      );
    });

    it("gives one date to no secrets that were written on several", () => {
      expect(unchanged(NOW - 2 * DAY, NOW, NOW - DAY)).toContain(
        "| unchanged, written between 2026-01-03 03:17 UTC and 2026-01-05 03:17 UTC |",
      );
    });
  });

  it("stays under GitHub's limit whatever there is to tell", () => {
    const wide = "ß".repeat(80);
    const targets = writtenTargets(20_000).map(({ secrets }, index) => ({
      target: `environment “${wide}${String(index)}” of acme/web`,
      secrets: secrets.map((secret) => ({
        ...secret,
        result: index % 2 === 0 ? ("written" as const) : ("refused" as const),
      })),
    }));
    const tokens = Array.from({ length: 5_000 }, (_, days) =>
      token("A", days + 1),
    );
    const markdown = summary(madeReport({ targets, tokens }));
    expect(Buffer.byteLength(markdown)).toBeLessThan(LIMIT);
    expect(markdown).toMatch(/… and \d+ more rows/u);
    expect(markdown).toContain("… and 4950 older tokens.");
  });

  it("keeps markup, mentions and links from outside inert (I10)", () => {
    const hostile =
      "<img src=x onerror=alert(1)> [a](https://evil.example) @octocat www.evil.example | `x` ```mermaid";
    const markdown = summary(
      madeReport({
        targets: [
          {
            target: hostile,
            secrets: writtenTargets(1)[0]?.secrets ?? [],
          },
        ],
        error: new RotationError({
          code: "internal",
          summary: hostile,
          remedy: hostile,
          rerun: "safe",
        }),
      }),
    );
    expect(markdown).not.toMatch(
      /<img|\]\(https|https:|@octocat|www\.|\n```mermaid\n(?!---)/u,
    );
    expect(diagramsOf(markdown)).toHaveLength(1);
  });

  it("survives instants that are no dates", async () => {
    for (const absurd of [Number.NaN, Infinity, -1, 8.64e15, 1e300]) {
      const odd = token("X", 0, {
        generatedOn: absurd,
        expiresOn: absurd,
        supersededOn: absurd,
        revocableFrom: absurd,
      });
      const markdown = summary(
        madeReport({
          observedOn: absurd,
          nextRotationOn: absurd,
          overlapMs: absurd,
          tokens: [odd, { ...odd, state: "current" }],
          current: odd,
        }),
      );
      expect(markdown).toContain("an impossible date");
      expect(await diagramProblems(markdown)).toEqual([]);
    }
  });
});
