import { describe, expect } from "vitest";
import { runVirtually } from "../../kit/virtual-run.ts";
import type { World } from "../../kit/world.ts";
import type { Gate, Verdict } from "../../simulators/kernel/gate.ts";
import { SECRET } from "../scenario.ts";
import { it } from "./frozen-world.ts";

const OWNERS = ["acme", "globex"];
const COUNT = 5;
const MINUTE_MS = 60_000;

/** Some repositories of two owners, written as an App with a token for each. */
function furnish({ github }: World) {
  const app = github.registerApp();
  const ids = new Map<string, readonly number[]>();
  for (const owner of OWNERS) {
    github.addOrganization(owner);
    const names = Array.from({ length: COUNT }, (_, n) => `r${String(n)}`);
    ids.set(
      owner,
      names.map((name) => github.addRepository({ owner, name }).id),
    );
    const permissions = { secrets: "write" } as const;
    github.installApp(app, { owner, permissions });
  }
  const targets = OWNERS.flatMap((owner) =>
    Array.from(
      { length: COUNT },
      (_, n) => `- repository: ${owner}/r${String(n)}`,
    ),
  ).join("\n");
  const inputs = {
    "github-token": "",
    "github-app-id": String(app.id),
    "github-app-private-key": app.privateKey,
    repository: "",
    targets,
  };
  return { ids, inputs };
}

function limitedFor(seconds: number): Verdict {
  return {
    kind: "answer",
    when: "before",
    answer: {
      status: 403,
      headers: {
        "content-type": "application/json",
        "retry-after": String(seconds),
      },
      body: JSON.stringify({
        message: "You have exceeded a secondary rate limit.",
      }),
    },
  };
}

/** Limits the first `count` writes to these repositories. */
function limitWrites(
  ids: readonly number[],
  seconds: number,
  count = Infinity,
): Gate {
  let left = count;
  return ({ method, path }) => {
    const isTheirs = ids.some((id) =>
      path.startsWith(`/repositories/${String(id)}/`),
    );
    if (method !== "PUT" || !isTheirs || left <= 0) return { kind: "pass" };
    left -= 1;
    return limitedFor(seconds);
  };
}

function writtenOf({ github }: World, owner: string): number {
  const scope = { store: "actions", kind: "repository", owner } as const;
  return Array.from({ length: COUNT }, (_, n) =>
    github.secretValue({ ...scope, name: `r${String(n)}` }, SECRET),
  ).filter((value) => value !== undefined).length;
}

describe("a limit of one owner's token that outlasts the run", () => {
  it("leaves that owner's targets unwritten at once, and holds up no other (I9)", async ({
    world,
  }) => {
    const { ids, inputs } = furnish(world);
    world.setGate(limitWrites(ids.get("globex") ?? [], 7_200));

    const { outcome, elapsedMs } = await runVirtually(world, inputs);

    expect(writtenOf(world, "acme")).toBe(COUNT);
    expect(writtenOf(world, "globex")).toBe(0);
    expect(elapsedMs).toBeLessThan(MINUTE_MS);
    expect(outcome.error?.code).toBe("publish-incomplete");
    expect(outcome.error?.summary).toMatch(
      /^5 of 10 secrets could not be confirmed: .* GitHub's rate limit for the GitHub App lasts longer than this run\.$/u,
    );
    expect(world.astra.liveTokens()).toHaveLength(2);
  });

  it("ends the run before anything is minted when a target cannot be read, with one sentence for all", async ({
    world,
  }) => {
    const { inputs } = furnish(world);
    world.setGate(({ operation }) =>
      operation === "github.actions.repository.public-key"
        ? limitedFor(7_200)
        : { kind: "pass" },
    );

    const { outcome, elapsedMs } = await runVirtually(world, inputs);

    expect(outcome.error).toMatchObject({ code: "github-unavailable" });
    expect(outcome.error?.also).toEqual([]);
    expect(outcome.error?.notBefore).toBeGreaterThan(world.clock.now());
    expect(elapsedMs).toBeLessThan(MINUTE_MS);
    expect(world.astra.liveTokens()).toHaveLength(1);
  });
});

describe("a limit of one owner's token that ends within the run", () => {
  it("is waited for, and everything is written", async ({ world }) => {
    const { ids, inputs } = furnish(world);
    world.setGate(limitWrites(ids.get("globex") ?? [], 120, 1));

    const { outcome, elapsedMs } = await runVirtually(world, inputs);

    expect(outcome.error).toBeUndefined();
    expect(writtenOf(world, "globex")).toBe(COUNT);
    expect(elapsedMs).toBeGreaterThanOrEqual(2 * MINUTE_MS);
  });
});
