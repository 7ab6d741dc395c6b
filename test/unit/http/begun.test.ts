import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { begin, startingWith } from "../../../src/http/begun.ts";
import { connected, endable } from "../../../src/http/connector.ts";
import { type Connector, socketOpener } from "../../../src/http/socket.ts";

const maker = endable(socketOpener({ protocols: ["http/1.1"] }));

/** Listens on loopback, and counts who comes. */
async function listen() {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket.on("error", () => undefined));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const stop = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  stops.push(stop);
  return { origin: `http://127.0.0.1:${String(port)}`, sockets, stop };
}

const stops: (() => void)[] = [];

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A connector that must not be asked. */
const never: Connector = () => {
  throw new Error("asked for another connection");
};

describe("connections that were begun", () => {
  it("are given out before any other is opened, each once", async () => {
    const { origin } = await listen();
    const begun = begin(maker.connect, origin, 2);
    const connect = startingWith(begun, never);
    const given = [
      await connected(connect, origin),
      await connected(connect, origin),
    ];
    expect(given).toEqual(await Promise.all(begun));
    await expect(connected(connect, origin)).rejects.toThrow("another");
  });

  it("are not given out when they have ended", async () => {
    const { origin } = await listen();
    const begun = begin(maker.connect, origin, 1);
    const [ended] = await Promise.all(begun);
    ended?.destroy();
    const given = await connected(startingWith(begun, maker.connect), origin);
    expect(given).not.toBe(ended);
    expect(given.destroyed).toBe(false);
  });

  it("tell whoever takes them why they did not come about, and nobody else", async () => {
    const { origin, stop } = await listen();
    stop();
    const begun = begin(maker.connect, origin, 2);
    const connect = startingWith(begun, never);
    await expect(connected(connect, origin)).rejects.toThrow("ECONNREFUSED");
  });

  it("are none when nobody waits", () => {
    expect(begin(never, "http://127.0.0.1:1", -1)).toEqual([]);
  });
});
