import { describe, expect } from "vitest";
import { runVirtually, type VirtualRun } from "../kit/virtual-run.ts";
import type { World } from "../kit/world.ts";
import type { ExpiryHeader } from "../simulators/github/tokens.ts";
import {
  DAY_MS,
  expectClean,
  expectOneError,
  HOUR_MS,
  it as inFlowingTime,
  run,
} from "./scenario.ts";
import { it } from "./targets/frozen-world.ts";

/** A token for `acme/web` that ends then; how GitHub says so is up to it. */
function tokenUntil(
  { github }: World,
  expiresAt: number,
  expiryHeader: ExpiryHeader = "utc",
): string {
  return github.issueToken({
    kind: "fine-grained",
    owner: "acme",
    permissions: { secrets: "write", metadata: "read" },
    expiresAt,
    expiryHeader,
  });
}

const kindsOf = ({ outcome }: VirtualRun): readonly string[] =>
  outcome.record.warnings.map(({ kind }) => kind);

describe("a year of a rotation whose GitHub token ends", () => {
  it.for([
    { cadence: "every day", rotateAfter: "1d", form: "utc" },
    { cadence: "every month", rotateAfter: "30d", form: "offset" },
  ] as const)(
    "is warned of in time, and check fails before a rotation does: $cadence",
    { timeout: 300_000 },
    async ({ rotateAfter, form }, { world }) => {
      const { clock } = world;
      const endsOn = clock.now() + 360 * DAY_MS - HOUR_MS;
      const inputs = {
        "github-token": tokenUntil(world, endsOn, form),
        "rotate-after": rotateAfter,
      };
      const days = { warned: [], red: [], failed: [], wrong: [] } as Record<
        "warned" | "red" | "failed" | "wrong",
        number[]
      >;
      for (let day = 0; days.failed.length === 0; day += 1) {
        const rotated = await runVirtually(world, inputs);
        if (kindsOf(rotated).includes("github-expires")) days.warned.push(day);
        if (rotated.outcome.error !== undefined) days.failed.push(day);
        else {
          const check = await runVirtually(world, { ...inputs, mode: "check" });
          const { error } = check.outcome;
          if (error?.code === "check-failed") days.red.push(day);
          else if (error !== undefined) days.wrong.push(day);
        }
        clock.advance(DAY_MS);
      }
      expect(days.failed).toEqual([360]);
      expect(days.wrong).toEqual([]);
      // Fourteen days on end.
      expect(days.warned[0]).toBe(346);
      expect(days.warned).toHaveLength(14);
      // Red on end, too, since before the last rotation that could succeed.
      expect(days.red.at(-1)).toBe(359);
      expect(days.red).toHaveLength(360 - (days.red[0] ?? 0));
      const notice = { "1d": 1, "30d": 28 }[rotateAfter];
      expect(360 - (days.red[0] ?? 0)).toBeGreaterThanOrEqual(notice);
      expect(360 - (days.red[0] ?? 0)).toBeLessThanOrEqual(notice + 3);
    },
  );
});

describe.concurrent("a GitHub token that ends soon", () => {
  inFlowingTime(
    "is told with its date and what to do, without a further request",
    async ({ world }) => {
      const endsOn = world.clock.now() + 3 * DAY_MS;
      const inputs = {
        "github-token": tokenUntil(world, endsOn),
        "rotate-after": "30d",
      };
      expectClean(await run(world, { "rotate-after": "30d" }));
      const count = (): number => world.history.events.length;
      const before = count();
      expectClean(await run(world, { "rotate-after": "30d" }));
      const usual = count() - before;

      const warned = await run(world, inputs);

      expect(count() - before - usual).toBe(usual);
      expect({ code: warned.exitCode, errors: warned.errors }).toEqual({
        code: 0,
        errors: [],
      });
      expect(warned.warnings).toHaveLength(1);
      const date = new Date(endsOn).toISOString().slice(0, 10);
      expect(warned.warnings[0]).toContain(
        `\`github-token\` expires on ${date}`,
      );
      expect(warned.warnings[0]).toContain("on the same server");

      const check = await run(world, { ...inputs, mode: "check" });
      expect(check.warnings).toEqual([]);
      const problem = expectOneError(check);
      expect(problem).toContain(
        "`github-token` expires before the next planned rotation",
      );
      expect(problem).toContain(date);
      const { findings } = JSON.parse(check.outputs["report"] ?? "") as {
        findings: readonly { kind: string; on: string }[];
      };
      expect(findings.map(({ kind }) => kind)).toEqual(["github-expires"]);
      expect(findings[0]?.on.slice(0, 10)).toBe(date);
    },
  );

  inFlowingTime(
    "is not known where GitHub does not say it",
    async ({ world }) => {
      const endsOn = world.clock.now() + 3 * DAY_MS;
      const silent = tokenUntil(world, endsOn, "absent");
      expectClean(await run(world, { "github-token": silent }));
    },
  );
});

describe.concurrent("an Astra token that ends soon", () => {
  inFlowingTime(
    "fails check when it ends before the next rotation",
    async ({ world }) => {
      const endsOn = world.clock.now() + 20 * DAY_MS;
      const admin = world.astra.createTokenByHand({
        roles: [world.astra.role("Database Administrator").id],
        description: "rotation admin that ends",
        expiresOn: endsOn,
      });
      const inputs = { "astra-token": admin.token, "rotate-after": "30d" };
      expectClean(await run(world, inputs));

      const check = await run(world, { ...inputs, mode: "check" });

      expect(check.warnings).toEqual([]);
      expect(expectOneError(check)).toContain(
        "`astra-token` expires before the next planned rotation",
      );
    },
  );
});
