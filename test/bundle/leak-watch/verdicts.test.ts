import { describe, expect } from "vitest";
import { OWNER } from "../../kit/world.ts";
import { DAY_MS, expectClean, HOUR_MS, it, mutationsOf } from "../scenario.ts";
import {
  alertsOf,
  forged,
  idOf,
  rotate,
  secretOf,
  watchLeaks,
  watchThenRotate,
  withWatch,
} from "./leak-world.ts";

describe("The leak watch", () => {
  it("says nothing and changes nothing where no alert is open", async ({
    world,
  }) => {
    await rotate(world);
    const before = mutationsOf(world).length;
    const run = await watchLeaks(withWatch(world));
    expectClean(run);
    expect(run.outputs).toMatchObject({ compromised: "false", alive: "0" });
    expect(mutationsOf(world)).toHaveLength(before);
  });

  describe("when the token in use has leaked", () => {
    it("has it replaced everywhere and refused by Astra in the same workflow, and closes the alert in the next", async ({
      world,
    }) => {
      const leaking = withWatch(world);
      await rotate(world);
      const leaked = secretOf(world);
      world.clock.advance(3 * DAY_MS);
      world.github.leak(world.repository, { secret: leaked });
      const { watched, rotated } = await watchThenRotate(leaking);
      expect(watched.exitCode).toBe(0);
      expect(watched.outputs["compromised"]).toBe("true");
      expect(watched.warnings).toHaveLength(1);
      expect(rotated?.errors).toEqual([]);
      expect(secretOf(world)).not.toBe(leaked);
      expect(world.astra.isLive(idOf(secretOf(world)))).toBe(true);
      expect(world.astra.isLive(idOf(leaked))).toBe(false);
      // It was alive when the watch asked, so its alert is still open.
      expect(alertsOf(world)).toEqual(["open - active"]);
      const next = await watchLeaks(leaking);
      expectClean(next);
      expect(next.outputs).toMatchObject({ compromised: "false", closed: "1" });
      expect(alertsOf(world)).toEqual(["resolved revoked inactive"]);
    });

    it("begins the emergency without seeing the secrets, too", async ({
      world,
    }) => {
      await rotate(world);
      const leaked = secretOf(world);
      world.github.leak(world.repository, { secret: leaked });
      const blind = withWatch(world, { secrets: undefined });
      const run = await watchLeaks(blind);
      expect(run.outputs["compromised"]).toBe("true");
    });
  });

  describe("when a forgery bears the client id of the token in use", () => {
    it("changes nothing at Astra, and closes the alert", async ({ world }) => {
      await rotate(world);
      const { repository, github } = world;
      const secret = forged(idOf(secretOf(world)));
      github.leak(repository, { secret });
      const before = world.astra.liveTokens().length;
      const run = await watchLeaks(withWatch(world));
      expectClean(run);
      expect(run.outputs["compromised"]).toBe("false");
      expect(world.astra.liveTokens()).toHaveLength(before);
      expect(alertsOf(world)).toEqual(["resolved revoked inactive"]);
      expect(github.alerts(repository)[0]?.resolutionComment).not.toMatch(
        /AstraCS/u,
      );
    });
  });

  describe("when a superseded token has leaked", () => {
    it("revokes it alone, and closes its alert", async ({ world }) => {
      await rotate(world);
      const old = secretOf(world);
      world.clock.advance(31 * DAY_MS);
      await rotate(world);
      world.clock.advance(2 * HOUR_MS);
      const current = secretOf(world);
      expect(world.astra.isLive(idOf(old))).toBe(true);
      world.github.leak(world.repository, { secret: old });
      const run = await watchLeaks(withWatch(world));
      expectClean(run);
      expect(run.outputs).toMatchObject({ compromised: "false", closed: "1" });
      expect(world.astra.isLive(idOf(old))).toBe(false);
      expect(world.astra.isLive(idOf(current))).toBe(true);
      expect(secretOf(world)).toBe(current);
      expect(alertsOf(world)).toEqual(["resolved revoked inactive"]);
    });

    it("has the rotation act where it cannot tell that no secret holds it", async ({
      world,
    }) => {
      await rotate(world);
      const old = secretOf(world);
      world.clock.advance(31 * DAY_MS);
      await rotate(world);
      world.clock.advance(2 * HOUR_MS);
      world.github.leak(world.repository, { secret: old });
      const blind = withWatch(world, { secrets: undefined });
      const { watched, rotated } = await watchThenRotate(blind);
      expect(watched.outputs["compromised"]).toBe("true");
      expect(rotated?.errors).toEqual([]);
      expect(world.astra.isLive(idOf(old))).toBe(false);
      expect(world.astra.isLive(idOf(secretOf(world)))).toBe(true);
    });
  });

  describe("when a run had died before it wrote its new token", () => {
    it("has the rotation replace the older one, which the secret still holds", async ({
      world,
    }) => {
      await rotate(world);
      const held = secretOf(world);
      world.clock.advance(31 * DAY_MS);
      world.setGate(({ operation }) =>
        operation.endsWith("put-secret")
          ? { kind: "reset", when: "before" }
          : { kind: "pass" },
      );
      await rotate(world);
      world.setGate(() => ({ kind: "pass" }));
      world.clock.advance(HOUR_MS);
      world.github.leak(world.repository, { secret: held });
      expect(secretOf(world)).toBe(held);
      const run = await watchLeaks(withWatch(world));
      expect(run.outputs["compromised"]).toBe("true");
      expect(world.astra.isLive(idOf(held))).toBe(true);
    });
  });

  describe("when a token of nobody here has leaked", () => {
    it("never revokes it, and says so first", async ({ world }) => {
      const { astra, github, repository } = world;
      await rotate(world);
      const foreign = astra.createTokenByHand({
        roles: [astra.role("R/W Svc Acct").id],
      });
      github.leak(repository, { secret: foreign.token });
      const run = await watchLeaks(withWatch(world));
      expect(run.exitCode).toBe(1);
      expect(run.outputs["compromised"]).toBe("false");
      expect(run.errors[0]).toMatch(
        /^1 leaked token that this rotation did not mint is alive/u,
      );
      expect(astra.isLive(foreign.clientId)).toBe(true);
      expect(alertsOf(world)).toEqual(["open - active"]);
    });
  });

  describe("when astra-token itself has leaked", () => {
    it("says that before everything else, and revokes nothing", async ({
      world,
    }) => {
      const { astra, github, repository, adminToken } = world;
      await rotate(world);
      const foreign = astra.createTokenByHand({
        roles: [astra.role("R/W Svc Acct").id],
      });
      github.leak(repository, { secret: foreign.token });
      github.leak(repository, { secret: secretOf(world) });
      github.leak(repository, { secret: adminToken });
      const before = astra.liveTokens().length;
      const run = await watchLeaks(withWatch(world));
      expect(run.exitCode).toBe(1);
      expect(run.errors[0]).toMatch(/^`astra-token` itself has leaked/u);
      expect(run.outputs["compromised"]).toBe("true");
      expect(astra.liveTokens()).toHaveLength(before);
    });
  });

  describe("when a token of another organization has leaked", () => {
    it("neither revokes it nor takes its absence from the list for death", async ({
      world,
    }) => {
      const { astra, github, repository } = world;
      await rotate(world);
      const other = astra.addOrganization();
      const token = other.createTokenByHand({
        roles: [other.role("R/W Svc Acct").id],
      });
      github.leak(repository, { secret: token.token });
      const run = await watchLeaks(withWatch(world));
      expect(run.errors[0]).toMatch(
        /^1 leaked token of another Astra organization is alive/u,
      );
      expect(other.isLive(token.clientId)).toBe(true);
      expect(alertsOf(world)).toEqual(["open - active"]);
    });
  });

  describe("when the repository is public", () => {
    it("names neither alert nor client id in log, summary and outputs", async ({
      world,
    }) => {
      const { astra, github } = world;
      await rotate(world);
      const open = github.addRepository({
        owner: OWNER,
        name: "open",
        private: false,
      });
      const foreign = astra.createTokenByHand({
        roles: [astra.role("R/W Svc Acct").id],
      });
      github.leak(open, { secret: foreign.token });
      const run = await watchLeaks(withWatch(world), {
        inputs: { repository: "acme/web" },
        env: { GITHUB_REPOSITORY: "acme/open" },
      });
      expect(run.errors).toHaveLength(1);
      const said = [run.stdout, run.summary, JSON.stringify(run.outputs)]
        .join("\n")
        .replace(/^::add-mask::.*$/gmu, "");
      expect(said).not.toContain(foreign.clientId.slice(0, 6));
      expect(said).not.toMatch(/alert 1/u);
      expect(JSON.parse(run.outputs["report"] ?? "")).toMatchObject({
        leaks: null,
      });
    });
  });
});
