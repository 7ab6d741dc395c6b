import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { createServer as createTls } from "node:tls";
import { afterEach, describe, expect, it } from "vitest";
import {
  connected,
  createConnectionMaker,
  endable,
} from "../../../src/http/connector.ts";
import type { Connector } from "../../../src/http/socket.ts";
import { startRecordingProxy } from "../../kit/recording-proxy.ts";
import { certificate } from "./http2-loopback.ts";

const closers: (() => void)[] = [];

afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A service over TLS that nobody here trusts, and what each connection offered to speak. */
async function serveTls() {
  const offers: string[][] = [];
  const server = createTls({
    ...certificate,
    ALPNCallback: ({ protocols }) => {
      offers.push(protocols);
      return protocols[0];
    },
  });
  server.on("tlsClientError", () => undefined).listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  return { origin: `https://localhost:${String(port)}`, offers };
}

describe("the connections that a maker makes", () => {
  it("offer HTTP/2, and HTTP/1.1 where that is all there is", async () => {
    const { origin, offers } = await serveTls();
    const maker = createConnectionMaker();
    await expect(connected(maker.connect, origin)).rejects.toMatchObject({
      code: "DEPTH_ZERO_SELF_SIGNED_CERT",
    });
    expect(offers).toEqual([["h2", "http/1.1"]]);
  });

  it("offer a proxy behind TLS nothing but HTTP/1.1", async () => {
    const { origin, offers } = await serveTls();
    const maker = createConnectionMaker(() => new URL(origin));
    await expect(
      connected(maker.connect, "https://service.example:1"),
    ).rejects.toThrow();
    expect(offers).toEqual([["http/1.1"]]);
  });

  it("go through the proxy that is named for their service, and nowhere else", async () => {
    const one = await serveTls();
    const other = await serveTls();
    const { port } = new URL(one.origin);
    // A name that only the proxy knows.
    const host = `service.invalid:${port}`;
    await using proxy = await startRecordingProxy(
      new Map([[host, Number(port)]]),
    );
    const maker = createConnectionMaker((service) =>
      service.host === host ? new URL(proxy.url) : undefined,
    );
    for (const origin of [`https://${host}`, `https://${host}`, other.origin]) {
      await expect(connected(maker.connect, origin)).rejects.toMatchObject({
        code: "DEPTH_ZERO_SELF_SIGNED_CERT",
      });
    }
    expect(proxy.asked).toEqual([host, host]);
    expect(other.offers).toHaveLength(1);
  });

  it("are told the address of a host without its brackets", async () => {
    const seen: string[] = [];
    const none: Connector = ({ hostname }, callback) => {
      seen.push(hostname);
      callback(new Error("none"), null);
    };
    for (const origin of ["https://[::1]:1", "https://a.example"]) {
      await expect(connected(none, origin)).rejects.toThrow("none");
    }
    expect(seen).toEqual(["::1", "a.example"]);
  });
});

describe("connections that can be ended", () => {
  /** A service that says nothing, and who came. */
  const serveSilence = async () => {
    const sockets: Socket[] = [];
    const server = createServer().listen(0, "127.0.0.1");
    server.on("connection", (socket) => sockets.push(socket));
    await once(server, "listening");
    closers.push(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    return { origin: `http://127.0.0.1:${String(port)}`, port };
  };

  it("end all that there are and all on their way, and there are no more", async () => {
    const { origin, port } = await serveSilence();
    const begun: Socket[] = [];
    const maker = endable((_options, callback) => {
      const socket = connect(port, "127.0.0.1");
      socket.once("connect", () => {
        callback(null, socket);
      });
      socket.on("error", (error: Error) => {
        callback(error, null);
      });
      begun.push(socket);
      return socket;
    });
    await connected(maker.connect, origin);
    const onItsWay = connected(maker.connect, origin);
    maker.end();
    await expect(onItsWay).rejects.toMatchObject({ code: "CONNECTIONS_ENDED" });
    expect(begun.map(({ destroyed }) => destroyed)).toEqual([true, true]);
    await expect(connected(maker.connect, origin)).rejects.toMatchObject({
      code: "CONNECTIONS_ENDED",
    });
    expect(begun).toHaveLength(2);
  });

  it("are those, too, that are only there when they are told", async () => {
    const { origin, port } = await serveSilence();
    const maker = endable((_options, callback) => {
      const socket = connect(port, "127.0.0.1", () => {
        callback(null, socket);
      });
      return undefined;
    });
    const socket = await connected(maker.connect, origin);
    socket.on("error", () => undefined);
    maker.end();
    expect(socket.destroyed).toBe(true);
  });
});
