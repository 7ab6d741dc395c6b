import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { describe, expect } from "vitest";
import type { StartedAction } from "../../kit/run-action.ts";
import { OWNER } from "../../kit/world.ts";
import { expectClean, expectOneError, it, mutationsOf } from "../scenario.ts";
import {
  alertsOf,
  forged,
  LEAK_WATCH,
  type LeakWorld,
  rotate,
  secretOf,
  watchLeaks,
  withWatch,
} from "./leak-world.ts";

/** Another repository of the same owner, in which a value has leaked. */
function leakElsewhere({ github }: LeakWorld, secret: string) {
  const other = github.addRepository({ owner: OWNER, name: "other" });
  github.leak(other, { secret });
  return other;
}

const BOTH = { repositories: "acme/web\nacme/other" };

describe("The leak watch", () => {
  describe("when several repositories are watched", () => {
    it("acts on a token that leaked in another one, and closes the alerts of each", async ({
      world,
    }) => {
      await rotate(world);
      const leaking = withWatch(world);
      const { github, repository } = world;
      const other = leakElsewhere(leaking, secretOf(world));
      const forgery = forged();
      github.leak(other, { secret: forgery });
      github.leak(repository, { secret: forgery });
      const run = await watchLeaks(leaking, { inputs: BOTH });
      expect(run.errors).toEqual([]);
      expect(run.outputs).toMatchObject({
        ...{ compromised: "true", "open-alerts": "3" },
        ...{ alive: "1", closed: "2" },
      });
      expect(alertsOf(world)).toEqual(["resolved revoked inactive"]);
      expect(github.alerts(other).map(({ state }) => state)).toEqual([
        ...["open", "resolved"],
      ]);
    });

    it("is not kept from one by another that has no secret scanning", async ({
      world,
    }) => {
      await rotate(world);
      const leaking = withWatch(world);
      leakElsewhere(leaking, secretOf(world));
      world.github.setSecretScanning(world.repository, false);
      const run = await watchLeaks(leaking, { inputs: BOTH });
      expect(run.exitCode).toBe(1);
      expect(run.errors[0]).toContain(
        "GitHub shows no secret scanning alerts of acme/web (HTTP 404)",
      );
      expect(run.outputs["compromised"]).toBe("true");
    });
  });

  describe("when secret scanning is off", () => {
    it("fails, because nothing would be seen, and begins no emergency", async ({
      world,
    }) => {
      await rotate(world);
      world.github.leak(world.repository, { secret: secretOf(world) });
      world.github.setSecretScanning(world.repository, false);
      const run = await watchLeaks(withWatch(world));
      expect(expectOneError(run)).toContain("GitHub shows no secret scanning");
      expect(run.outputs["compromised"]).toBe("false");
      expect(JSON.parse(run.outputs["report"] ?? "")).toMatchObject({
        problems: [{ code: "alerts-unreadable" }],
      });
    });
  });

  describe("when github-token may only read the alerts", () => {
    const READ = { secret_scanning_alerts: "read" };

    it("still tells the rotation to act, and says that the alert was not changed", async ({
      world,
    }) => {
      await rotate(world);
      const { github, repository } = world;
      github.leak(repository, { secret: secretOf(world) });
      github.leak(repository, { secret: forged() });
      const run = await watchLeaks(withWatch(world, READ));
      expect(run.exitCode).toBe(1);
      expect(run.outputs).toMatchObject({ compromised: "true", closed: "0" });
      expect(run.errors[0]).toContain("Secret scanning alerts");
      expect(alertsOf(world)).toEqual(["open - unknown", "open - unknown"]);
    });

    it("is content where it closes none", async ({ world }) => {
      await rotate(world);
      world.github.leak(world.repository, { secret: forged() });
      const before = mutationsOf(world).length;
      const run = await watchLeaks(withWatch(world, READ), {
        inputs: { "close-alerts": "false" },
      });
      expectClean(run);
      expect(mutationsOf(world)).toHaveLength(before);
    });
  });

  describe("when it is told to stop while it tries values", () => {
    it.for(["SIGINT", "SIGTERM"] as const)(
      "changes nothing any more, and says so (%s)",
      async (signal, { world }) => {
        await rotate(world);
        world.github.leak(world.repository, { secret: forged() });
        world.github.leak(world.repository, { secret: forged() });
        const before = mutationsOf(world).length;
        let child: StartedAction | undefined;
        let said = "";
        let tries = 0;
        world.setGate(({ path }) => {
          if (!path.endsWith("/currentOrg")) return { kind: "pass" };
          tries += 1;
          // The first is the watch's own look at its organization.
          if (tries !== 2) return { kind: "pass" };
          child?.kill(signal);
          const until = new Promise<void>((resolve) => {
            child?.stdout.on("data", (text: string) => {
              said += text;
              if (said.includes("Cancelled")) resolve();
            });
          });
          return { kind: "hold", when: "after", until };
        });
        const run = await watchLeaks(withWatch(world), {
          onStart: (started) => {
            child = started;
          },
        });
        expect(run.exitCode).toBe(1);
        expect(run.errors[0]).toContain("stopped before every value was tried");
        expect(run.outputs["compromised"]).not.toBe("true");
        expect(tries).toBe(2);
        expect(mutationsOf(world)).toHaveLength(before);
      },
    );
  });

  describe("when a file of the action is missing", () => {
    it.for([/leak-watch\.js$/u, /(?:leak-watch|main)\.js$/u])(
      "says so, with nothing there but %s",
      async (there, { world }) => {
        const whole = dirname(LEAK_WATCH);
        const folder = await mkdtemp(join(tmpdir(), "half-a-bundle-"));
        await cp(whole, folder, {
          recursive: true,
          filter: (path) => path === whole || there.test(basename(path)),
        });
        const run = await watchLeaks(withWatch(world), {
          bundle: join(folder, "leak-watch.js"),
        });
        await rm(folder, { recursive: true });
        expect(run).toMatchObject({ exitCode: 1, stderr: "" });
        expect(run.errors).toHaveLength(1);
        expect(run.errors[0]).toContain("missing or damaged");
      },
    );
  });
});
