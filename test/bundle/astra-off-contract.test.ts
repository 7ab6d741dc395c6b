import { describe, expect, test } from "vitest";
import { startWorld, type World } from "../kit/world.ts";
import {
  DAY_MS,
  expectClean,
  expectOneError,
  heldToken,
  HOUR_MS,
  liveTokens,
  mutationsOf,
  run,
} from "./scenario.ts";

/** A test with a world of its own, whose answers no description of Astra's API allows. */
const it = test.extend("world", async ({}, { onCleanup }) => {
  const world = await startWorld();
  onCleanup(() => world.close());
  return world;
});

type Entry = Record<string, unknown>;

/** Changes every entry of the token list. */
function relist({ astra }: World, change: (entry: Entry) => Entry): void {
  astra.setGate((request) =>
    request.operation !== "astra.tokens.list"
      ? { kind: "pass" }
      : {
          kind: "rewrite",
          rewrite: (answer) => {
            const list = JSON.parse(String(answer.body)) as {
              clients: Entry[];
            };
            const clients = list.clients.map(change);
            return { ...answer, body: JSON.stringify({ clients }) };
          },
        },
  );
}

describe.concurrent("a page with status 200", () => {
  it.for([
    "astra.organization.current",
    "astra.roles.list",
    "astra.tokens.list",
  ])(
    "in place of a read is asked for again: %s",
    async (operation, { world }) => {
      let isOver = false;
      world.astra.setGate((request) => {
        if (isOver || request.operation !== operation) return { kind: "pass" };
        isOver = true;
        return {
          kind: "answer",
          when: "before",
          answer: {
            status: 200,
            headers: { "content-type": "text/html" },
            body: "<html>Back in a moment</html>",
          },
        };
      });

      expectClean(await run(world));

      expect(isOver).toBe(true);
      expect(liveTokens(world)).toEqual([heldToken(world).clientId]);
    },
  );
});

describe.concurrent("the times of the token list", () => {
  const iso = (at: number): string => new Date(at).toISOString();
  const FORMS: readonly (readonly [string, (at: number) => unknown])[] = [
    ["an offset", (at) => iso(at + 2 * HOUR_MS).replace("Z", "+02:00")],
    ["no zone", (at) => iso(at).replace("Z", "")],
    [
      "Go's own form",
      (at) => iso(at).replace("T", " ").replace("Z", " +0000 UTC"),
    ],
    ["epoch seconds", (at) => Math.floor(at / 1_000)],
    ["epoch milliseconds", (at) => at],
  ];

  it.for(FORMS)("are read with %s", async ([, form], { world }) => {
    relist(world, (entry) => ({
      ...entry,
      generatedOn: form(Date.parse(String(entry["generatedOn"]))),
    }));
    const inputs = { overlap: "1h" };
    expectClean(await run(world, inputs));
    const { clientId } = heldToken(world);
    world.clock.advance(DAY_MS);
    expectClean(await run(world, inputs));
    world.clock.advance(DAY_MS);

    const third = await run(world, { ...inputs, mode: "retire" });

    expectClean(third);
    expect(third.outputs["revoked"]).toBe(JSON.stringify([clientId]));
  });

  it("that no run can read are told as that, and nothing is minted", async ({
    world,
  }) => {
    relist(world, (entry) => ({ ...entry, generatedOn: "vorgestern" }));

    const said = expectOneError(await run(world));

    expect(said).toContain(
      "(`generatedOn`) in a form that this action cannot read",
    );
    expect(said).toContain("[date-unread]");
    expect(mutationsOf(world)).toEqual([]);
  });
});

describe.concurrent("a token list", () => {
  /** Each entry takes as many bytes as thousands of entries would. */
  const padded = (world: World, megabytes: number): void => {
    const note = "x".repeat(megabytes * 2 ** 20);
    relist(world, (entry) => ({ ...entry, note }));
  };

  it("of several MiB is read", async ({ world }) => {
    padded(world, 4);

    expectClean(await run(world));

    heldToken(world);
  });

  it("beyond the action's own bound is told as that", async ({ world }) => {
    padded(world, 17);

    const said = expectOneError(await run(world));

    expect(said).toContain("larger than this action reads: 16 MiB");
    expect(said).not.toContain("network");
    expect(mutationsOf(world)).toEqual([]);
  });

  it("without the admin token decides nothing", async ({ world }) => {
    const other = world.astra.createTokenByHand({ roles: [] });
    relist(world, (entry) => ({ ...entry, clientId: other.clientId }));

    expect(expectOneError(await run(world))).toContain("[list-not-whole]");
    expect(mutationsOf(world)).toEqual([]);
  });
});
