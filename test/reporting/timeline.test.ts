import { describe, expect, it } from "vitest";
import type { Report } from "../../src/action/report/report.ts";
import { MAX_DRAWN, timelineOf } from "../../src/action/report/timeline.ts";
import type { TokenState } from "../../src/action/report/token-lines.ts";
import { DAY, madeReport, NOW, token } from "./made-reports.ts";
import { diagramProblems } from "./mermaid.ts";

const draw = (more: Partial<Report>): string =>
  timelineOf(madeReport(more))?.chart.join("\n") ?? "";

const legend = (more: Partial<Report>): string | undefined =>
  timelineOf(madeReport(more))?.legend;

describe("the timeline of token lifetimes", () => {
  it("shows what the secrets held, and for how long the older token is valid", () => {
    const drawn = draw({});
    expect(drawn).toContain("section BbCdEf…UvWx");
    expect(drawn).toContain("in use :done, 2025-12-06T03:17, 43200m");
    expect(drawn).toMatch(/ :active, 2026-01-05T03:17, 1440m/u);
    expect(drawn).toContain("current :done, 2026-01-05T03:17, 43200m");
  });

  it("says what each of its colours means, and of no other", () => {
    expect(legend({})).toBe("🟩 in the secrets · 🟧 older, but still valid");
    const partial = [
      token("C", 0, { state: "partly-published" }),
      token("B", 30),
    ];
    expect(legend({ tokens: partial })).toBe(
      "🟧 older, but still valid · 🟥 needs attention",
    );
  });

  it("lets an older token be valid until now when its overlap is over", () => {
    const late = token("B", 60, {
      supersededOn: NOW - 30 * DAY,
      revocableFrom: NOW - 29 * DAY,
    });
    const current = token("C", 30, { state: "current" });
    expect(draw({ tokens: [current, late] })).toContain(
      "still valid :active, 2025-12-06T03:17, 43200m",
    );
  });

  it("calls no token in use that a secret may hold or not", () => {
    const tokens = [
      token("C", 0, { state: "partly-published" }),
      token("B", 30),
    ];
    expect(draw({ tokens })).not.toContain("in use");
  });

  it("ends a token's bar when it expires", () => {
    const soon = token("C", 0, { state: "current", expiresOn: NOW + 10 * DAY });
    expect(draw({ tokens: [soon, token("B", 30)] })).toContain(
      "current :done, 2026-01-05T03:17, 14400m",
    );
  });

  it("shows what is too short for a bar as a milestone of the same colour", () => {
    const tokens = [
      token("C", 2 / 1440, { state: "partly-published" }),
      token("B", 30),
    ];
    expect(draw({ tokens })).toContain(
      "not everywhere :crit, milestone, 2026-01-05T03:15, 0d",
    );
  });

  it("draws nothing while fewer than two tokens are live", () => {
    const current = token("C", 0, { state: "current" });
    expect(
      draw({ tokens: [current, token("B", 30, { state: "revoked" })] }),
    ).toBe("");
  });

  it("counts no token as live that has expired", () => {
    const current = token("C", 0, { state: "current" });
    const dead = token("B", 30, { expiresOn: NOW - DAY });
    expect(draw({ tokens: [current, dead] })).toBe("");
  });

  it("labels no bar that is too narrow for it", () => {
    const superseded = { supersededOn: NOW, revocableFrom: NOW + DAY };
    const drawn = draw({
      tokens: [token("B", 1, superseded), token("A", 31, superseded)],
    });
    expect(drawn).toContain("  \u{2800} :done, 2026-01-04T03:17, 1440m");
    expect(drawn.match(/in use :done/gu)).toHaveLength(1);
  });

  it("draws the newest tokens only", () => {
    const tokens = Array.from({ length: 40 }, (_, days) =>
      token("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmn".charAt(days), days),
    );
    const sections = draw({ tokens }).match(/^ {2}section .bCdEf/gmu);
    expect(sections).toHaveLength(MAX_DRAWN);
  });

  it.each<TokenState>([
    "current",
    "superseded",
    "adopted",
    "revoked",
    "withdrawn",
    "unpublished",
    "partly-published",
    "unconfirmed",
  ])("parses with a token that is %s", async (state) => {
    for (const days of [0, 1, 40, 4000]) {
      const line = token("B", days, { state, supersededOn: NOW });
      const drawn = draw({
        tokens: [line, token("A", 50), token("Z", 60)],
        nextRotationOn: undefined,
      });
      expect(drawn).toContain("```mermaid");
      expect(await diagramProblems(drawn)).toEqual([]);
    }
  });

  it("is judged by a parser that refuses what cannot be drawn", async () => {
    const broken = [
      draw({}).replace("43200m", "sometime"),
      draw({}).replace("  section B", "  sect B"),
      draw({})
        .replace(":done, 2026-01", ":done, crit, 2026-01")
        .replace("1440m", "-5m"),
    ];
    for (const diagram of broken) {
      expect(await diagramProblems(diagram), diagram).toHaveLength(1);
    }
  });

  it("is left out when there is nothing to draw", () => {
    expect(draw({ tokens: [] })).toBe("");
    expect(draw({ observedOn: undefined })).toBe("");
  });
});
