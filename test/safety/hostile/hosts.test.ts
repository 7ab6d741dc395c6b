import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { HOUR_MS, requestsOf, SECRET } from "../../bundle/scenario.ts";
import { runRecorded } from "../../kit/contacts.ts";
import { startEncryptedWorld } from "../../kit/encrypted-world.ts";
import { startRecordingProxy } from "../../kit/recording-proxy.ts";
import { type Inputs, inputsFor } from "../../kit/run-action.ts";
import { REPOSITORY_SCOPE, startWorld, type World } from "../../kit/world.ts";
import type { Gate } from "../../simulators/kernel/gate.ts";
import { type Hosts, type Lure, LURES } from "./lures.ts";
import { APP_OPERATIONS, OPERATIONS } from "./operations.ts";

const ALL_OPERATIONS = [...OPERATIONS, ...APP_OPERATIONS];

/** So many lures suffice every day; with the variable DEEP, all are taken, at every operation. */
const IS_DEEP = process.env["DEEP"] !== undefined;
const EVERY = IS_DEEP ? 1 : 3;

/** Lures at operations; every day each operation has another one. */
const CASES = LURES.filter((_, at) => at % EVERY === 0).flatMap((lure, at) =>
  ALL_OPERATIONS.filter(
    (_, index) => IS_DEEP || index === at % ALL_OPERATIONS.length,
  ).map((operation) => ({ operation, lure, name: lure.name })),
);

function baited(operation: string, { tempt }: Lure, hosts: Hosts): Gate {
  return (request) =>
    request.operation === operation
      ? { kind: "rewrite", rewrite: (answer) => tempt(answer, hosts) }
      : { kind: "pass" };
}

/** A token of old to adopt and to revoke at once, so that the run makes every kind of request. */
function atOnce({ astra, github, clock }: World): Inputs {
  const { token } = astra.createTokenByHand({ roles: [] });
  github.setSecretByHand(REPOSITORY_SCOPE, SECRET, token);
  clock.advance(HOUR_MS);
  return { "previous-token": token, overlap: "0" };
}

function asApp({ github }: World): Inputs {
  const app = github.registerApp();
  const permissions = { secrets: "write", environments: "write" } as const;
  github.installApp(app, { owner: "acme", permissions });
  return {
    "github-token": "",
    "github-app-id": String(app.id),
    "github-app-private-key": app.privateKey,
  };
}

function credentialFor(operation: string, world: World): Inputs {
  return APP_OPERATIONS.includes(operation) ? asApp(world) : {};
}

/** A lure at an operation that the run does not come to would show nothing. */
function expectToMeet(world: World, operations: readonly string[]): void {
  const met = requestsOf(world).map((request) => request.split(" ")[1]);
  expect(met).toEqual(expect.arrayContaining([...operations]));
}

let places = 0;

