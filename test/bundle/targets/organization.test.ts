import { describe, expect } from "vitest";
import { SECRET } from "../scenario.ts";
import { runVirtually, type VirtualRunOptions } from "../../kit/virtual-run.ts";
import type { World } from "../../kit/world.ts";
import { json } from "../../simulators/kernel/answers.ts";
import type { SecretStoreName } from "../../simulators/github/scopes.ts";
import type { Access } from "../../simulators/github/secret-store.ts";
import { it } from "./frozen-world.ts";

const STORES: readonly SecretStoreName[] = [
  "actions",
  "dependabot",
  "codespaces",
  "agents",
];

const NOT_FOUND = json(404, { message: "Not Found" });

function scopeOf(store: SecretStoreName) {
  return { store, kind: "organization", organization: "acme" } as const;
}

/** Rotates the organization's secret of a store, and gives who may read it then. */
async function rotate(
  world: World,
  store: SecretStoreName,
  more = "",
  options: VirtualRunOptions = {},
): Promise<Access | undefined> {
  const { outcome } = await attempt(world, store, more, options);
  expect(outcome.error).toBeUndefined();
  return world.github.secretMetadata(scopeOf(store), SECRET)?.access;
}

/** Runs the rotation of the organization's secret of a store. */
async function attempt(
  world: World,
  store: SecretStoreName,
  more = "",
  options: VirtualRunOptions = {},
) {
  const inputs = {
    "github-token": world.github.issueToken({
      kind: "classic",
      scopes: ["repo", "admin:org"],
    }),
    repository: "",
    targets: `- organization: acme\n  store: ${store}${more}`,
  };
  return await runVirtually(world, inputs, options);
}

function addMany({ github }: World, count: number): readonly number[] {
  return Array.from(
    { length: count },
    (_, n) => github.addRepository({ owner: "acme", name: `r${String(n)}` }).id,
  );
}

describe.for(STORES)("an organization's %s secret", (store) => {
  it.for(["all", "private"] as const)(
    "stays visible to %s (I6)",
    async (visibility, { world }) => {
      const access = { visibility, selected: [] };
      world.github.setSecretByHand(scopeOf(store), SECRET, "old", access);
      expect(await rotate(world, store)).toEqual(access);
    },
  );

  it("keeps a list of repositories that has several pages (I6)", async ({
    world,
  }) => {
    const selected = addMany(world, 230);
    const access = { visibility: "selected", selected } as const;
    world.github.setSecretByHand(scopeOf(store), SECRET, "old", access);
    expect(await rotate(world, store)).toEqual(access);
    const more = "\n  visibility: selected";
    expect(await rotate(world, store, more)).toEqual(access);
  });

  it("stays as it is when GitHub says that it is not there, but also who may read it (I6)", async ({
    world,
  }) => {
    const { github } = world;
    const access = {
      visibility: "selected",
      selected: addMany(world, 2),
    } as const;
    github.setSecretByHand(scopeOf(store), SECRET, "old", access);
    world.setGate(({ operation }) =>
      operation === `github.${store}.organization.get-secret`
        ? { kind: "answer", when: "before", answer: NOT_FOUND }
        : { kind: "pass" },
    );
    const { outcome } = await attempt(world, store);
    expect(outcome.error?.code).toBe("github-answer-unusable");
    expect(outcome.record.minted).toBeUndefined();
    const kept = github.secretMetadata(scopeOf(store), SECRET);
    expect(kept?.access).toEqual(access);
  });

  it("gets exactly what the configuration says (I6)", async ({ world }) => {
    const [first, , third] = addMany(world, 3);
    const change = (more: string) => rotate(world, store, more);
    expect(await change("\n  visibility: all")).toEqual({
      visibility: "all",
      selected: [],
    });
    expect(
      await change("\n  visibility: selected\n  repositories: [r2, R0]"),
    ).toEqual({ visibility: "selected", selected: [third, first] });
    expect(await change("\n  visibility: private")).toEqual({
      visibility: "private",
      selected: [],
    });
  });

  it("does not give back what somebody took from it meanwhile (I6)", async ({
    world,
  }) => {
    const { github } = world;
    const [first = 0, second = 0] = addMany(world, 2);
    const set = (selected: readonly number[]) => {
      github.setSecretByHand(scopeOf(store), SECRET, "old", {
        visibility: "selected",
        selected,
      });
    };
    set([first, second]);
    const access = await rotate(world, store, "", {
      onStep: ({ kind }) => {
        if (kind === "minted") set([first]);
      },
    });
    expect(access?.selected).toEqual([first]);
  });
});
