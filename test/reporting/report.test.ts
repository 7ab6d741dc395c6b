import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inputsFor, runAction } from "../kit/run-action.ts";
import { reportProblems } from "../kit/report-schema.ts";
import { startWorld, type World } from "../kit/world.ts";
import { madeReport, partialReport, token } from "./made-reports.ts";
import { reportText } from "../../src/action/report/json.ts";

const DAY = 86_400_000;
const MONTHLY = { "rotate-after": "30d" };

/** As much of a report as these tests look at; its whole shape is what the schema says. */
interface Report {
  readonly decision: string;
  readonly tokens: readonly Record<string, string | null>[];
  readonly revoked: readonly string[];
  readonly wouldRevoke: readonly string[];
  readonly targets: readonly {
    readonly secrets: readonly { readonly result: string }[];
  }[];
  readonly findings: readonly { readonly kind: string }[];
  readonly warnings: readonly { readonly kind: string }[];
  readonly error: { readonly code: string } | null;
  readonly timings: Readonly<Record<string, number | null>>;
}

describe("the output report", () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.close());

  /** Runs the bundle; `runAction` holds every report against the published schema. */
  const run = async (more: Record<string, string> = {}): Promise<Report> => {
    const inputs = inputsFor(world, { ...MONTHLY, ...more });
    const { outputs } = await runAction({ inputs });
    return JSON.parse(outputs["report"] ?? "null") as Report;
  };

  it("tells of a rotation: decision, targets, tokens and how long each part took", async () => {
    await run();
    world.clock.advance(31 * DAY);
    const report = await run();
    expect(report).toMatchObject({
      version: 1,
      mode: "rotate",
      dryRun: false,
      decision: "mint",
      reason: "age",
      rotated: true,
      revoked: [],
      findings: [],
      error: null,
    });
    const states = report.tokens.map(({ state }) => state);
    expect(states).toEqual(["current", "superseded"]);
    expect(report.tokens[1]?.["supersededOn"]).not.toBeNull();
    expect(report.tokens[1]?.["revocableFrom"]).not.toBeNull();
    expect(report.targets[0]?.secrets[0]?.result).toBe("written");
    const { retireMs, ...reached } = report.timings;
    expect(retireMs).toBeNull();
    expect(Object.values(reached).every((ms) => ms !== null)).toBe(true);
  });

  it("tells what a dry run would revoke", async () => {
    await run();
    world.clock.advance(31 * DAY);
    await run();
    world.clock.advance(2 * DAY);
    const planned = await run({ "dry-run": "true" });
    expect(planned.revoked).toEqual([]);
    expect(planned.wouldRevoke).toHaveLength(1);
    const done = await run();
    expect(done.revoked).toEqual(planned.wouldRevoke);
  });

  it("tells each finding of a check", async () => {
    await run();
    world.clock.advance(40 * DAY);
    const report = await run({ mode: "check" });
    expect(report.findings).toMatchObject([
      { kind: "overdue", secrets: [], clientIds: [] },
    ]);
    expect(report.error?.code).toBe("check-failed");
  });

  it("tells the error of a run that did not get as far as looking", async () => {
    world.astra.revokeByHand(world.astra.tokens()[0]?.clientId ?? "");
    expect(await run()).toMatchObject({
      observedOn: null,
      decision: null,
      tokens: [],
      targets: [],
      error: { code: "astra-unauthorized", helpsAfterFix: true },
    });
  });

  it("tells of a secret that refused the token", async () => {
    world.setGate(({ service, method }) =>
      service === "github" && method === "PUT"
        ? {
            kind: "answer",
            when: "before",
            answer: { status: 403, headers: {}, body: "{}" },
          }
        : { kind: "pass" },
    );
    const report = await run();
    expect(report.targets[0]?.secrets[0]).toMatchObject({
      result: "refused",
      error: { code: "github-answer-unusable" },
    });
    expect(report.tokens[0]?.["state"]).toBe("withdrawn");
  });

  it("calls no token current that is not in every secret", async () => {
    const two = { "secret-name-json": "ASTRA_DB_JSON" };
    await run(two);
    world.clock.advance(31 * DAY);
    const refusing = (): void => {
      world.setGate(({ method, path }) =>
        method === "PUT" && path.includes("JSON")
          ? {
              kind: "answer",
              when: "before",
              answer: { status: 403, headers: {}, body: "{}" },
            }
          : { kind: "pass" },
      );
    };
    const statesOf = ({ tokens }: Report): unknown[] =>
      tokens.map(({ state }) => state);
    refusing();
    const partial = await run(two);
    expect(statesOf(partial)).toEqual(["partly-published", "superseded"]);
    const again = await run(two);
    expect(again).toMatchObject({ decision: "mint", reason: "heals" });
    expect(statesOf(again)[0]).toBe("partly-published");
    world.setGate(() => ({ kind: "pass" }));
    const settling = await run(two);
    expect(settling).toMatchObject({
      decision: "settle",
      rotated: false,
      error: { code: "settling" },
    });
    expect(statesOf(settling)).toEqual([
      "partly-published",
      "superseded",
      "superseded",
    ]);
    world.clock.advance(DAY);
    const healed = await run(two);
    expect(healed).toMatchObject({ decision: "mint", reason: "incomplete" });
    expect(statesOf(healed)[0]).toBe("current");
  });

  it("tells what a person should know", async () => {
    const report = await run({ role: "Database Administrator" });
    expect(report.warnings.map(({ kind }) => kind)).toContain(
      "role-manages-tokens",
    );
  });

  it("is held against a schema that refuses what it does not publish", () => {
    const good = reportText(madeReport());
    expect(reportProblems(good)).toEqual([]);
    const broken = [
      good.replace('"version":1', '"version":2'),
      good.replace('"rotated":true', '"rotated":"true"'),
      good.replace('"totalMs"', '"allMs"'),
      good.replace('"state":"current"', '"state":"live"'),
      good.replace(/"observedOn":"[^"]+"/u, '"observedOn":"+275760-09-13"'),
    ];
    for (const text of broken) expect(reportProblems(text)).not.toEqual([]);
  });

  it("stays below 100 kB whatever there is to report, and counts what it leaves out", () => {
    const refused = partialReport(2_000, 40);
    const text = reportText({
      ...refused,
      tokens: Array.from({ length: 500 }, (_, days) => token("A", days)),
    });
    expect(Buffer.byteLength(text)).toBeLessThan(100_000);
    expect(reportProblems(text)).toEqual([]);
    const { targets, omitted } = JSON.parse(text) as {
      targets: { secrets: { result: string }[] }[];
      omitted: Record<string, number>;
    };
    expect(omitted).toMatchObject({ tokens: 400, problems: 0 });
    expect(targets.length + (omitted["targets"] ?? 0)).toBe(2_000);
    const shown = targets.filter(({ secrets }) =>
      secrets.some(({ result }) => result === "refused"),
    );
    expect(shown).toHaveLength(40);
  });

  it("writes no date that is none", () => {
    for (const absurd of [Number.NaN, Infinity, -1, 8.64e15, 1e300]) {
      const report = madeReport({ nextRotationOn: absurd, observedOn: absurd });
      expect(reportProblems(reportText(report))).toEqual([]);
    }
  });
});
