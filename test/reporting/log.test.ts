import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inputsFor, runAction, type ActionRun } from "../kit/run-action.ts";
import { OWNER, startWorld, type World } from "../kit/world.ts";

describe("the log of a run", () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.close());

  const run = (more: Record<string, string> = {}): Promise<ActionRun> =>
    runAction({ inputs: inputsFor(world, more) });

  it("tells each step in a line, in order, with how long it took", async () => {
    const { log } = await run();
    const steps = [
      /^Checked 1 Astra token and 1 GitHub secret \(GitHub time .* UTC\)\. \(.+ m?s\)$/u,
      /^A new token is due\. Reason: every run rotates \(rotate-after: 0\)\. \(.+\)$/u,
      /^Minted token \w{6}…\w{4} and masked it\. \(.+\)$/u,
      /^Astra accepts the new token\. \(.+\)$/u,
      /^Wrote ASTRA_DB_APPLICATION_TOKEN to acme\/web\. \(.+\)$/u,
      /^Rotated: every secret now holds token \w{6}…\w{4}\. Reason: .* in total\)$/u,
    ];
    expect(log).toHaveLength(steps.length);
    steps.forEach((step, index) => {
      expect(log[index]).toMatch(step);
    });
  });

  describe("when there are many targets", () => {
    /** Writes to twelve repositories; the inputs name them all. */
    const toTwelve = async (): Promise<ActionRun> => {
      const names = Array.from(
        { length: 12 },
        (_, index) => `r${String(index)}`,
      );
      for (const name of names)
        world.github.addRepository({ owner: OWNER, name });
      const targets = names.map((name) => `- repository: ${OWNER}/${name}`);
      return await run({ repository: "", targets: targets.join("\n") });
    };

    it("tells those that went well in one group", async () => {
      const { log, stdout, exitCode } = await toTwelve();
      expect(exitCode).toBe(0);
      expect(stdout).toMatch(
        /^::group::Wrote every secret of 12 targets\. \(.+\)\n(?:Wrote ASTRA_DB_APPLICATION_TOKEN to acme\/r\d+\.\n){12}::endgroup::$/mu,
      );
      expect(log.at(-1)).toMatch(/^Rotated: /u);
    });

    it("tells a failure in a line of its own, before the group", async () => {
      let puts = 0;
      world.setGate(({ method }) =>
        method === "PUT" && (puts += 1) === 7
          ? {
              kind: "answer",
              when: "before",
              answer: { status: 403, headers: {}, body: "{}" },
            }
          : { kind: "pass" },
      );
      const { stdout, errors } = await toTwelve();
      const [before = "", after = ""] = stdout.split("::group::");
      expect(before).toMatch(
        /^Could not write ASTRA_DB_APPLICATION_TOKEN in acme\/r\d+: /mu,
      );
      expect(after).toMatch(/^Wrote every secret of 11 targets/u);
      expect(errors[0]).toContain("[publish-incomplete]");
    });
  });
});