/** Two hosts behind a proxy, which is the only way to them; each place has hosts of its own. */
async function behindProxy() {
  places += 1;
  const astra = `astra-${String(places)}.example`;
  const github = `github-${String(places)}.example`;
  const stack = new AsyncDisposableStack();
  const services = stack.use(
    await startEncryptedWorld({
      protocol: "h2",
      hostnames: { astra, github },
    }),
  );
  const ways = new Map([
    [`${astra}:443`, services.astra.port],
    [`${github}:443`, services.github.port],
  ]);
  const proxy = stack.use(await startRecordingProxy(ways));
  const { world } = services;
  return {
    world,
    configured: [...ways.keys()],
    hostOf: (operation: string) =>
      operation.startsWith("astra") ? astra : github,
    /** Runs the action, which may connect to the proxy and to nobody else, and look nothing up. */
    run: async (more: Inputs) => {
      const { run, contacts } = await runRecorded({
        inputs: services.inputs({ ...atOnce(world), ...more }),
        env: { ...services.trust, https_proxy: proxy.url },
      });
      expect(contacts).toEqual([`connect ${new URL(proxy.url).host}`]);
      return { run, hosts: [...new Set(proxy.asked)].sort() };
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

describe.concurrent(
  "The proxy of a run is asked for both configured hosts, and no other,",
  () => {
    it("when the run succeeds (I11)", async () => {
      await using place = await behindProxy();
      const { run, hosts } = await place.run({});
      expect(run).toMatchObject({ exitCode: 0, stderr: "", errors: [] });
      expect(hosts).toEqual(place.configured);
      expectToMeet(place.world, OPERATIONS);
    });

    it("when the run is a GitHub App (I11)", async () => {
      await using place = await behindProxy();
      const { run, hosts } = await place.run(asApp(place.world));
      expect(run).toMatchObject({ exitCode: 0, stderr: "", errors: [] });
      expect(hosts).toEqual(place.configured);
      expectToMeet(place.world, ALL_OPERATIONS);
    });

    it.each<[string, Inputs, Gate]>([
      [
        "the role is unknown",
        { role: "No Such Role" },
        () => ({ kind: "pass" }),
      ],
      [
        "no secret can be written",
        {},
        ({ method }) =>
          method === "PUT"
            ? {
                kind: "answer",
                when: "before",
                answer: { status: 403, headers: {}, body: "{}" },
              }
            : { kind: "pass" },
      ],
      [
        "the answer to the minting is lost",
        {},
        ({ method }) =>
          method === "POST"
            ? { kind: "reset", when: "after" }
            : { kind: "pass" },
      ],
    ])("when %s (I11)", async (_name, inputs, gate) => {
      await using place = await behindProxy();
      place.world.setGate(gate);
      const { run, hosts } = await place.run(inputs);
      expect(run).toMatchObject({ exitCode: 1, stderr: "" });
      expect(hosts).toEqual(place.configured);
    });

    it.each(CASES)(
      "when $operation is answered by $name (I11)",
      async ({ operation, lure }) => {
        await using place = await behindProxy();
        const hosts = { own: place.hostOf(operation), third: "third.example" };
        place.world.setGate(baited(operation, lure, hosts));
        const ended = await place.run(credentialFor(operation, place.world));
        expect(ended.hosts).toEqual(place.configured);
        expectToMeet(place.world, [operation]);
      },
    );
  },
);

/** A server that nobody has any business with. */
async function startTrap() {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${String(port)}`,
    connections: () => connections,
    [Symbol.asyncDispose]: async () => {
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe.concurrent(
  "A run without a proxy connects to both configured hosts, and no other, and listens for nobody,",
  () => {
    it.each(CASES)(
      "when $operation is answered by $name (I11)",
      async ({ operation, lure }) => {
        await using trap = await startTrap();
        const world = await startWorld();
        const [astra, github] = [world.astra, world.github].map(
          ({ url }) => new URL(url).host,
        ) as [string, string];
        const own = operation.startsWith("astra") ? astra : github;
        world.setGate(baited(operation, lure, { own, third: trap.host }));
        const { contacts } = await runRecorded({
          inputs: inputsFor(world, {
            ...atOnce(world),
            ...credentialFor(operation, world),
          }),
        });
        expect(contacts).toEqual(
          [astra, github].map((host) => `connect ${host}`).sort(),
        );
        expect(trap.connections()).toBe(0);
        expectToMeet(world, [operation]);
        await world.close();
      },
    );
  },
);

describe.concurrent("A run with a proxy for one of its hosts only", () => {
  it("reaches the other directly (I11)", async () => {
    const astra = "astra-of-two.example";
    await using services = await startEncryptedWorld({
      protocol: "h1",
      hostnames: { astra },
    });
    await using proxy = await startRecordingProxy(
      new Map([[`${astra}:443`, services.astra.port]]),
    );
    const { run, contacts } = await runRecorded({
      inputs: services.inputs(),
      env: {
        ...services.trust,
        https_proxy: proxy.url,
        no_proxy: "localhost",
      },
    });
    expect(run).toMatchObject({ exitCode: 0, stderr: "", errors: [] });
    expect(new Set(proxy.asked)).toEqual(new Set([`${astra}:443`]));
    expect(contacts).toEqual([
      `connect ${new URL(proxy.url).host}`,
      `connect ${new URL(services.github.url).host}`,
      'lookup "localhost"',
    ]);
  });
});

describe("A run with a database", () => {
  it("connects to its endpoint as well, and nowhere that an answer of it points to (I11)", async () => {
    await using stack = new AsyncDisposableStack();
    const world = await startWorld();
    stack.defer(() => world.close());
    const { endpoint } = world.addDatabase();
    let isFirst = true;
    world.setGate(({ service }) => {
      if (service !== "dataApi" || !isFirst) return { kind: "pass" };
      isFirst = false;
      const headers = { location: "http://127.0.0.1:9/api/json/v1" };
      const answer = { status: 307, headers, body: "" };
      return { kind: "answer", when: "before", answer };
    });

    const { run, contacts } = await runRecorded({
      inputs: inputsFor(world, { database: endpoint }),
    });

    expect(run).toMatchObject({ exitCode: 0, stderr: "", warnings: [] });
    const hosts = [world.astra.url, world.github.url, world.dataApi.url];
    expect([...new Set(contacts)].sort()).toEqual(
      hosts.map((url) => `connect ${new URL(url).host}`).sort(),
    );
    expect(isFirst).toBe(false);
  });
});
