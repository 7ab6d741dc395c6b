import { once } from "node:events";
import {
  Agent,
  type IncomingMessage,
  request as forward,
  type ServerResponse,
} from "node:http";
import { createSecureServer } from "node:http2";
import { createServer as createHttps } from "node:https";
import {
  type AddressInfo,
  createServer as createTcp,
  type Socket,
} from "node:net";
import type { ServerCertificate } from "../simulators/kernel/certificate.ts";

/** What a service speaks. */
export type Protocol = "h1" | "h2";

/** How far away a service is, milliseconds. */
export interface Distance {
  readonly perRequestMs: number;
  /** Before the handshake of a new connection goes on. */
  readonly perConnectionMs: number;
}

/** A simulator behind TLS and a distance. */
export interface Front extends AsyncDisposable {
  readonly url: string;
  /** Connections and requests since the last call, and the instant of the first request. */
  count(): { connections: number; requests: number; firstAt: number };
}

/** A request of the floor script carries it; what it writes is not sealed, so it goes no further. */
export const FLOOR_HEADER = "x-floor";

/** Puts a simulator behind TLS, `protocol` and a distance. */
export async function startFront(
  simulator: string,
  certificate: ServerCertificate,
  protocol: Protocol,
  distance: Distance,
): Promise<Front> {
  let counted = { connections: 0, requests: 0, firstAt: Infinity };
  const agent = new Agent({ keepAlive: true });
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    counted.requests += 1;
    counted.firstAt = Math.min(counted.firstAt, performance.now());
    setTimeout(() => {
      pass(simulator, agent, request, response);
    }, distance.perRequestMs);
  };
  const service =
    protocol === "h1"
      ? createHttps(certificate, serve)
      : createSecureServer(certificate, (request, response) => {
          // The two kinds have in common all that is used of them.
          serve(
            request as unknown as IncomingMessage,
            response as unknown as ServerResponse,
          );
        });
  const sockets = new Set<Socket>();
  const gate = createTcp({ pauseOnConnect: true }, (socket) => {
    counted.connections += 1;
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
    setTimeout(
      () => service.emit("connection", socket),
      distance.perConnectionMs,
    );
  });
  gate.listen(0, "127.0.0.1");
  await once(gate, "listening");
  const { port } = gate.address() as AddressInfo;
  return {
    url: `https://localhost:${String(port)}`,
    count: () => {
      const result = counted;
      counted = { connections: 0, requests: 0, firstAt: Infinity };
      return result;
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      agent.destroy();
      await new Promise((resolve) => gate.close(resolve));
    },
  };
}

function pass(
  simulator: string,
  agent: Agent,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (request.method === "PUT" && request.headers[FLOOR_HEADER] !== undefined) {
    request.resume();
    response.writeHead(204).end();
    return;
  }
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(([name]) => !name.startsWith(":")),
  );
  const onward = forward(
    `${simulator}${request.url ?? "/"}`,
    { agent, method: request.method ?? "GET", headers },
    (answer) => {
      const kept = Object.entries(answer.headers).filter(
        ([name]) => name !== "connection" && name !== "keep-alive",
      );
      response.writeHead(answer.statusCode ?? 500, Object.fromEntries(kept));
      answer.pipe(response);
    },
  );
  onward.on("error", () => response.destroy());
  request.pipe(onward);
}
