import { createServer } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { NO_TIME, type TransportOptions } from "../../../src/http/transport.ts";
import { failureOf } from "./failures.ts";
import {
  answer,
  drip,
  type Reaction,
  reset,
  serve,
  silent,
  to,
  torn,
} from "./loopback.ts";
import { openTransport, type OpenTransport } from "./open-transport.ts";
import { serveTls } from "./tls-loopback.ts";

const opened: OpenTransport[] = [];

function transport(options: Partial<TransportOptions> = {}): OpenTransport {
  const made = openTransport({ clock: { now: () => 4711 }, ...options });
  opened.push(made);
  return made;
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

describe("Transport.send", () => {
  describe("when there is an answer", () => {
    it("returns status, headers, body and the service's time", async () => {
      const date = "Mon, 05 Jan 2026 03:17:00 GMT";
      await using server = await serve(
        answer(201, { date, "X-Many": ["a", "b"] }, '{"ok":"ü"}'),
      );
      const received = await transport().send(to(server.url("/v2?a=b"), "PUT"));
      expect(received).toMatchObject({
        status: 201,
        body: '{"ok":"ü"}',
        serverTime: Date.UTC(2026, 0, 5, 3, 17),
        receivedAt: 4711,
      });
      expect(received.header("x-MANY")).toBe("a,b");
      expect(received.header("constructor")).toBeUndefined();
      expect(server.seen).toEqual(["PUT /v2?a=b"]);
    });

    it("sends the headers and the body it was given, and asks for no compression", async () => {
      await using server = await serve((request, response) => {
        response.end(JSON.stringify(request.headers));
      });
      const { body } = await transport().send({
        method: "POST",
        url: server.url(),
        headers: { Authorization: "Bearer x", "content-type": "text/plain" },
        body: "grüße",
      });
      expect(JSON.parse(body)).toMatchObject({
        authorization: "Bearer x",
        "content-length": "7",
        "accept-encoding": "identity",
      });
      expect(server.seen).toEqual(["POST / grüße"]);
    });

    it.each([
      "yesterday",
      "2026-01-05T03:17:00Z",
      "Tue, 05 Jan 2026 03:17:00 GMT",
    ])("knows no time from the Date %j", async (date) => {
      await using server = await serve(answer(200, { date }));
      const received = await transport().send(to(server.url()));
      expect(received.serverTime).toBeUndefined();
    });

    it("replaces what is not UTF-8 and drops a byte order mark", async () => {
      const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0xff, 0x62]);
      await using server = await serve(answer(502, {}, bytes));
      const received = await transport().send(to(server.url()));
      expect(received).toMatchObject({ status: 502, body: "a\ufffdb" });
    });

    it.each([301, 302, 303, 307, 308])(
      "returns a %i as it is, without following it",
      async (status) => {
        await using server = await serve(
          answer(status, { location: "/elsewhere" }),
        );
        const received = await transport().send(to(server.url(), "PUT"));
        expect(received.status).toBe(status);
        expect(received.header("location")).toBe("/elsewhere");
        expect(server.seen).toHaveLength(1);
      },
    );

    it("keeps its connection from one request to the next, a POST included", async () => {
      await using server = await serve(answer(200));
      const sender = transport();
      for (const method of ["GET", "PUT", "POST", "DELETE"] as const) {
        await sender.send(to(server.url(), method));
      }
      expect(server.connections()).toBe(1);
    });
  });

  describe("when the answer is bad", () => {
    it("stops reading at the cap", async () => {
      const endless: Reaction = (_request, response) => {
        const more = (): void => {
          while (response.write(Buffer.alloc(1024)));
        };
        response.on("drain", more);
        more();
      };
      await using server = await serve(endless);
      const sent = transport().send(to(server.url()), {
        maxBodyBytes: 100_000,
      });
      expect(await failureOf(sent)).toMatchObject({
        code: "answer-too-large",
        delivery: "unknown",
      });
    });

    it("reads an answer that just fits", async () => {
      await using server = await serve(answer(200, {}, "x".repeat(1000)));
      const sent = transport().send(to(server.url()), { maxBodyBytes: 1000 });
      expect((await sent).body).toHaveLength(1000);
    });

    it("reads an answer in pieces that part a character", async () => {
      await using server = await serve((_request, response) => {
        const [first, second] = Buffer.from("ü");
        response.writeHead(200, { "content-encoding": "Identity" });
        response.write(Buffer.from([first ?? 0]), () => {
          setTimeout(() => response.end(Buffer.from([second ?? 0])), 20);
        });
      });
      expect((await transport().send(to(server.url()))).body).toBe("ü");
    });

    it.each(["gzip", "br", "identity, gzip", "GZIP"])(
      "refuses the content-encoding %j unread",
      async (encoding) => {
        const bomb = gzipSync(Buffer.alloc(1_000_000));
        await using server = await serve(
          answer(200, { "content-encoding": encoding }, bomb),
        );
        const sent = transport().send(to(server.url()));
        expect(await failureOf(sent)).toMatchObject({
          code: "answer-malformed",
          delivery: "unknown",
        });
      },
    );

    it.each([
      ["the connection is reset", reset],
      ["the body is torn", torn],
    ])("fails with unknown effect when %s", async (_case, reaction) => {
      await using server = await serve(reaction);
      const sent = transport().send(to(server.url(), "POST"));
      expect(await failureOf(sent)).toMatchObject({
        code: "connection-lost",
        delivery: "unknown",
      });
      expect(server.seen).toEqual(["POST /"]);
    });

    it.each([
      ["it is not HTTP", "SSH-2.0-OpenSSH_9.6\r\n\r\n"],
      [
        "its chunks are none",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nab",
      ],
      ["its head never ends", `HTTP/1.1 200 OK\r\nx: ${"y".repeat(40_000)}`],
      [
        "its length is no number",
        "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\nab",
      ],
    ])("calls it malformed when %s", async (_case, bytes) => {
      const server = createServer((socket) => {
        socket.on("error", () => undefined);
        socket.once("data", () => socket.write(bytes));
      }).listen(0, "127.0.0.1");
      await once(server, "listening");
      const { port } = server.address() as AddressInfo;
      const url = new URL(`http://127.0.0.1:${String(port)}`);
      const error = await failureOf(transport().send(to(url)));
      server.close();
      expect(error).toMatchObject({
        code: "answer-malformed",
        delivery: "unknown",
      });
    });
  });

  describe("when time runs out", () => {
    it.each([
      ["never answers", silent],
      ["never comes to an end", drip],
    ])("gives up on a server that %s", async (_case, reaction) => {
      await using server = await serve(reaction);
      const sent = transport().send(to(server.url()), { timeoutMs: 60 });
      expect(await failureOf(sent)).toMatchObject({
        code: "timeout",
        delivery: "unknown",
      });
    });

    it("never waits longer than its own timeout, whatever the caller allows", async () => {
      await using server = await serve(silent);
      const sent = transport({ requestTimeoutMs: 60 }).send(to(server.url()), {
        timeoutMs: Infinity,
      });
      expect((await failureOf(sent)).code).toBe("timeout");
    });

    it.each([0, -1, Number.NaN])(
      "sends nothing with %s ms left",
      async (timeoutMs) => {
        await using server = await serve(answer(200));
        const sent = transport().send(to(server.url()), { timeoutMs });
        expect(await failureOf(sent)).toMatchObject({
          code: "timeout",
          delivery: "not-sent",
          detail: NO_TIME,
        });
        expect(server.connections()).toBe(0);
      },
    );

    it("does not send later what it gave up while connecting", async () => {
      const seen: string[] = [];
      await using server = await serveTls(
        (request, response) => {
          seen.push(`${request.method ?? ""} ${request.url ?? ""}`);
          response.end();
        },
        { isClosed: true },
      );
      const sender = transport();
      const sent = sender.send(to(server.url(), "POST"), { timeoutMs: 20 });
      expect(await failureOf(sent)).toMatchObject({
        code: "timeout",
        delivery: "not-sent",
      });
      server.open();
      await sender.send(to(server.url("/next")));
      expect(seen).toEqual(["GET /next"]);
    });
  });

  describe("when it is cancelled", () => {
    it("does not write a request whose run was stopped while it connected (L3)", async () => {
      await using server = await serve(answer(200));
      let isStopped = false;
      const sending = transport({ mayBegin: () => !isStopped }).send(
        to(server.url(), "POST"),
      );
      isStopped = true;
      expect(await failureOf(sending)).toMatchObject({
        code: "cancelled",
        delivery: "not-sent",
      });
      expect(server.seen).toEqual([]);
    });

    it("sends nothing afterwards", async () => {
      await using server = await serve(answer(200));
      const sender = transport({ signal: AbortSignal.abort() });
      expect(await failureOf(sender.send(to(server.url())))).toMatchObject({
        code: "cancelled",
        delivery: "not-sent",
      });
      expect(server.connections()).toBe(0);
    });

    it("ends what is under way, with unknown effect", async () => {
      const controller = new AbortController();
      await using server = await serve(() => {
        controller.abort();
      });
      const sender = transport({ signal: controller.signal });
      const sent = sender.send(to(server.url(), "PUT"));
      expect(await failureOf(sent)).toMatchObject({
        code: "cancelled",
        delivery: "unknown",
      });
    });

    it("does the same when the transport is closed", async () => {
      const sender = transport();
      await using server = await serve(() => void sender.close());
      const sent = sender.send(to(server.url(), "PUT"));
      expect(await failureOf(sent)).toMatchObject({
        code: "cancelled",
        delivery: "unknown",
      });
      expect(await failureOf(sender.send(to(server.url())))).toMatchObject({
        code: "cancelled",
        delivery: "not-sent",
      });
    });
  });

  describe("when nobody listens", () => {
    it("knows that nothing was sent", async () => {
      const server = await serve(answer(200));
      const url = server.url();
      await server[Symbol.asyncDispose]();
      expect(await failureOf(transport().send(to(url, "POST")))).toMatchObject({
        code: "connection-failed",
        delivery: "not-sent",
        detail: "ECONNREFUSED",
        message: `POST ${url.host}: connection-failed`,
      });
    });
  });
});

