import { describe, expect } from "vitest";
import type { Inputs } from "../kit/run-action.ts";
import type { World } from "../kit/world.ts";
import type { Gate, GateRequest } from "../simulators/kernel/gate.ts";
import { scopedTo } from "./database-world.ts";
import { expectClean, HOUR_MS, it, run } from "./scenario.ts";

/** The requests that are under way at the same time, by operation. */
type Wave = readonly string[];

const astra = (...names: string[]): Wave =>
  names.map((name) => `astra.${name}`);
const github = (...names: string[]): Wave =>
  names.map((name) => `github.${name}`);

const OBSERVE: Wave = [
  ...astra("organization.current", "roles.list", "tokens.list"),
  ...github(
    "actions.repository.get-secret",
    "actions.repository.public-key",
    "repository.get",
  ),
];
const MINT = astra("tokens.create");
/** The search for overriding secrets runs beside the minting. */
const MINT_AND_SEARCH = [...MINT, ...github("environments.list")];
const PROVE = astra("organization.current", "tokens.list");
const WRITE = github("actions.repository.put-secret");
const REVOKE = astra("tokens.revoke");
const CONFIRM = astra("tokens.list");

/**
 * Holds every answer back until the whole wave has come, so that a request
 * that waits for one which it does not need never leaves, and the test ends
 * with the waves that came.
 */
function inWaves(waves: readonly Wave[]): { gate: Gate; came: string[][] } {
  const came: string[][] = [];
  let open: string[] = [];
  let release: () => void = () => undefined;
  let released = Promise.resolve();
  const gate = ({ operation }: GateRequest): ReturnType<Gate> => {
    if (open.length === 0) {
      came.push(open);
      released = new Promise((resolve) => {
        release = resolve;
      });
    }
    open.push(operation);
    const until = released;
    if (open.length === waves[came.length - 1]?.length) {
      open.sort();
      open = [];
      release();
    }
    return { kind: "hold", when: "before", until };
  };
  return { gate, came };
}

async function expectWaves(
  world: World,
  inputs: Inputs,
  waves: readonly Wave[],
): Promise<void> {
  const { gate, came } = inWaves(waves);
  world.setGate(gate);
  // Short, so that a run which hangs between two waves ends.
  const ended = await run(world, {
    "run-timeout": "30s",
    "verify-timeout": "10s",
    ...inputs,
  });
  expect(came).toEqual(waves.map((wave) => wave.toSorted()));
  expectClean(ended);
}

describe.concurrent("the round trips of a run", () => {
  it("are one when nothing is due", async ({ world }) => {
    expectClean(await run(world));
    await expectWaves(world, { "rotate-after": "30d" }, [OBSERVE]);
  });

  it("are four when nothing is to be revoked", async ({ world }) => {
    await expectWaves(world, {}, [OBSERVE, MINT_AND_SEARCH, PROVE, WRITE]);
  });

  it("are six with overlap: 0", async ({ world }) => {
    expectClean(await run(world, { overlap: "0" }));
    world.clock.advance(HOUR_MS);
    await expectWaves(world, { overlap: "0" }, [
      OBSERVE,
      MINT_AND_SEARCH,
      PROVE,
      WRITE,
      REVOKE,
      CONFIRM,
    ]);
  });

  it("stay the same for four secrets", async ({ world }) => {
    const metadata = github("actions.repository.get-secret");
    const more = {
      "secret-name-client-id": "ID",
      "secret-name-client-secret": "SECRET",
      "secret-name-json": "JSON",
    };
    await expectWaves(world, more, [
      [...OBSERVE, ...metadata, ...metadata, ...metadata],
      MINT_AND_SEARCH,
      PROVE,
      [...WRITE, ...WRITE, ...WRITE, ...WRITE],
    ]);
  });

  it("stay the same where the token is tried on a database", async ({
    world,
  }) => {
    const { inputs } = scopedTo(world, "read-write", {
      regions: ["us-east-2", "eu-west-1"],
    });
    const tries = ["dataApi.database", "dataApi.database"];
    await expectWaves(world, { ...inputs, "run-timeout": "6m" }, [
      OBSERVE,
      MINT_AND_SEARCH,
      [...PROVE, ...tries],
      WRITE,
    ]);
  });

  it("stay the same for ten targets", async ({ world }) => {
    const names = Array.from(
      { length: 10 },
      (_, index) => `env-${String(index)}`,
    );
    const repository = world.github.addRepository({
      owner: "acme",
      name: "ten",
    });
    for (const name of names) world.github.addEnvironment(repository, name);
    const targets = names
      .map((name) => `- {repository: acme/ten, environment: ${name}}`)
      .join("\n");
    const observe = names.flatMap(() =>
      github(
        "actions.environment.get-secret",
        "actions.environment.public-key",
      ),
    );
    await expectWaves(world, { targets, repository: "" }, [
      [
        ...astra("organization.current", "roles.list", "tokens.list"),
        ...github("repository.get"),
        ...observe,
      ],
      MINT,
      PROVE,
      names.flatMap(() => github("actions.environment.put-secret")),
    ]);
  });
});
