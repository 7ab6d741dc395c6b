import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { describe, expect } from "vitest";
import { type ActionRun, inputsFor, runAction } from "../kit/run-action.ts";
import type { World } from "../kit/world.ts";
import { breakBundle } from "../proof/exhaustive/broken-bundles.ts";
import { type Scoped, scopedTo } from "./database-world.ts";
import { expectClean, it, liveTokens, requestsOf, run } from "./scenario.ts";

/** A mistake around the role and the Data API, and what shows it. */
interface Mistake {
  readonly does: string;
  readonly search: RegExp;
  readonly replace: string;
  /** What happens before the run; the rotation has its first token. */
  readonly prepare: (world: World, scoped: Scoped) => void;
  readonly mode?: "check";
  /** The promise that is broken, seen from outside. */
  readonly shown: (world: World, ended: ActionRun) => boolean;
}

/** Another token was minted and written. */
const writes = (world: World): boolean =>
  requestsOf(world).filter((one) => one.includes("put-secret")).length > 1;

const exitsCleanly = (_: World, { exitCode }: ActionRun): boolean =>
  exitCode === 0;

const lagging =
  (strangersKeyspaces: "none" | "system" | "error") =>
  ({ dataApi }: World): void => {
    dataApi.setBehaviour({ scopeLagMs: 3_600_000, strangersKeyspaces });
  };

const widen = ({ astra }: World, { role }: Scoped): void => {
  astra.editRole(role, { actions: [...role.actions, "org-db-terminate"] });
};

const MISTAKES: readonly Mistake[] = [
  {
    does: "takes an error under HTTP 200 for a yes",
    search: /if \(failed\.success\) \{/u,
    replace: 'if (failed.success) return { kind: "accepted" }; $&',
    prepare: lagging("error"),
    shown: writes,
  },
  {
    does: "takes an empty list of keyspaces for a yes",
    search: /refused\("it shows the token no keyspace"\)/u,
    replace: '{ kind: "accepted" }',
    prepare: lagging("none"),
    shown: writes,
  },
  {
    does: "takes the system's keyspaces for a yes",
    search: /!OF_THE_SYSTEM\.test\(name\)/u,
    replace: "true",
    prepare: lagging("system"),
    shown: writes,
  },
  {
    does: "compares the names of roles only",
    search: /const equal = found\.find\(isEqual\);/u,
    replace: "const equal = first;",
    prepare: widen,
    shown: writes,
  },
  {
    does: "takes a wider role for the right one",
    search: /\(policy, own\)\.kind === "equal"/u,
    replace: '(policy, own).kind !== "narrower"',
    prepare: widen,
    shown: writes,
  },
  {
    does: "passes an edited role in mode check",
    search: /"role-missing", "role-differs"\]/u,
    replace: '"role-missing"]',
    prepare: widen,
    mode: "check",
    shown: exitsCleanly,
  },
  {
    does: "passes a missing role in mode check",
    search: /"role-missing", "role-differs"\]/u,
    replace: '"role-differs"]',
    prepare: ({ astra }, { role }) => {
      astra.deleteRole(role);
    },
    mode: "check",
    shown: exitsCleanly,
  },
];

describe.concurrent("a bundle that", () => {
  it.for(MISTAKES)("$does shows it", async (mistake, { world }) => {
    const scoped = scopedTo(world);
    expectClean(await run(world, scoped.inputs));
    mistake.prepare(world, scoped);
    const bundle = await breakBundle(mistake);
    try {
      const { mode = "rotate" } = mistake;
      const inputs = inputsFor(world, { ...scoped.inputs, mode });
      const ended = await runAction({ inputs, bundle });
      expect(mistake.shown(world, ended)).toBe(true);
    } finally {
      await rm(dirname(bundle), { recursive: true });
    }
  });

  it.for(["rotate", "check"] as const)(
    "ships leaves the role alone in mode %s, and mints no token with another",
    async (mode, { world }) => {
      const scoped = scopedTo(world);
      expectClean(await run(world, scoped.inputs));
      const before = liveTokens(world);
      widen(world, scoped);

      const ended = await run(world, { ...scoped.inputs, mode });

      expect(ended.exitCode).toBe(1);
      expect(liveTokens(world)).toEqual(before);
      expect(requestsOf(world).join()).not.toMatch(
        /roles\.(?:create|update|delete)/u,
      );
    },
  );
});
