import { describe, expect } from "vitest";
import type { ActionRun } from "../kit/run-action.ts";
import type { World } from "../kit/world.ts";
import {
  DAY_MS,
  expectClean,
  HOUR_MS,
  it,
  requestsOf,
  run,
  valueOf,
} from "./scenario.ts";

const MONTHLY = { "rotate-after": "30d" };

interface Death {
  readonly clientId: string;
  readonly state: string;
  readonly afterMs: number;
}

function deathOf({ outputs }: ActionRun): Death | null {
  return (JSON.parse(outputs["report"] ?? "") as { death: Death | null }).death;
}

/** An emergency for the token that the secret holds, three days old. */
async function emergency(world: World) {
  expectClean(await run(world, MONTHLY));
  world.clock.advance(3 * DAY_MS);
  const leaked = valueOf(world);
  world.history.clear();
  const ended = await run(world, {
    ...MONTHLY,
    compromised: "true",
    "previous-token": leaked,
  });
  const { clientId = "" } = world.astra.find(leaked) ?? {};
  const asked = requestsOf(world);
  const revoked = asked.indexOf("DELETE astra.tokens.revoke");
  const after = asked
    .slice(revoked)
    .filter((request) => request === "GET astra.organization.current");
  return { ended, clientId, leaked, after };
}

describe.concurrent("an emergency whose leaked token the run holds", () => {
  it("asks Astra as that token, and says that it is refused", async ({
    world,
  }) => {
    const { ended, clientId, after } = await emergency(world);

    expectClean(ended);
    expect(after).toHaveLength(1);
    expect(deathOf(ended)).toMatchObject({ clientId, state: "refused" });
    const id = `${clientId.slice(0, 6)}…${clientId.slice(-4)}`;
    const said = new RegExp(`Astra refused token ${id} \\d+ m?s after`, "u");
    expect(ended.log.join("\n")).toMatch(said);
    expect(ended.summary).toMatch(said);
  });

  it("asks again while Astra still accepts it", async ({ world }) => {
    world.astra.setBehaviour({ revocationLagMs: 1_000 });
    const { ended, after } = await emergency(world);

    expectClean(ended);
    expect(after).toHaveLength(2);
    const death = deathOf(ended);
    expect(death?.state).toBe("refused");
    expect(death?.afterMs).toBeGreaterThan(1_000);
  });

  it("warns where Astra accepts it for longer, and does not fail", async ({
    world,
  }) => {
    world.astra.setBehaviour({ revocationLagMs: HOUR_MS });
    const { ended, clientId, after } = await emergency(world);

    expect({ code: ended.exitCode, errors: ended.errors }).toEqual({
      code: 0,
      errors: [],
    });
    expect(after).toHaveLength(3);
    expect(deathOf(ended)).toMatchObject({ clientId, state: "accepted" });
    expect(ended.warnings).toHaveLength(1);
    expect(ended.warnings[0]).toMatch(
      /was revoked, but Astra still accepted it/u,
    );
    expect(ended.summary).toContain("was revoked, but Astra still accepted it");
  });
});

describe.concurrent("a run that revokes what previous-token held", () => {
  it("proves it in an ordinary run, too", async ({ world }) => {
    expectClean(await run(world, { overlap: "0" }));
    world.clock.advance(HOUR_MS);
    const previous = valueOf(world);

    const ended = await run(world, {
      overlap: "0",
      "previous-token": previous,
    });

    expectClean(ended);
    expect(deathOf(ended)?.state).toBe("refused");
  });

  it("asks nothing where it revoked another token", async ({ world }) => {
    expectClean(await run(world, { overlap: "0" }));
    world.clock.advance(HOUR_MS);
    world.history.clear();

    const ended = await run(world, { overlap: "0" });

    expectClean(ended);
    expect(deathOf(ended)).toBeNull();
    // The observation, and the proof of the fresh token.
    expect(
      requestsOf(world).filter(
        (request) => request === "GET astra.organization.current",
      ),
    ).toHaveLength(2);
  });
});
