import { describe, expect } from "vitest";
import { REPOSITORY_SCOPE } from "../kit/world.ts";
import {
  DAY_MS,
  expectClean,
  expectOneError,
  heldToken,
  HOUR_MS,
  it,
  liveTokens,
  mutationsOf,
  run,
  SECRET,
} from "./scenario.ts";

describe.concurrent("mode retire", () => {
  it("revokes what is due and mints nothing", async ({ world }) => {
    await run(world);
    const old = heldToken(world);
    world.clock.advance(2 * DAY_MS);
    await run(world);
    world.clock.advance(25 * HOUR_MS);
    world.history.clear();

    const retire = await run(world, { mode: "retire", role: "" });

    expectClean(retire);
    expect(retire.outputs).toMatchObject({
      rotated: "false",
      revoked: JSON.stringify([old.clientId]),
    });
    expect(mutationsOf(world)).toEqual(["DELETE astra.tokens.revoke"]);
    expect(liveTokens(world)).toEqual([heldToken(world).clientId]);
  });

  it("leaves what is still within its overlap", async ({ world }) => {
    await run(world);
    world.clock.advance(2 * DAY_MS);
    await run(world);
    world.clock.advance(HOUR_MS);
    const live = liveTokens(world);

    const retire = await run(world, { mode: "retire" });

    expectClean(retire);
    expect(retire.outputs["revoked"]).toBe("[]");
    expect(liveTokens(world)).toEqual(live);
  });
});

describe.concurrent("mode check", () => {
  const CHECK = { mode: "check", "rotate-after": "30d", tolerance: "24h" };

  it("passes a sound rotation and sends only reads (I12)", async ({
    world,
  }) => {
    await run(world);
    world.clock.advance(30 * DAY_MS);
    world.history.clear();

    const check = await run(world, CHECK);

    expectClean(check);
    expect(check.outputs["client-id"]).toBe(heldToken(world).clientId);
    expect(mutationsOf(world)).toEqual([]);
  });

  it("fails when a rotation is overdue by more than the tolerance", async ({
    world,
  }) => {
    await run(world);
    world.clock.advance(31 * DAY_MS + HOUR_MS);
    world.history.clear();

    expect(expectOneError(await run(world, CHECK))).toContain("overdue");
    expect(mutationsOf(world)).toEqual([]);
  });

  it("fails when nothing was ever rotated", async ({ world }) => {
    expect(expectOneError(await run(world, CHECK))).toContain("no live token");
    expect(mutationsOf(world)).toEqual([]);
  });

  it("fails when a revocation is overdue by more than the tolerance", async ({
    world,
  }) => {
    await run(world);
    world.clock.advance(2 * DAY_MS);
    await run(world);
    world.clock.advance(24 * HOUR_MS + 23 * HOUR_MS);
    expectClean(await run(world, CHECK));

    world.clock.advance(2 * HOUR_MS);

    expect(expectOneError(await run(world, CHECK))).toContain("revoked");
  });
});

describe.concurrent("max-live-tokens", () => {
  const CAP = { "max-live-tokens": "2" };

  it("mints nothing while there is no room, and makes room first once it may", async ({
    world,
  }) => {
    expectClean(await run(world, CAP));
    const first = heldToken(world);
    world.clock.advance(HOUR_MS);
    expectClean(await run(world, CAP));
    const second = heldToken(world);
    world.clock.advance(HOUR_MS);
    world.history.clear();

    expect(expectOneError(await run(world, CAP))).toContain("cap-reached");
    expect(mutationsOf(world)).toEqual([]);
    expect(heldToken(world).clientId).toBe(second.clientId);

    world.clock.advance(DAY_MS);
    const later = await run(world, CAP);
    expectClean(later);
    expect(later.outputs["revoked"]).toBe(JSON.stringify([first.clientId]));
    expect(mutationsOf(world)).toEqual([
      "DELETE astra.tokens.revoke",
      "POST astra.tokens.create",
      "PUT github.actions.repository.put-secret",
    ]);
    expect(liveTokens(world)).toEqual([
      second.clientId,
      heldToken(world).clientId,
    ]);
  });

  it("fails a dry run that could not mint", async ({ world }) => {
    await run(world, CAP);
    await run(world, CAP);

    const dry = await run(world, { ...CAP, "dry-run": "true" });

    expect(expectOneError(dry)).toContain("cap-reached");
  });
});

describe.concurrent("compromised", () => {
  it("replaces a token that is not due, and revokes every other at once, young ones too", async ({
    world,
  }) => {
    await run(world);
    world.clock.advance(HOUR_MS);
    await run(world);
    const stolen = liveTokens(world);
    expect(stolen).toHaveLength(2);

    const emergency = await run(world, {
      compromised: "true",
      "rotate-after": "30d",
    });

    expectClean(emergency);
    const fresh = heldToken(world);
    expect(stolen).not.toContain(fresh.clientId);
    expect(liveTokens(world)).toEqual([fresh.clientId]);
    const revoked = JSON.parse(emergency.outputs["revoked"] ?? "") as string[];
    expect([...revoked].sort()).toEqual([...stolen].sort());
  });

  it("does not yield to the cap", async ({ world }) => {
    const cap = { "max-live-tokens": "2" };
    await run(world, cap);
    await run(world, cap);

    expectClean(await run(world, { ...cap, compromised: "true" }));

    expect(liveTokens(world)).toEqual([heldToken(world).clientId]);
  });

  it("takes a hand-made token with it", async ({ world }) => {
    const byHand = world.astra.createTokenByHand({
      roles: [world.astra.role("R/W Svc Acct").id],
    });
    world.github.setSecretByHand(REPOSITORY_SCOPE, SECRET, byHand.token);

    expectClean(
      await run(world, {
        compromised: "true",
        "previous-token": byHand.token,
      }),
    );

    expect(liveTokens(world)).toEqual([heldToken(world).clientId]);
  });

  it("is followed by ordinary runs", async ({ world }) => {
    await run(world);
    await run(world, { compromised: "true" });
    world.clock.advance(DAY_MS);

    const later = await run(world, { "rotate-after": "30d" });

    expectClean(later);
    heldToken(world);
  });
});