describe("The rules for requests", () => {
  const secret = "correct-horse-battery-staple";

  it.each([
    ["a line break in a value", { authorization: `x\r\ny: ${secret}` }],
    ["a NUL in a value", { authorization: `${secret}\0` }],
    ["a letter beyond ASCII in a value", { authorization: `${secret}é` }],
    ["a line break in a name", { [`x\n${secret}`]: "x" }],
    ["a header of the framing", { "Content-Length": secret }],
  ])("refuse %s, without quoting it", async (_case, headers) => {
    await using server = await serve(answer(200));
    const request = { ...to(server.url(`/${secret}`)), headers };
    const error = await failureOf(transport().send(request));
    expect(error).toMatchObject({
      code: "invalid-request",
      delivery: "not-sent",
    });
    expect(inspect(error, { showHidden: true })).not.toContain(secret);
    expect(server.connections()).toBe(0);
  });

  it.each([
    "http://api.example.org/",
    "http://127.0.0.1.example.org/",
    "http://localhost.example.org/",
    "http://10.0.0.1/",
    "http://[::2]/",
    "ftp://localhost/",
    `https://user:${secret}@localhost/`,
  ])("refuse %s", async (url) => {
    const error = await failureOf(transport().send(to(new URL(url))));
    expect(error).toMatchObject({
      code: "invalid-request",
      delivery: "not-sent",
    });
    expect(inspect(error, { showHidden: true })).not.toContain(secret);
  });

  it.each(["http://127.1:1/", "http://localhost:1/", "http://[::1]:1/"])(
    "allow plain HTTP to %s",
    async (url) => {
      const error = await failureOf(transport().send(to(new URL(url))));
      expect(error.code).toBe("connection-failed");
    },
  );
});
