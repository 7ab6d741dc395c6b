import { describe, expect, it } from "vitest";
import type { Report } from "../../src/action/report/report.ts";
import { MAX_DRAWN, timelineOf } from "../../src/action/report/timeline.ts";
import type { TokenState } from "../../src/action/report/token-lines.ts";
import { DAY, madeReport, NOW, token } from "./made-reports.ts";
import { diagramProblems } from "./mermaid.ts";

const draw = (more: Partial<Report>): string =>
  timelineOf(madeReport(more)).join("\n");

describe("the timeline of token lifetimes", () => {
  it("shows the overlap between two tokens", () => {
    const drawn = draw({});
    expect(drawn).toContain("section BbCdEf…UvWx");
    expect(drawn).toContain("in use :done, 2025-12-06T03:17, 43200m");
    expect(drawn).toContain("overlap :2026-01-05T03:17, 1440m");
    expect(drawn).toContain("current :2026-01-05T03:17, 43200m");
  });

  it("marks an overlap that is over", () => {
    const late = token("B", 60, {
      supersededOn: NOW - 30 * DAY,
      revocableFrom: NOW - 29 * DAY,
    });
    const current = token("C", 30, { state: "current" });
    expect(draw({ tokens: [current, late] })).toContain("overlap has ended :");
  });

  it("shows what is too short for a bar as a milestone", () => {
    const tokens = [
      token("C", 2 / 1440, { state: "partly-published" }),
      token("B", 30),
    ];
    expect(draw({ tokens })).toContain(
      "not everywhere :milestone, 2026-01-05T03:15, 0d",
    );
    const [fresh] = tokens;
    const twin = token("D", 2 / 1440, { state: "partly-published" });
    expect(
      draw({ tokens: [twin, ...(fresh === undefined ? [] : [fresh])] }),
    ).toContain("not everywhere :2026-01-05T03:15, 2m");
  });

  it("draws nothing while fewer than two tokens are live", () => {
    const current = token("C", 0, { state: "current" });
    expect(
      draw({ tokens: [current, token("B", 30, { state: "revoked" })] }),
    ).toBe("");
  });

  it("labels no bar that is too narrow for it and has a neighbour", () => {
    const superseded = { supersededOn: NOW, revocableFrom: NOW + DAY };
    const drawn = draw({
      tokens: [token("B", 1, superseded), token("A", 31, superseded)],
    });
    expect(drawn).toContain("  · :done, 2026-01-04T03:17, 1440m");
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
      const drawn = draw({ tokens: [line], nextRotationOn: undefined });
      expect(await diagramProblems(drawn)).toEqual([]);
    }
  });

  it("is judged by a parser that refuses what cannot be drawn", async () => {
    const broken = [
      draw({}).replace("43200m", "sometime"),
      draw({}).replace("section", "sect"),
      draw({})
        .replace(":2026-01", ":done, crit, 2026-01")
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
