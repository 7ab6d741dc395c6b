import { describe, expect } from "vitest";
import {
  DAY_MS,
  expectClean,
  expectOneError,
  heldToken,
  it,
  liveTokens,
  MINUTE_MS,
  run,
  valueOf,
} from "./scenario.ts";

describe.concurrent("token-lifetime", () => {
  it("is asked for at Astra and told", async ({ world }) => {
    const rotation = await run(world, {
      "token-lifetime": "60d",
      "rotate-after": "30d",
    });

    expectClean(rotation);
    const { generatedOn, expiresOn = 0 } = heldToken(world);
    expect(Math.abs(expiresOn - generatedOn - 60 * DAY_MS)).toBeLessThan(
      MINUTE_MS,
    );
    expect(rotation.outputs["expires-on"]).toBe(
      new Date(expiresOn).toISOString(),
    );
  });

  it("that the organization does not allow stops the run without a trace", async ({
    world,
  }) => {
    world.astra.setBehaviour({ maximumLifetimeMs: 10 * DAY_MS });

    const refused = expectOneError(
      await run(world, { "token-lifetime": "60d" }),
    );

    expect(refused).toContain("`token-lifetime`");
    expect(liveTokens(world)).toEqual([]);
    expect(world.github.secrets()).toEqual([]);
  });

  it("that the organization imposes is told, with a warning when it ends before the next rotation", async ({
    world,
  }) => {
    world.astra.setBehaviour({ maximumLifetimeMs: 10 * DAY_MS });

    const rotation = await run(world, { "rotate-after": "30d" });

    expect(rotation).toMatchObject({ exitCode: 0, errors: [], stderr: "" });
    expect(rotation.warnings).toEqual([
      expect.stringContaining("before the next planned rotation"),
    ]);
    const { expiresOn = 0 } = heldToken(world);
    expect(rotation.outputs["expires-on"]).toBe(
      new Date(expiresOn).toISOString(),
    );
  });
});

describe.concurrent("verify-timeout", () => {
  it("covers a fresh token that is accepted only after seconds", async ({
    world,
  }) => {
    world.astra.setBehaviour({ activationLagMs: 6_500 });
    let probes = 0;
    world.setGate(({ operation }) => {
      if (operation === "astra.organization.current" && (probes += 1) > 1) {
        world.clock.advance(2_000);
      }
      return { kind: "pass" };
    });

    expectClean(await run(world, { "verify-timeout": "30s" }));

    expect(probes).toBeGreaterThan(2);
    heldToken(world);
  });

  it("passed without acceptance takes the token back before any secret holds it (I7)", async ({
    world,
  }) => {
    await run(world);
    const held = valueOf(world);
    world.clock.advance(DAY_MS);
    world.astra.setBehaviour({ activationLagMs: DAY_MS });

    const refused = expectOneError(
      await run(world, { "verify-timeout": "1s" }),
    );

    expect(refused).toContain("not-accepted");
    expect(valueOf(world)).toBe(held);
    expect(liveTokens(world)).toEqual([heldToken(world).clientId]);
  });
});

describe.concurrent("expose-token", () => {
  it("sets both secret outputs, masked before they are written", async ({
    world,
  }) => {
    const rotation = await run(world, { "expose-token": "true" });

    expectClean(rotation);
    const { token, secret } = heldToken(world);
    expect(rotation.outputs).toMatchObject({ token, "client-secret": secret });
    expect(rotation.stdout).toContain(`::add-mask::${token}\n`);
    expect(rotation.stdout).toContain(`::add-mask::${secret}\n`);
  });

  it("sets neither unless it is true", async ({ world }) => {
    const rotation = await run(world);

    expect(Object.keys(rotation.outputs)).not.toContain("token");
    expect(Object.keys(rotation.outputs)).not.toContain("client-secret");
    expect(JSON.stringify(rotation.outputs)).not.toContain(
      heldToken(world).secret,
    );
  });

  it("sets neither in a run that mints nothing", async ({ world }) => {
    const monthly = { "expose-token": "true", "rotate-after": "30d" };
    await run(world, monthly);

    const idle = await run(world, monthly);

    expectClean(idle);
    expect(Object.keys(idle.outputs)).not.toContain("token");
  });
});
