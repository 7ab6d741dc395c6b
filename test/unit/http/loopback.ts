import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { HttpRequest, Method } from "../../../src/http/message.ts";

/** What a server does with one request. */
export type Reaction = (
  request: IncomingMessage,
  response: ServerResponse,
) => void;

/** A real server on a loopback port that reacts to the n-th request with the n-th reaction, the last for ever. */
export interface Loopback extends AsyncDisposable {
  readonly url: (path?: string) => URL;
  /** Method, path and body of every request that came in whole. */
  readonly seen: readonly string[];
  /** How many connections were accepted. */
  readonly connections: () => number;
}

/** Starts a scripted server. */
export async function serve(...script: Reaction[]): Promise<Loopback> {
  const seen: string[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      const reaction = script[Math.min(seen.length, script.length - 1)];
      seen.push(`${request.method ?? ""} ${request.url ?? ""} ${body}`.trim());
      reaction?.(request, response);
    });
  });
  server.on("connection", () => {
    connections += 1;
  });
  const port = await listen(server);
  return {
    url: (path = "/") => new URL(path, `http://127.0.0.1:${String(port)}`),
    seen,
    connections: () => connections,
    [Symbol.asyncDispose]: () => shut(server),
  };
}

/** Listens on a free loopback port. */
export async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** Closes a server and every connection to it. */
export async function shut(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

/** Answers with a status, headers and a body. */
export function answer(
  status: number,
  headers: Readonly<Record<string, string | string[]>> = {},
  body: string | Buffer = "",
): Reaction {
  return (_request, response) => {
    response.writeHead(status, headers).end(body);
  };
}

/** Resets the connection instead of answering. */
export const reset: Reaction = (request) => {
  request.socket.resetAndDestroy();
};

/** Promises a longer body than it sends, then hangs up. */
export const torn: Reaction = (request, response) => {
  response.writeHead(200, { "content-length": "100" });
  response.write('{"torn":', () => request.socket.destroy());
};

/** Never answers. */
export const silent: Reaction = () => undefined;

/** Sends bytes for ever, one now and then. */
export const drip: Reaction = (_request, response) => {
  response.writeHead(200);
  const timer = setInterval(() => response.write("."), 5);
  response.on("close", () => {
    clearInterval(timer);
  });
};

/** A request without headers. */
export function to(url: URL, method: Method = "GET"): HttpRequest {
  return { method, url, headers: {} };
}
