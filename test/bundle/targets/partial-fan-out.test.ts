import { describe, expect } from "vitest";
import { HOUR_MS, liveTokens, SECRET } from "../scenario.ts";
import { runVirtually } from "../../kit/virtual-run.ts";
import {
  ENVIRONMENT_SCOPE,
  REPOSITORY_SCOPE,
  type World,
} from "../../kit/world.ts";
import type { Gate, Verdict } from "../../simulators/kernel/gate.ts";
import type { SecretScope } from "../../simulators/github/scopes.ts";
import { it } from "./frozen-world.ts";

const TARGETS = `
- repository: acme/web
- repository: acme/web
  environment: production / eu
- organization: acme
`;

const SCOPES: readonly SecretScope[] = [
  REPOSITORY_SCOPE,
  ENVIRONMENT_SCOPE,
  { store: "actions", kind: "organization", organization: "acme" },
];

/** The targets by their operation, in the order of `SCOPES`. */
const WRITES = ["repository", "environment", "organization"].map(
  (kind) => `github.actions.${kind}.put-secret`,
);

function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) =>
    permutations(items.filter((_, other) => other !== index)).map((rest) => [
      item,
      ...rest,
    ]),
  );
}

interface Cut {
  /** The writes in the order in which they arrive. */
  readonly order: readonly string[];
  /** How many of them are carried out and answered. */
  readonly done: number;
  /** Whether the one after those is carried out, too, and its answer lost. */
  readonly oneMore: boolean;
}

const CUTS: readonly Cut[] = permutations(WRITES).flatMap((order) =>
  [0, 1, 2, 3].flatMap((done) =>
    (done < order.length ? [false, true] : [false]).map((oneMore) => ({
      order,
      done,
      oneMore,
    })),
  ),
);

/** Lets the writes arrive in an order, and cuts the run off from both services at one place in it: from there on it is as good as dead. */
function cutOff({ order, done, oneMore }: Cut, { history }: World): Gate {
  const arrived = new Map<string, (verdict: Verdict) => void>();
  const reset = (when: "before" | "after"): Verdict => ({
    kind: "reset",
    when,
  });
  let isDead = false;
  const answered = (): number =>
    history.events.filter(({ kind }) => kind === "answer").length;
  const release = async (): Promise<void> => {
    for (const [index, operation] of order.entries()) {
      const decide = arrived.get(operation);
      if (index < done) {
        const before = answered();
        decide?.({ kind: "pass" });
        while (answered() === before) {
          await new Promise((resolve) => setImmediate(resolve));
        }
      } else {
        isDead = true;
        decide?.(reset(oneMore && index === done ? "after" : "before"));
      }
    }
    isDead = true;
  };
  return ({ operation }) => {
    if (isDead) return reset("before");
    if (!order.includes(operation)) return { kind: "pass" };
    const verdict = new Promise<Verdict>((resolve) => {
      arrived.set(operation, resolve);
    });
    if (arrived.size === order.length) void release();
    return verdict;
  };
}

function valuesOf({ github }: World): readonly (string | undefined)[] {
  return SCOPES.map((scope) => github.secretValue(scope, SECRET));
}

describe("a fan-out that is cut off", () => {
  it.for(CUTS)(
    "after %o leaves live tokens everywhere, and one clean run heals it (I1, I2, L1)",
    async (cut, { world }) => {
      const { astra, github, clock } = world;
      const inputs = {
        "github-token": github.issueToken({
          kind: "classic",
          scopes: ["repo", "admin:org"],
        }),
        repository: "",
        targets: TARGETS,
        overlap: "1h",
      };
      const first = await runVirtually(world, inputs);
      expect(first.outcome.error).toBeUndefined();
      clock.advance(24 * HOUR_MS);

      world.setGate(cutOff(cut, world));
      await runVirtually(world, inputs);
      world.setGate(() => ({ kind: "pass" }));

      const cutValues = valuesOf(world);
      const written = cut.done + (cut.oneMore ? 1 : 0);
      expect(new Set(cutValues).size).toBe(written % 3 === 0 ? 1 : 2);
      for (const value of cutValues) {
        const held = astra.find(value ?? "");
        expect(held && astra.isLive(held.clientId)).toBe(true);
      }

      clock.advance(HOUR_MS);
      const healing = await runVirtually(world, inputs);
      expect(healing.outcome.error).toBeUndefined();
      const healed = valuesOf(world);
      expect(new Set(healed).size).toBe(1);
      const current = astra.find(healed[0] ?? "");
      expect(current && astra.isLive(current.clientId)).toBe(true);

      clock.advance(24 * HOUR_MS);
      await runVirtually(world, { ...inputs, mode: "retire" });
      expect(liveTokens(world)).toEqual([current?.clientId]);
    },
  );
});
