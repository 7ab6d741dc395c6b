import { describe, expect, it, vi } from "vitest";
import { startEncryptedWorld } from "../kit/encrypted-world.ts";
import { type Inputs, runAction } from "../kit/run-action.ts";
import { expectClean, HOUR_MS } from "./scenario.ts";

vi.setConfig({ testTimeout: 120_000 });

/** Reads of the observation that go to each service at the same time, for one target with one secret. */
const AT_ONCE = { astra: 3, github: 3 };

/** Two rotations, of which the second revokes what it replaces: their connections to each service, and their requests. */
async function rotationOf(protocol: "h1" | "h2", targets: number) {
  await using services = await startEncryptedWorld({ protocol });
  const { world, astra, github, trust } = services;
  const repository = world.github.addRepository({
    owner: "acme",
    name: "many",
  });
  const names = Array.from({ length: targets }, (_, i) => `env-${String(i)}`);
  for (const name of names) world.github.addEnvironment(repository, name);
  const places: Inputs =
    targets === 1
      ? {}
      : {
          repository: "",
          targets: names
            .map((name) => `- {repository: acme/many, environment: ${name}}`)
            .join("\n"),
        };
  const inputs = services.inputs({ overlap: "0", ...places });
  expectClean(await runAction({ inputs, env: trust }));
  world.clock.advance(HOUR_MS);
  const ended = await runAction({ inputs, env: trust });
  expectClean(ended);
  expect(ended.outputs["revoked"]).not.toBe("[]");
  return {
    astra: astra.mostConnections(),
    github: github.mostConnections(),
    opened: astra.connections() + github.connections(),
    requests: astra.exchanges().length + github.exchanges().length,
  };
}

describe.concurrent("the connections of a run", () => {
  it.each(["h1", "h2"] as const)(
    "are as many as there are requests at once, and kept (%s)",
    async (protocol) => {
      const { opened, requests, ...most } = await rotationOf(protocol, 1);
      expect(most).toEqual(AT_ONCE);
      expect(opened).toBeLessThan(requests);
    },
  );

  it("are never more than 32 for each service", async () => {
    const { astra, github } = await rotationOf("h1", 20);
    expect(astra).toBe(AT_ONCE.astra);
    expect(github).toBe(32);
  });
});
