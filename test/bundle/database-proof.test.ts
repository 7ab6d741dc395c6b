import { describe, expect, test } from "vitest";
import type { Inputs } from "../kit/run-action.ts";
import { runVirtually } from "../kit/virtual-run.ts";
import { startWorld, type World } from "../kit/world.ts";
import { createWorldClock } from "../simulators/kernel/clock.ts";
import type { DataApiBehaviour } from "../simulators/data-api/behaviour.ts";
import type { DatabaseWish } from "../simulators/data-api/database.ts";
import { type Scoped, scopedTo } from "./database-world.ts";
import { HOUR_MS, liveTokens, MINUTE_MS, valueOf } from "./scenario.ts";

const it = test.extend("world", async ({}, { onCleanup }) => {
  const world = await startWorld(createWorldClock(undefined, 0));
  onCleanup(() => world.close());
  return world;
});

interface Ended {
  readonly code: string | undefined;
  readonly summary: string;
  readonly warnings: readonly string[];
  readonly elapsedMs: number;
  /** When the secret was written, milliseconds of the run; none: undefined. */
  readonly publishedAt: number | undefined;
}

async function runOn(
  world: World,
  { inputs }: Scoped,
  more: Inputs = {},
): Promise<Ended> {
  const begin = world.clock.now();
  let publishedAt: number | undefined;
  const { outcome, elapsedMs } = await runVirtually(
    world,
    { ...inputs, ...more },
    {
      onStep: ({ kind }) => {
        if (kind === "published") publishedAt = world.clock.now() - begin;
      },
    },
  );
  const { error, record } = outcome;
  return {
    code: error?.code,
    summary: error?.summary ?? "",
    warnings: record.warnings.map(({ kind }) => kind),
    elapsedMs,
    publishedAt,
  };
}

/** A rotation that has its first token, an hour later. */
async function rotating(
  world: World,
  wish: DatabaseWish = {},
): Promise<{ scoped: Scoped; former: string; more: Inputs }> {
  const scoped = scopedTo(world, "read-write", wish);
  expect(await runOn(world, scoped)).toMatchObject({
    code: undefined,
    warnings: [],
  });
  const former = valueOf(world);
  world.clock.advance(HOUR_MS);
  return { scoped, former, more: { "previous-token": former } };
}

describe("a token whose rights reach the database late", () => {
  it("is published after three minutes and not before", async ({ world }) => {
    const { scoped, former, more } = await rotating(world);
    world.dataApi.setBehaviour({ scopeLagMs: 3 * MINUTE_MS });

    const ended = await runOn(world, scoped, more);

    expect(ended).toMatchObject({ code: undefined, warnings: [] });
    expect(ended.publishedAt).toBeGreaterThanOrEqual(3 * MINUTE_MS);
    expect(ended.publishedAt).toBeLessThan(4 * MINUTE_MS);
    expect(valueOf(world)).not.toBe(former);
  });

  it.for([
    ["rotate", {}],
    ["an emergency", { compromised: "true" }],
  ] as const)(
    "when they never come, is not published in %s, and is gone",
    async ([, emergency], { world }) => {
      const { scoped, former, more } = await rotating(world);
      world.dataApi.setBehaviour({ scopeLagMs: HOUR_MS });

      const ended = await runOn(world, scoped, { ...more, ...emergency });

      expect(ended.code).toBe("not-accepted-by-database");
      expect(ended.publishedAt).toBeUndefined();
      expect(valueOf(world)).toBe(former);
      const held = world.astra.find(former)?.clientId;
      expect(liveTokens(world)).toEqual([held]);
      expect(ended.elapsedMs).toBeLessThan(6 * MINUTE_MS);
    },
  );

  it.for(
    Array.from({ length: 11 }, (_, minutes) => minutes).flatMap((minutes) =>
      (["none", "system", "error"] as const).map(
        (strangersKeyspaces) => [minutes, strangersKeyspaces] as const,
      ),
    ),
  )(
    "by %i minutes, while it sees as keyspaces: %s, is accepted before it is written, or not written",
    async ([minutes, strangersKeyspaces], { world }) => {
      const { scoped, former, more } = await rotating(world);
      const scopeLagMs = minutes * MINUTE_MS;
      world.dataApi.setBehaviour({ scopeLagMs, strangersKeyspaces });

      const ended = await runOn(world, scoped, more);

      if (minutes < 5) {
        expect(ended.code).toBeUndefined();
        expect(ended.publishedAt).toBeGreaterThanOrEqual(scopeLagMs);
      } else if (minutes > 5) {
        expect(ended.code).toBe("not-accepted-by-database");
        expect(valueOf(world)).toBe(former);
      }
    },
  );

  it.for([
    "UNKNOWN_KEYSPACE",
    "KEYSPACE_DOES_NOT_EXIST",
    "NAMESPACE_DOES_NOT_EXIST",
  ] as const)(
    "when a keyspace answers %s, is not published",
    async (unknownKeyspace, { world }) => {
      const { scoped, former } = await rotating(world, { keyspaces: ["shop"] });
      world.dataApi.setBehaviour({ scopeLagMs: HOUR_MS, unknownKeyspace });

      const ended = await runOn(world, scoped);

      expect(ended.code).toBe("not-accepted-by-database");
      expect(valueOf(world)).toBe(former);
    },
  );
});

