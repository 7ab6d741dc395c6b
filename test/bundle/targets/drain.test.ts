import { describe, expect } from "vitest";
import {
  DAY_MS,
  expectClean,
  HOUR_MS,
  it as itOnBundle,
  liveTokens,
  run,
} from "../scenario.ts";
import { runVirtually, type VirtualRun } from "../../kit/virtual-run.ts";
import type { World } from "../../kit/world.ts";
import { it } from "./frozen-world.ts";

type Inputs = Readonly<Record<string, string>>;

const DUE_IN_HOUR = { overlap: "1h", drain: "true", "rotate-after": "90d" };

/** A token that may also read workflow runs. */
function readingToken({ github }: World): string {
  return github.issueToken({
    kind: "fine-grained",
    owner: "acme",
    permissions: {
      secrets: "write",
      organization_secrets: "write",
      actions: "read",
    },
  });
}

async function succeeded(world: World, inputs: Inputs): Promise<VirtualRun> {
  const ended = await runVirtually(world, inputs);
  expect(ended.outcome.error).toBeUndefined();
  return ended;
}

const revokedBy = async (world: World, inputs: Inputs): Promise<number> =>
  (await succeeded(world, inputs)).outcome.record.revoked.length;

/** Rotates twice, so that one token is superseded, and lets the overlap pass. */
async function supersede(world: World, inputs: Inputs): Promise<void> {
  await succeeded(world, { ...inputs, "rotate-after": "0" });
  world.clock.advance(DAY_MS);
  await succeeded(world, { ...inputs, "rotate-after": "0" });
  world.clock.advance(2 * HOUR_MS);
  expect(liveTokens(world)).toHaveLength(2);
}

describe("drain", () => {
  it.for(["queued", "in_progress", "requested", "waiting", "pending"])(
    "keeps the old token while a run that was queued before is %s, and the next run after it revokes it",
    async (status, { world }) => {
      const { github, repository } = world;
      const inputs = { ...DUE_IN_HOUR, "github-token": readingToken(world) };
      const { id } = github.addWorkflowRun(repository, { status });
      await supersede(world, inputs);

      expect(await revokedBy(world, inputs)).toBe(0);
      expect(liveTokens(world)).toHaveLength(2);

      github.setRunStatus(id, "completed", "success");
      expect(await revokedBy(world, inputs)).toBe(1);
      expect(liveTokens(world)).toHaveLength(1);
    },
  );

  it("waits for no run that was queued after the write", async ({ world }) => {
    const { github, repository } = world;
    const inputs = { ...DUE_IN_HOUR, "github-token": readingToken(world) };
    await supersede(world, inputs);
    github.addWorkflowRun(repository, { status: "in_progress" });
    expect(await revokedBy(world, inputs)).toBe(1);
  });

  it("waits for no run longer than GitHub lets one last", async ({ world }) => {
    const { github, repository } = world;
    const inputs = { ...DUE_IN_HOUR, "github-token": readingToken(world) };
    github.addWorkflowRun(repository, { status: "waiting" });
    await supersede(world, inputs);
    world.clock.advance(33 * DAY_MS);
    expect(await revokedBy(world, inputs)).toBe(0);
    world.clock.advance(2 * DAY_MS);
    expect(await revokedBy(world, inputs)).toBe(1);
  });

  it("keeps the token, and names the permission, where it may not read runs", async ({
    world,
  }) => {
    await supersede(world, DUE_IN_HOUR);
    const { record } = (await succeeded(world, DUE_IN_HOUR)).outcome;
    expect(record.revoked).toEqual([]);
    const [warning] = record.warnings;
    if (warning?.kind !== "runs-unreadable") throw new Error("not warned");
    expect(warning.targets).toEqual(["acme/web"]);
    expect(warning.error.remedy).toContain("“Actions: read-only”");
  });

  it("looks into every repository that may read an organization's secret", async ({
    world,
  }) => {
    const { github } = world;
    const inputs = {
      ...DUE_IN_HOUR,
      "github-token": readingToken(world),
      repository: "",
      targets: "- organization: acme",
    };
    const add = (name: string, isPrivate: boolean) =>
      github.addRepository({ owner: "acme", name, private: isPrivate });
    github.addWorkflowRun(add("open", false), { status: "queued" });
    const other = add("other", true);
    const { id } = github.addWorkflowRun(other, { status: "queued" });
    await supersede(world, inputs);
    expect(await revokedBy(world, inputs)).toBe(0);

    // The public one cannot read a private secret, so its run counts for nothing.
    github.setRunStatus(id, "completed", "success");
    expect(await revokedBy(world, inputs)).toBe(1);
  });

  it("gives way to an emergency", async ({ world }) => {
    const { github, repository } = world;
    const inputs = { ...DUE_IN_HOUR, "github-token": readingToken(world) };
    github.addWorkflowRun(repository, { status: "in_progress" });
    await supersede(world, inputs);
    await succeeded(world, { ...inputs, compromised: "true" });
    expect(liveTokens(world)).toHaveLength(1);
  });
});

describe("drain, on the shipped bundle", () => {
  itOnBundle("holds a token and says why", async ({ world }) => {
    const { github, repository, clock } = world;
    const inputs = { ...DUE_IN_HOUR, "github-token": readingToken(world) };
    github.addWorkflowRun(repository, { status: "waiting" });
    expectClean(await run(world, inputs));
    clock.advance(DAY_MS);
    expectClean(await run(world, { ...inputs, "rotate-after": "0" }));
    clock.advance(2 * HOUR_MS);
    const held = await run(world, inputs);
    expectClean(held);
    expect(held.stdout).toContain("Kept 1 superseded token");
    expect(liveTokens(world)).toHaveLength(2);
  });
});
