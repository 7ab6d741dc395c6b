import { once } from "node:events";
import type { RequestListener } from "node:http";
import { createServer } from "node:https";
import { setImmediate as turn } from "node:timers/promises";
import type { Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { exchange } from "../../../src/http/exchange.ts";
import type { Method } from "../../../src/http/message.ts";
import { ServiceConnections } from "../../../src/http/service-connections.ts";
import type { Connector } from "../../../src/http/socket.ts";
import { failureOf } from "./failures.ts";
import { heldConnector } from "./held-connector.ts";
import { certificate, trustingMaker } from "./http2-loopback.ts";
import { listen, to } from "./loopback.ts";

const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A service that speaks HTTP/1.1 over TLS, and its connections as they come. */
async function serve(react: RequestListener = (_, response) => response.end()) {
  const sockets: Socket[] = [];
  const server = createServer(certificate, react);
  server.on("secureConnection", (socket: Socket) => {
    sockets.push(socket.on("error", () => undefined));
  });
  const port = await listen(server);
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: new URL(`https://localhost:${String(port)}/`), sockets };
}

interface Opened {
  readonly connections: ServiceConnections;
  /** Whose connection each was: begun early, or asked for by the client. */
  readonly asked: string[];
  readonly send: (method?: Method) => ReturnType<typeof exchange>;
}

/** The connections to a service, at an instant that `time` tells. */
function open(
  url: URL,
  { time = { now: 0 }, connect = trustingMaker().connect } = {},
): Opened {
  const asked: string[] = [];
  const noting: Connector = (options, callback) => {
    // Only undici says which name it wants to see.
    asked.push("servername" in options ? "client" : "early");
    connect(options, callback);
  };
  const connections = new ServiceConnections(
    url.origin,
    noting,
    () => time.now,
  );
  closers.push(() => connections.close());
  const send = (method: Method = "GET") =>
    exchange(connections, to(url, method), {
      clock: { now: () => time.now },
      timeoutMs: 30_000,
      maxBodyBytes: 1_000,
      signal: undefined,
    });
  return { connections, asked, send };
}

describe("the connections to a service that speaks HTTP/1.1", () => {
  it("are begun for everyone who waits, as soon as the first has told", async () => {
    const { url, sockets } = await serve();
    const { asked, send } = open(url);
    await Promise.all([send(), send(), send()]);
    expect(asked).toEqual(["early", "early", "early"]);
    expect(sockets).toHaveLength(3);
  });

  it("are 32 at the most", async () => {
    const { url, sockets } = await serve();
    const { send } = open(url);
    await Promise.all(Array.from({ length: 40 }, () => send()));
    expect(sockets).toHaveLength(32);
  });

  it("are opened one at a time for those who come later", async () => {
    const { url } = await serve();
    const time = { now: 0 };
    const { asked, send } = open(url, { time });
    await Promise.all([send(), send()]);
    time.now += 10_001;
    await send("POST");
    expect(asked).toEqual(["early", "early", "early"]);
  });

  it("end at once when they are closed, with what is under way", async () => {
    let arrived = (): void => undefined;
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const { url } = await serve(() => {
      arrived();
    });
    const { connections, send } = open(url);
    const failure = failureOf(send());
    await arrival;
    await connections.close();
    expect(await failure).toMatchObject({
      code: "cancelled",
      delivery: "unknown",
    });
  });
});

describe("a connection that is not used for ten seconds", () => {
  it.each([
    [10_000, 1],
    [10_001, 2],
  ])("serves a POST after %i ms: connections %i", async (unused, count) => {
    const { url, sockets } = await serve();
    const time = { now: 50_000 };
    const { send } = open(url, { time });
    await send("POST");
    time.now += unused;
    await send("POST");
    expect(sockets).toHaveLength(count);
  });

  it("is left to end once it is replaced", async () => {
    const { url, sockets } = await serve();
    const time = { now: 50_000 };
    const { send } = open(url, { time });
    await send();
    const [first] = sockets;
    time.now += 10_001;
    const ended = first === undefined ? undefined : once(first, "close");
    await send("POST");
    await ended;
    expect(first?.destroyed).toBe(true);
  });
});

describe("a connection that got no answer", () => {
  it.each([
    ["began before it was opened", 49_999, 1],
    ["began when it was there", 50_000, 2],
  ])(
    "is replaced or not, when the request %s",
    async (_case, startedAt, count) => {
      const { url, sockets } = await serve();
      const { connections, send } = open(url, { time: { now: 50_000 } });
      await send();
      connections.distrust(startedAt);
      await send();
      expect(sockets).toHaveLength(count);
    },
  );
});

describe("a connection that is begun early", () => {
  it("is made before any request, and used by the first", async () => {
    const { url, sockets } = await serve();
    const { connections, asked, send } = open(url);
    connections.prepare();
    await connections.begun();
    expect(asked).toHaveLength(1);
    await send("POST");
    expect(sockets).toHaveLength(1);
  });

  it("is waited for", async () => {
    const { url } = await serve();
    const { connect, letGo } = heldConnector();
    const { connections } = open(url, { connect });
    connections.prepare();
    let isThere = false;
    const begun = connections.begun().then(() => {
      isThere = true;
    });
    await import("../../../src/http/http1-lane.ts");
    for (let i = 0; i < 10; i += 1) await turn();
    expect(isThere).toBe(false);
    letGo();
    await begun;
  });

  it("is tried again by the request that finds it failed, and by no one blamed for it", async () => {
    const { url, sockets } = await serve();
    const { connect } = trustingMaker();
    let attempts = 0;
    const { connections, send } = open(url, {
      connect: (options, callback) => {
        attempts += 1;
        if (attempts > 1) connect(options, callback);
        else callback(new Error("refused"), null);
      },
    });
    connections.prepare();
    await connections.begun();
    await send();
    expect(sockets).toHaveLength(1);
  });
});
