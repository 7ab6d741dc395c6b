import { describe, expect, it, vi } from "vitest";
import { startEncryptedWorld } from "../kit/encrypted-world.ts";
import { type Inputs, runAction } from "../kit/run-action.ts";
import { expectClean, HOUR_MS } from "./scenario.ts";

vi.setConfig({ testTimeout: 120_000 });

/** Reads of the observation that go to each service at the same time, for one target with one secret. */
const AT_ONCE = { astra: 3, github: 3 };

/** Connections to each service of one rotation that revokes what it replaces. */
async function connectionsOf(protocol: "h1" | "h2", targets: number) {
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
  const before = { astra: astra.connections(), github: github.connections() };
  const ended = await runAction({ inputs, env: trust });
  expectClean(ended);
  expect(ended.outputs["revoked"]).not.toBe("[]");
  return {
    astra: astra.connections() - before.astra,
    github: github.connections() - before.github,
  };
}

describe.concurrent("the connections of a run", () => {
  it.each([1, 10, 20])(
    "are one for each service over HTTP/2, with %i targets",
    async (targets) => {
      const counted = await connectionsOf("h2", targets);
      expect(counted).toEqual({ astra: 1, github: 1 });
    },
  );

  it("are as many as there are requests at once over HTTP/1.1, and kept", async () => {
    expect(await connectionsOf("h1", 1)).toEqual(AT_ONCE);
  });

  it("are never more than 32 for each service", async () => {
    const { astra, github } = await connectionsOf("h1", 20);
    expect(astra).toBe(AT_ONCE.astra);
    expect(github).toBeLessThanOrEqual(32);
  });
});
