import { once } from "node:events";
import {
  Agent,
  type IncomingMessage,
  request as forward,
  type ServerResponse,
} from "node:http";
import { createSecureServer } from "node:http2";
import { createServer as createHttps } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { ServerCertificate } from "./certificate.ts";
import { rememberSimulator, simulatorAt } from "./running.ts";

/** What an encrypted service speaks. */
export type Protocol = "h1" | "h2";

/** Answers a request in the simulator's place; false leaves it to the simulator. */
export type Interference = (
  request: IncomingMessage,
  response: ServerResponse,
) => boolean;

/** A simulator behind TLS. */
export interface Encrypted extends AsyncDisposable {
  readonly url: string;
  /** On loopback, whatever the address says. */
  readonly port: number;
  /** Connections that were made so far, whether or not the handshake succeeded. */
  connections(): number;
}

/** How a simulator is put behind TLS. */
export interface Encryption {
  readonly certificate: ServerCertificate;
  readonly protocol: Protocol;
  /** The host of its address, at the ordinary port; unless given, the address is where it really is. */
  readonly hostname?: string | undefined;
  readonly interfere?: Interference | undefined;
}

/** Puts a simulator (its address on loopback) behind TLS, on loopback, too. */
export async function startEncrypted(
  simulator: string,
  { certificate, protocol, hostname, interfere = () => false }: Encryption,
): Promise<Encrypted> {
  const agent = new Agent({ keepAlive: true });
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    response.on("error", () => undefined);
    if (!interfere(request, response)) {
      pass(simulator, agent, request, response);
    }
  };
  const server =
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
  let connections = 0;
  server.on("connection", (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
  });
  server.on("sessionError", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const url = `https://${hostname ?? `localhost:${String(port)}`}`;
  const running = simulatorAt(simulator);
  if (running === undefined) throw new Error(`${simulator} is no simulator`);
  const forget = rememberSimulator(url, running);
  return {
    url,
    port,
    connections: () => connections,
    [Symbol.asyncDispose]: async () => {
      forget();
      for (const socket of sockets) socket.destroy();
      agent.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function pass(
  simulator: string,
  agent: Agent,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const own = Object.entries(request.headers);
  const headers = {
    host: hostOf(request),
    ...Object.fromEntries(own.filter(([name]) => !name.startsWith(":"))),
  };
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

/** Without the port, where that is the ordinary one. */
function hostOf({ headers }: IncomingMessage): string {
  return new URL(`https://${String(headers[":authority"] ?? headers.host)}`)
    .host;
}