describe("a database that cannot be asked", () => {
  it.for([
    ["asleep: json-503", { asleep: "json-503" }],
    ["asleep: page-503", { asleep: "page-503" }],
    ["asleep: text-401", { asleep: "text-401" }],
  ] as const satisfies readonly (readonly [
    string,
    Partial<DataApiBehaviour>,
  ])[])(
    "when it stays %s, does not hold up a rotation, and is named",
    async ([, behaviour], { world }) => {
      const { scoped, former, more } = await rotating(world);
      world.dataApi.setBehaviour(behaviour);
      scoped.database.hibernate(undefined);

      const ended = await runOn(world, scoped, more);

      expect(ended).toMatchObject({
        code: undefined,
        warnings: ["database-unseen"],
      });
      expect(valueOf(world)).not.toBe(former);
      expect(ended.elapsedMs).toBeLessThan(2 * MINUTE_MS);
    },
  );

  it("when it wakes up within a minute, accepts the token", async ({
    world,
  }) => {
    const { scoped, more } = await rotating(world);
    scoped.database.hibernate(45_000);

    const ended = await runOn(world, scoped, more);

    expect(ended).toMatchObject({ code: undefined, warnings: [] });
    expect(ended.publishedAt).toBeGreaterThanOrEqual(45_000);
  });

  it.for(["page-403", "text-403"] as const)(
    "when its access list shuts the runner out (%s), is named",
    async (shutOut, { world }) => {
      const { scoped, former, more } = await rotating(world);
      world.dataApi.setBehaviour({ shutOut });
      scoped.database.setAccess("shut");

      const ended = await runOn(world, scoped, more);

      expect(ended).toMatchObject({
        code: undefined,
        warnings: ["database-unseen"],
      });
      expect(valueOf(world)).not.toBe(former);
    },
  );

  it("when one of two regions cannot be reached, is named, and the other is asked", async ({
    world,
  }) => {
    const regions = ["us-east-2", "eu-west-1"] as const;
    const { scoped, more } = await rotating(world, { regions: [...regions] });
    scoped.database.setReachable("eu-west-1", false);
    world.dataApi.setBehaviour({ scopeLagMs: 2 * MINUTE_MS });

    const ended = await runOn(world, scoped, more);

    expect(ended.warnings).toEqual(["database-unseen"]);
    expect(ended.publishedAt).toBeGreaterThanOrEqual(2 * MINUTE_MS);
  });

  it("when the present token is dead and the fresh one works, heals", async ({
    world,
  }) => {
    const { scoped, former, more } = await rotating(world);
    const held = world.astra.find(former);
    world.astra.revokeByHand(held?.clientId ?? "");

    const ended = await runOn(world, scoped, more);

    expect(ended.code).toBeUndefined();
    expect(valueOf(world)).not.toBe(former);
  });

  it("when it is another organization's, gets no token published", async ({
    world,
  }) => {
    const other = world.astra.addOrganization();
    const scoped = scopedTo(world, "read-write", {
      organizationId: other.organizationId,
    });

    const ended = await runOn(world, scoped);

    expect(ended.code).toBe("not-accepted-by-database");
    expect(liveTokens(world)).toEqual([]);
  });
});
