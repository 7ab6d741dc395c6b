import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import { Dispatcher } from "undici";
import { describe, expect, it } from "vitest";
import { createTransport } from "../../../src/http/transport.ts";
import { failureOf } from "./failures.ts";
import { answer, serve, to } from "./loopback.ts";
import { openTransport } from "./open-transport.ts";
import { serveTls } from "./tls-loopback.ts";

/** A library that loses a connection once it wrote, and writes the request again by itself. */
class WritingTwice extends Dispatcher {
  written = 0;

  override dispatch(
    _options: Dispatcher.DispatchOptions,
    handler: Dispatcher.DispatchHandler,
  ): boolean {
    const controller = {
      aborted: false,
      paused: false,
      reason: null,
      abort: () => undefined,
      pause: () => undefined,
      resume: () => undefined,
    };
    try {
      for (let i = 0; i < 2; i += 1) {
        handler.onRequestStart?.(controller, {});
        this.written += 1;
      }
    } catch (thrown) {
      handler.onResponseError?.(controller, thrown as Error);
    }
    return true;
  }
}

/** undici gives a connection up after ten seconds by itself. */
const LESS_THAN_UNDICI_WAITS = { timeout: 5_000 };

describe("a request", () => {
  it("is never written twice by the library, whose second attempt counts as lost", async () => {
    const dispatcher = new WritingTwice();
    const transport = createTransport({ dispatcher, clock: { now: () => 0 } });
    const sent = transport.send(to(new URL("https://a.example"), "POST"));
    expect(await failureOf(sent)).toMatchObject({
      code: "connection-lost",
      delivery: "unknown",
    });
    expect(dispatcher.written).toBe(1);
  });

  it("that may not begin is not written", async () => {
    const dispatcher = new WritingTwice();
    const mayBegin = (): boolean => false;
    const clock = { now: () => 0 };
    const transport = createTransport({ dispatcher, clock, mayBegin });
    const sent = transport.send(to(new URL("https://a.example"), "POST"));
    expect(await failureOf(sent)).toMatchObject({
      code: "cancelled",
      delivery: "not-sent",
    });
    expect(dispatcher.written).toBe(0);
  });
});

describe("the connections to a service", () => {
  it("speak HTTP/1.1 only", async () => {
    await using server = await serveTls((_request, response) => response.end());
    await using transport = openTransport();
    await transport.send(to(server.url()));
    expect(server.offers).toEqual([["http/1.1"]]);
  });

  it("are as many as there are requests at once, and kept for later ones", async () => {
    await using server = await serveTls((_request, response) => response.end());
    await using transport = openTransport();
    const send = () => transport.send(to(server.url()));
    await Promise.all([send(), send(), send()]);
    await send();
    expect(server.connections()).toBe(3);
  });

  it("are 32 at most", async () => {
    await using server = await serve(answer(200));
    await using transport = openTransport();
    const send = () => transport.send(to(server.url()));
    await Promise.all(Array.from({ length: 40 }, send));
    expect(server.connections()).toBe(32);
  });

  it(
    "end when they are closed, with those that are still being made",
    LESS_THAN_UNDICI_WAITS,
    async () => {
      const ends: Promise<unknown>[] = [];
      const server = createServer((socket) => {
        socket.on("error", () => undefined);
        ends.push(once(socket.resume(), "close"));
      }).listen(0, "127.0.0.1");
      await once(server, "listening");
      const { port } = server.address() as AddressInfo;
      const transport = openTransport();
      // Nobody answers the handshake.
      const url = new URL(`https://localhost:${String(port)}`);
      const failure = failureOf(transport.send(to(url, "POST")));
      while (ends.length === 0) await turn();
      await transport.close();
      expect(await failure).toMatchObject({
        code: "cancelled",
        delivery: "not-sent",
      });
      await Promise.all(ends);
      server.close();
    },
  );
});
