import { once } from "node:events";
import {
  createSecureServer,
  type IncomingHttpHeaders,
  type SecureServerOptions,
  type ServerHttp2Stream,
} from "node:http2";
import type { AddressInfo, Socket } from "node:net";
import { type ConnectionMaker, endable } from "../../../src/http/connector.ts";
import { type Opener, socketOpener } from "../../../src/http/socket.ts";
import { createCertificate } from "../../simulators/kernel/certificate.ts";

/** What the servers of these tests show. */
export const certificate = await createCertificate();

/** Opens connections as the product does, and trusts these servers, unless given another authority. */
export function trustingOpener(ca = certificate.cert): Opener {
  return socketOpener({ protocols: ["h2", "http/1.1"], ca });
}

/** Makes connections as the product does, and trusts these servers. */
export function trustingMaker(): ConnectionMaker {
  return endable(trustingOpener());
}

/** What a server does with a request that has come in whole. */
export type Reaction = (
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  body: string,
) => void;

/** A server that speaks HTTP/2 over TLS. */
export interface Http2Loopback extends AsyncDisposable {
  readonly url: (path?: string) => URL;
  readonly connections: () => number;
}

/** Starts a server that reacts to every request in the same way. */
export async function serveHttp2(
  react: Reaction,
  options: SecureServerOptions = {},
): Promise<Http2Loopback> {
  const sockets = new Set<Socket>();
  const server = createSecureServer({ ...certificate, ...options });
  server.on("stream", (stream, headers) => {
    const chunks: Buffer[] = [];
    stream.on("error", () => undefined);
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", () => {
      react(stream, headers, Buffer.concat(chunks).toString());
    });
  });
  server.on("secureConnection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: (path = "/") => new URL(path, `https://localhost:${String(port)}`),
    connections: () => sockets.size,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers with a status, headers and a body. */
export function answer(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body = "",
): Reaction {
  return (stream) => {
    stream.respond({ ":status": status, ...headers });
    stream.end(body);
  };
}
