import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { MAX_SKIPPED_BYTES } from "../../../src/http/answer-limit.ts";
import { failureOf } from "./failures.ts";
import { answer, type Reaction, serve, to } from "./loopback.ts";
import { openTransport } from "./open-transport.ts";
import { serveTls } from "./tls-loopback.ts";

/** The longest body that the action asks to read. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

const OK = "HTTP/1.1 200 OK\r\n";
const CHUNKED = `${OK}transfer-encoding: chunked\r\n\r\n`;

/** Writes a piece again and again, as long as the connection is there. */
function pour(socket: Socket, piece: string): void {
  const many = piece.repeat(64 * 1024);
  const more = (): void => {
    while (!socket.destroyed && socket.write(many));
  };
  socket.on("error", () => undefined).on("drain", more);
  more();
}

const pouring =
  (start: string, piece: string): Reaction =>
  ({ socket }: IncomingMessage) => {
    socket.write(start);
    pour(socket, piece);
  };

/** An answer of so many bytes, of which two are its body. */
const padded =
  (bytes: number): Reaction =>
  ({ socket }: IncomingMessage) => {
    const [start, end] = [`${CHUNKED}2;x=`, "\r\n{}\r\n0\r\n\r\n"];
    const filling = "y".repeat(bytes - start.length - end.length);
    socket.write(start + filling + end);
  };

describe("An answer over HTTP/1.1", () => {
  it.each([
    ["lines before its head", "", "\r\n"],
    ["interim answers", "", "HTTP/1.1 103 Early Hints\r\n\r\n"],
    ["a reason phrase", "HTTP/1.1 200 ", "x"],
    ["blanks in a header", `${OK}x:`, " "],
    ["the extension of a chunk", `${CHUNKED}2;x=`, "y"],
    ["blanks in a trailer", `${CHUNKED}2\r\n{}\r\n0\r\nx:`, " "],
  ])("is cut off when it has no end for %s", async (_where, start, piece) => {
    await using server = await serve(pouring(start, piece), answer(200));
    await using transport = openTransport();
    expect(await failureOf(transport.send(to(server.url())))).toMatchObject({
      code: "answer-too-large",
      delivery: "unknown",
      detail: "UND_ERR_RES_EXCEEDED_MAX_SIZE",
    });
    expect((await transport.send(to(server.url()))).status).toBe(200);
  });

  it("is read when it is of the longest body, and so is the next over the same connection", async () => {
    const longest = "x".repeat(MAX_BODY_BYTES);
    await using server = await serve(answer(200, {}, longest));
    await using transport = openTransport();
    for (const method of ["GET", "PUT", "GET"] as const) {
      const { body } = await transport.send(to(server.url(), method), {
        maxBodyBytes: MAX_BODY_BYTES,
      });
      expect(body).toHaveLength(MAX_BODY_BYTES);
    }
    expect(server.connections()).toBe(1);
  });

  it("is read when what is skipped of it stays within the bound, one after the other", async () => {
    await using server = await serve(padded(MAX_SKIPPED_BYTES));
    await using transport = openTransport();
    for (const method of ["GET", "PUT", "GET"] as const) {
      expect((await transport.send(to(server.url(), method))).body).toBe("{}");
    }
    expect(server.connections()).toBe(1);
  });

  it("is read in small chunks, each as long as what is around it", async () => {
    const chunks = "8\r\n12345678\r\n".repeat(256 * 1024);
    await using server = await serve(({ socket }) => {
      socket.write(`${CHUNKED}${chunks}0\r\n\r\n`);
    });
    await using transport = openTransport();
    const limits = { maxBodyBytes: MAX_BODY_BYTES };
    const { body } = await transport.send(to(server.url()), limits);
    expect(body).toHaveLength(2 * 1024 * 1024);
  });

  it("is cut off when it is longer by more than its body", async () => {
    await using server = await serve(padded(MAX_SKIPPED_BYTES + 16));
    await using transport = openTransport();
    const { detail } = await failureOf(transport.send(to(server.url())));
    expect(detail).toBe("UND_ERR_RES_EXCEEDED_MAX_SIZE");
  });

  it("is cut off over TLS, too", async () => {
    await using server = await serveTls(pouring(`${OK}x:`, " "));
    await using transport = openTransport();
    const { detail } = await failureOf(
      transport.send(to(server.url(), "POST")),
    );
    expect(detail).toBe("UND_ERR_RES_EXCEEDED_MAX_SIZE");
  });
});
