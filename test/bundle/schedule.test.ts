import { describe, expect } from "vitest";
import {
  DAY_MS,
  expectClean,
  heldToken,
  HOUR_MS,
  it,
  liveTokens,
  mutationsOf,
  run,
} from "./scenario.ts";

const MONTHLY = { "rotate-after": "30d" };

describe.concurrent("a run with rotate-after", () => {
  it("rotates once, is not due for 30 days, then rotates again", async ({
    world,
  }) => {
    expectClean(await run(world, MONTHLY));
    const first = heldToken(world);
    // A tenth earlier, twelve hours at most, so that a schedule of 30 days works.
    const due = new Date(first.generatedOn + 29.5 * DAY_MS).toISOString();
    const before = mutationsOf(world).length;

    for (const days of [0.1, 15, 14.3]) {
      world.clock.advance(days * DAY_MS);
      const idle = await run(world, MONTHLY);
      expectClean(idle);
      expect(idle.outputs).toMatchObject({
        rotated: "false",
        "client-id": first.clientId,
        "generated-on": new Date(first.generatedOn).toISOString(),
        "next-rotation-on": due,
        revoked: "[]",
        retiring: "[]",
      });
    }
    expect(mutationsOf(world)).toHaveLength(before);

    world.clock.advance(0.1 * DAY_MS);
    const second = await run(world, MONTHLY);
    expectClean(second);
    expect(second.outputs["rotated"]).toBe("true");
    expect(heldToken(world).clientId).not.toBe(first.clientId);
  });

  it("sends nothing but reads when it is not due (I12)", async ({ world }) => {
    await run(world, MONTHLY);
    world.clock.advance(DAY_MS);
    world.history.clear();

    expectClean(await run(world, MONTHLY));

    expect(mutationsOf(world)).toEqual([]);
  });

  it("right after a rotation leaves the fresh token alone", async ({
    world,
  }) => {
    await run(world, MONTHLY);
    const { clientId } = heldToken(world);

    const soon = await run(world, MONTHLY);

    expectClean(soon);
    expect(soon.outputs["rotated"]).toBe("false");
    expect(liveTokens(world)).toEqual([clientId]);
  });
});

describe.concurrent("a superseded token", () => {
  it("stays for the overlap, is announced, and is revoked by the first run after it", async ({
    world,
  }) => {
    const daily = { "rotate-after": "7d", overlap: "24h" };
    expectClean(await run(world, daily));
    const old = heldToken(world);
    world.clock.advance(7 * DAY_MS + HOUR_MS);
    const second = await run(world, daily);
    expectClean(second);
    const fresh = heldToken(world);
    expect(liveTokens(world)).toEqual([old.clientId, fresh.clientId]);
    const [retiring] = JSON.parse(second.outputs["retiring"] ?? "") as {
      clientId: string;
      revocableFrom: string;
    }[];
    expect(retiring?.clientId).toBe(old.clientId);
    const revocableFrom = Date.parse(retiring?.revocableFrom ?? "");
    expect(revocableFrom - world.clock.now()).toBeGreaterThan(23.9 * HOUR_MS);
    expect(revocableFrom - world.clock.now()).toBeLessThan(24.1 * HOUR_MS);

    world.clock.advance(23 * HOUR_MS);
    const early = await run(world, daily);
    expectClean(early);
    expect(early.outputs["revoked"]).toBe("[]");
    expect(world.astra.isLive(old.clientId)).toBe(true);

    world.clock.advance(2 * HOUR_MS);
    const late = await run(world, daily);
    expectClean(late);
    expect(late.outputs).toMatchObject({
      rotated: "false",
      revoked: JSON.stringify([old.clientId]),
      retiring: "[]",
    });
    expect(liveTokens(world)).toEqual([fresh.clientId]);
    expect(heldToken(world).clientId).toBe(fresh.clientId);
  });

  it("goes in the run that replaces it with overlap: 0", async ({ world }) => {
    expectClean(await run(world, { overlap: "0" }));
    const old = heldToken(world);
    world.clock.advance(DAY_MS);

    const second = await run(world, { overlap: "0" });

    expectClean(second);
    const fresh = heldToken(world);
    expect(second.outputs).toMatchObject({
      rotated: "true",
      "client-id": fresh.clientId,
      revoked: JSON.stringify([old.clientId]),
      retiring: "[]",
    });
    expect(liveTokens(world)).toEqual([fresh.clientId]);
  });

  it("younger than its fence outlives even overlap: 0, and goes in the run after", async ({
    world,
  }) => {
    expectClean(await run(world, { overlap: "0" }));
    const young = heldToken(world);
    world.clock.advance(5 * 60_000);
    const second = await run(world, { overlap: "0" });
    expectClean(second);
    expect(second.outputs["revoked"]).toBe("[]");
    expect(second.outputs["retiring"]).toContain(young.clientId);
    expect(world.astra.isLive(young.clientId)).toBe(true);

    world.clock.advance(HOUR_MS);
    const third = await run(world, { overlap: "0" });

    expectClean(third);
    expect(third.outputs["revoked"]).toContain(young.clientId);
    expect(liveTokens(world)).toEqual([heldToken(world).clientId]);
  });

  it("never piles up over daily runs", async ({ world }) => {
    for (let day = 1; day <= 6; day += 1) {
      expectClean(await run(world));
      heldToken(world);
      expect(liveTokens(world).length).toBeLessThanOrEqual(3);
      world.clock.advance(DAY_MS);
    }
  });
});

describe.concurrent("a dry run", () => {
  it("tells the plan of a rotation and sends no mutation (I12)", async ({
    world,
  }) => {
    const dry = await run(world, { "dry-run": "true" });

    expectClean(dry);
    expect(dry.outputs).toMatchObject({ rotated: "false", "client-id": "" });
    expect(dry.log.join("\n")).toContain("Dry run");
    expect(dry.summary).toContain("Dry run");
    expect(mutationsOf(world)).toEqual([]);
  });

  it("names the token that would be replaced, and keeps what is due for revocation", async ({
    world,
  }) => {
    await run(world);
    world.clock.advance(2 * DAY_MS);
    await run(world);
    world.clock.advance(2 * DAY_MS);
    const live = liveTokens(world);
    world.history.clear();

    const dry = await run(world, { "dry-run": "TRUE" });

    expectClean(dry);
    expect(dry.outputs).toMatchObject({
      rotated: "false",
      "client-id": heldToken(world).clientId,
      revoked: "[]",
    });
    expect(mutationsOf(world)).toEqual([]);
    expect(liveTokens(world)).toEqual(live);
  });

  it("fails when the plan could not be carried out", async ({ world }) => {
    const dry = await run(world, {
      "dry-run": "true",
      environment: "nowhere",
    });

    expect(dry.exitCode).toBe(1);
    expect(dry.errors).toHaveLength(1);
    expect(mutationsOf(world)).toEqual([]);
  });
});
