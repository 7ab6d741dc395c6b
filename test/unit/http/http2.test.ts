import { constants, type ServerHttp2Stream } from "node:http2";
import { afterEach, describe, expect, it } from "vitest";
import { endable } from "../../../src/http/connector.ts";
import type {
  HttpAnswer,
  HttpRequest,
  Method,
} from "../../../src/http/message.ts";
import { DEFAULT_RETRY_POLICY } from "../../../src/http/retry.ts";
import { sendWithRetry } from "../../../src/http/send-with-retry.ts";
import {
  createTransport,
  type Transport,
} from "../../../src/http/transport.ts";
import { failureOf } from "./failures.ts";
import {
  data,
  END_HEADERS,
  FRAME,
  frame,
  type FrameReaction,
  goAway,
  head,
  resetStream,
  serveFrames,
  STATUS_200,
  words,
} from "./http2-frames.ts";
import {
  answer,
  type Reaction,
  serveHttp2,
  trustingMaker,
  trustingOpener,
} from "./http2-loopback.ts";
import { openTransport, type OpenTransport } from "./open-transport.ts";
import { to } from "./loopback.ts";

const opened: OpenTransport[] = [];

function transport(
  options: Parameters<typeof openTransport>[0] = {},
): OpenTransport {
  const made = openTransport({ maker: trustingMaker(), ...options });
  opened.push(made);
  return made;
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

/** Answers nothing until so many requests are under way, then all of them. */
function together(count: number): Reaction {
  const waiting: ServerHttp2Stream[] = [];
  return (stream) => {
    waiting.push(stream);
    if (waiting.length < count) return;
    for (const each of waiting.splice(0)) {
      each.respond({ ":status": 200 });
      each.end();
    }
  };
}

/** A transport over the same connections that gives up on a signal. */
function givingUp(
  { connections }: OpenTransport,
  { signal }: AbortController,
): Transport {
  return createTransport({ connections, signal, clock: { now: () => 0 } });
}

/** Tries again at once, as often as the product does. */
function retried(
  sender: OpenTransport,
  request: HttpRequest,
): Promise<HttpAnswer> {
  return sendWithRetry(sender, request, DEFAULT_RETRY_POLICY, {
    sleep: () => Promise.resolve(),
    random: () => 0,
    remainingMs: () => Infinity,
    mayStart: () => true,
  });
}

const ok: FrameReaction = (socket, stream) => {
  socket.write(Buffer.concat([head(stream), data(stream, "ok", true)]));
};

describe("Transport over HTTP/2", () => {
  it("sends and receives what it does over HTTP/1.1", async () => {
    await using server = await serveHttp2((stream, headers, body) => {
      const date = "Mon, 05 Jan 2026 03:17:00 GMT";
      stream.respond({ ":status": 201, date, "X-Many": ["a", "b"] });
      stream.end(JSON.stringify({ ...headers, body }));
    });
    const received = await transport().send({
      method: "POST",
      url: server.url("/v2?a=b"),
      headers: { Authorization: "Bearer x" },
      body: "grüße",
    });
    expect(received).toMatchObject({
      status: 201,
      serverTime: Date.UTC(2026, 0, 5, 3, 17),
    });
    expect(received.header("x-MANY")).toBe("a, b");
    expect(JSON.parse(received.body)).toEqual({
      ":authority": server.url().host,
      ":method": "POST",
      ":path": "/v2?a=b",
      ":scheme": "https",
      authorization: "Bearer x",
      "accept-encoding": "identity",
      "content-length": "7",
      body: "grüße",
    });
  });

  it("names a service at the ordinary port without the port", async () => {
    await using server = await serveHttp2((stream, headers) => {
      answer(200, {}, headers[":authority"])(stream, headers, "");
    });
    const open = trustingOpener();
    const { port } = server.url();
    const maker = endable((options, callback) =>
      open({ ...options, port }, callback),
    );
    const url = new URL("https://localhost/v2");
    const { body } = await transport({ maker }).send(to(url));
    expect(body).toBe("localhost");
  });

  it("has a hundred requests of all methods under way on one connection", async () => {
    await using server = await serveHttp2(together(100));
    const sender = transport();
    const methods: Method[] = ["GET", "PUT", "POST", "DELETE"];
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        sender.send(to(server.url(), methods[index % 4])),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(100).fill(200));
    expect(server.connections()).toBe(1);
  });

  it("brings every request through a service that takes few at once", async () => {
    let underWay = 0;
    let most = 0;
    await using server = await serveHttp2(
      (stream) => {
        underWay += 1;
        most = Math.max(most, underWay);
        setImmediate(() => {
          underWay -= 1;
          answer(200)(stream, {}, "");
        });
      },
      { settings: { maxConcurrentStreams: 5 } },
    );
    const sender = transport();
    const answers = await Promise.all(
      Array.from({ length: 60 }, () =>
        retried(sender, to(server.url(), "PUT")),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(60).fill(200));
    expect(most).toBeLessThanOrEqual(5);
    expect(server.connections()).toBe(1);
  });

  it("takes an answer of the largest size that is allowed, and none beyond it", async () => {
    const length = 8 * 1024 * 1024;
    await using server = await serveHttp2((stream, headers) => {
      const more = headers[":path"] === "/more" ? 1 : 0;
      stream.respond({ ":status": 200 });
      stream.end("x".repeat(length + more));
    });
    const sender = transport();
    expect((await sender.send(to(server.url()))).body).toHaveLength(length);
    const error = await failureOf(sender.send(to(server.url("/more"))));
    expect(error.code).toBe("answer-too-large");
    expect((await sender.send(to(server.url()))).status).toBe(200);
    expect(server.connections()).toBe(1);
  });

  it("uses a connection that was prepared, and no other", async () => {
    await using server = await serveHttp2(answer(200));
    const sender = transport();
    sender.connections.prepare(server.url().origin);
    await sender.send(to(server.url(), "POST"));
    expect(server.connections()).toBe(1);
  });

  it("sends a POST over a new connection when the present one was not used for long", async () => {
    let now = 0;
    await using server = await serveHttp2(answer(200));
    const sender = transport({ clock: { now: () => now } });
    await sender.send(to(server.url(), "POST"));
    now += 10_001;
    await sender.send(to(server.url(), "GET"));
    expect(server.connections()).toBe(1);
    now += 10_001;
    await sender.send(to(server.url(), "POST"));
    expect(server.connections()).toBe(2);
  });

  it("sends nothing that was given up while connecting", async () => {
    await using server = await serveFrames(ok);
    const sender = transport();
    const given = failureOf(
      sender.send(to(server.url(), "POST"), { timeoutMs: 0.001 }),
    );
    expect(await given).toMatchObject({
      code: "timeout",
      delivery: "not-sent",
    });
    await sender.send(to(server.url()));
    expect(server.streams).toEqual([1]);
  });

  it("says that a request is cancelled whose connection is closed on purpose", async () => {
    const sender = transport();
    await using server = await serveFrames(() => {
      void sender.close();
    });
    const given = failureOf(sender.send(to(server.url(), "POST")));
    expect(await given).toMatchObject({
      code: "cancelled",
      delivery: "unknown",
      detail: "CONNECTIONS_ENDED",
    });
  });

  describe("when one of several requests is given up", () => {
    it("leaves the others alone", async () => {
      const controller = new AbortController();
      await using server = await serveFrames((socket, _stream, streams) => {
        if (streams.length < 2) return;
        controller.abort();
        for (const each of streams) ok(socket, each, streams);
      });
      const sender = transport();
      const kept = sender.send(to(server.url()));
      const given = givingUp(sender, controller).send(to(server.url()));
      expect(await failureOf(given)).toMatchObject({
        code: "cancelled",
        delivery: "unknown",
      });
      expect((await kept).body).toBe("ok");
      expect(server.connections()).toBe(1);
    });
  });

  describe("when the service falls silent", () => {
    it("goes on over a new connection", async () => {
      const controller = new AbortController();
      await using server = await serveFrames(() => {
        controller.abort();
      }, ok);
      const sender = transport();
      await failureOf(givingUp(sender, controller).send(to(server.url())));
      expect((await sender.send(to(server.url()))).body).toBe("ok");
      expect(server.connections()).toBe(2);
    });
  });

  describe("when the service wants no more requests", () => {
    it("is answered what is under way, and sends all that follows over one new connection", async () => {
      await using server = await serveFrames((socket, stream, streams) => {
        if (streams.length < 4) return;
        socket.write(goAway(stream));
        for (const each of streams) ok(socket, each, streams);
      }, ok);
      const sender = transport();
      const answers = await Promise.all(
        Array.from({ length: 4 }, () => sender.send(to(server.url(), "POST"))),
      );
      expect(answers.map(({ body }) => body)).toEqual(Array(4).fill("ok"));
      const next = [
        sender.send(to(server.url())),
        sender.send(to(server.url())),
      ];
      for (const { body } of await Promise.all(next)) expect(body).toBe("ok");
      expect(server.streams).toEqual([1, 3, 5, 7, 1, 3]);
    });
  });

  describe("when the answer is lost", () => {
    const CUT = "the connection is cut";
    const partly =
      (end: (stream: number) => Buffer): FrameReaction =>
      (socket, stream) => {
        socket.write(Buffer.concat([head(stream), data(stream, '{"torn":')]));
        socket.write(end(stream));
      };
    const reset =
      (code: number): FrameReaction =>
      (socket, stream) => {
        socket.write(resetStream(stream, code));
      };

    it.each<[string, FrameReaction]>([
      ["the request is refused", reset(constants.NGHTTP2_REFUSED_STREAM)],
      ["the request is cancelled", reset(constants.NGHTTP2_CANCEL)],
      ["the request fails", reset(constants.NGHTTP2_INTERNAL_ERROR)],
      [CUT, (socket) => socket.destroy()],
      ["the connection is ended", (socket) => socket.end()],
      [
        "the service goes away and never saw it",
        (socket) => socket.write(goAway(0)),
      ],
      [
        "the service goes away for an error",
        (socket) => socket.write(goAway(0, constants.NGHTTP2_INTERNAL_ERROR)),
      ],
      [
        "the body is cancelled",
        partly((stream) => resetStream(stream, constants.NGHTTP2_CANCEL)),
      ],
      [
        "the body fails",
        partly((stream) =>
          resetStream(stream, constants.NGHTTP2_INTERNAL_ERROR),
        ),
      ],
    ])("knows that the effect is unknown: %s", async (_case, reaction) => {
      await using server = await serveFrames(reaction, ok);
      const sender = transport();
      const sent = Array.from({ length: 3 }, () =>
        failureOf(sender.send(to(server.url(), "POST"))),
      );
      for (const error of await Promise.all(sent)) {
        expect(error).toMatchObject({
          code: "connection-lost",
          delivery: "unknown",
        });
      }
      // None of them was sent a second time.
      expect(server.streams.length).toBeLessThanOrEqual(3);
    });

    it("knows that a body is torn when it is shorter than announced", async () => {
      await using server = await serveHttp2((stream) => {
        stream.respond({ ":status": 200, "content-length": "100" });
        stream.write('{"torn":', () => {
          stream.close(constants.NGHTTP2_NO_ERROR);
        });
      });
      const error = await failureOf(transport().send(to(server.url())));
      expect(error.code).toBe("connection-lost");
    });
  });

  describe("when the service floods or breaks the rules", () => {
    const repeated =
      (piece: (stream: number) => Buffer): FrameReaction =>
      (socket, stream) => {
        const flood = Buffer.concat(
          Array.from({ length: 1000 }, () => piece(stream)),
        );
        const more = (): void => {
          while (!socket.destroyed && socket.write(flood));
        };
        socket.on("drain", more);
        more();
      };
    const unending = (stream: number): Buffer =>
      frame(FRAME.headers, stream, STATUS_200);

    it.each<[string, FrameReaction]>([
      ["pings", repeated(() => frame(FRAME.ping, 0, words(0, 0)))],
      ["settings", repeated(() => frame(FRAME.settings, 0))],
      [
        "empty pieces of a body",
        (socket, stream, streams) => {
          socket.write(head(stream));
          repeated(() => data(stream, ""))(socket, stream, streams);
        },
      ],
      [
        "a head without an end",
        (socket, stream, streams) => {
          socket.write(unending(stream));
          const piece = frame(FRAME.continuation, stream, Buffer.alloc(1000));
          repeated(() => piece)(socket, stream, streams);
        },
      ],
      [
        "interim answers",
        repeated((stream) =>
          frame(
            FRAME.headers,
            stream,
            Buffer.from([0x08, 0x03, 0x31, 0x30, 0x33]),
            END_HEADERS,
          ),
        ),
      ],
      [
        "answers that nobody asked for",
        repeated(() => frame(FRAME.push, 1, words(2), END_HEADERS)),
      ],
      [
        "more permission than there is",
        repeated(() => frame(FRAME.windowUpdate, 0, words(0x7fffffff))),
      ],
      ["noise", (socket) => socket.write("SSH-2.0-OpenSSH_9.6\r\n".repeat(99))],
    ])("gives up on %s", async (_case, reaction) => {
      await using server = await serveFrames(reaction, ok);
      const sender = transport();
      const sent = sender.send(to(server.url(), "POST"), { timeoutMs: 500 });
      expect(await failureOf(sent)).toMatchObject({ delivery: "unknown" });
      expect((await retried(sender, to(server.url()))).body).toBe("ok");
    });
  });
});
