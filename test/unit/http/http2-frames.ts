import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer, type TLSSocket } from "node:tls";
import { certificate } from "./http2-loopback.ts";

/** Frame types of https://www.rfc-editor.org/rfc/rfc9113#section-6. */
export const FRAME = {
  data: 0,
  headers: 1,
  reset: 3,
  settings: 4,
  push: 5,
  ping: 6,
  goAway: 7,
  windowUpdate: 8,
  continuation: 9,
} as const;

const ACK = 1;
const END_STREAM = 1;
export const END_HEADERS = 4;

/** `:status: 200`, in the table that every HPACK decoder starts with. */
export const STATUS_200 = Buffer.from([0x88]);

/** One frame. */
export function frame(
  type: number,
  stream: number,
  payload: Buffer = Buffer.alloc(0),
  flags = 0,
): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** Numbers of 32 bits, as most payloads hold them. */
export function words(...values: number[]): Buffer {
  return Buffer.concat(
    values.map((value) => {
      const word = Buffer.alloc(4);
      word.writeUInt32BE(value);
      return word;
    }),
  );
}

/** The head of a 200 without headers. */
export function head(stream: number): Buffer {
  return frame(FRAME.headers, stream, STATUS_200, END_HEADERS);
}

/** A piece of a body. */
export function data(stream: number, text: string, isLast = false): Buffer {
  const payload = Buffer.from(text);
  return frame(FRAME.data, stream, payload, isLast ? END_STREAM : 0);
}

/** The end of a stream, for a reason of https://www.rfc-editor.org/rfc/rfc9113#section-7. */
export function resetStream(stream: number, code: number): Buffer {
  return frame(FRAME.reset, stream, words(code));
}

/** The service takes no stream beyond the last. */
export function goAway(lastStream: number, code = 0): Buffer {
  return frame(FRAME.goAway, 0, words(lastStream, code));
}

/** What a server writes once a request has come in whole: the connection, the request's stream, and all streams so far. */
export type FrameReaction = (
  socket: TLSSocket,
  stream: number,
  streams: readonly number[],
) => void;

/** A server that speaks HTTP/2 frame by frame, so that it can do what no library lets it do. */
export interface FrameLoopback extends AsyncDisposable {
  readonly url: (path?: string) => URL;
  /** Streams that came in whole, of all connections. */
  readonly streams: readonly number[];
  readonly connections: () => number;
}

/** Starts a scripted server: the n-th connection reacts with the n-th reaction, the last for ever. */
export async function serveFrames(
  ...script: FrameReaction[]
): Promise<FrameLoopback> {
  const all: number[] = [];
  let connections = 0;
  const sockets = new Set<TLSSocket>();
  const server = createServer(
    { ...certificate, ALPNProtocols: ["h2"] },
    (socket) => {
      const react = script[Math.min(connections, script.length - 1)];
      connections += 1;
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.write(frame(FRAME.settings, 0));
      const own: number[] = [];
      readFrames(socket, (stream) => {
        own.push(stream);
        all.push(stream);
        react?.(socket, stream, own);
      });
    },
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: (path = "/") => new URL(path, `https://localhost:${String(port)}`),
    streams: all,
    connections: () => connections,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const PREFACE_LENGTH = 24;

/** Acknowledges settings, and tells of every stream that the client has ended. */
function readFrames(
  socket: TLSSocket,
  onRequest: (stream: number) => void,
): void {
  let bytes = Buffer.alloc(0);
  let skipped = PREFACE_LENGTH;
  socket.on("data", (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    const cut = Math.min(skipped, bytes.length);
    bytes = bytes.subarray(cut);
    skipped -= cut;
    while (bytes.length >= 9 && bytes.length >= 9 + bytes.readUIntBE(0, 3)) {
      const type = bytes.readUInt8(3);
      const flags = bytes.readUInt8(4);
      const stream = bytes.readUInt32BE(5);
      bytes = bytes.subarray(9 + bytes.readUIntBE(0, 3));
      if (type === FRAME.settings && (flags & ACK) === 0) {
        socket.write(frame(FRAME.settings, 0, Buffer.alloc(0), ACK));
      }
      const mayEnd = type === FRAME.headers || type === FRAME.data;
      if (mayEnd && (flags & END_STREAM) !== 0) onRequest(stream);
    }
  });
}
