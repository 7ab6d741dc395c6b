import { once } from "node:events";
import {
  Agent,
  type IncomingMessage,
  request as forward,
  type ServerResponse,
} from "node:http";
import { createSecureServer, type ServerHttp2Session } from "node:http2";
import { createServer as createHttps } from "node:https";
import {
  type AddressInfo,
  createServer as createTcp,
  type Socket,
} from "node:net";
import type { ServerCertificate } from "./certificate.ts";
import { rememberSimulator, simulatorAt } from "./running.ts";

/** What an encrypted service speaks. */
export type Protocol = "h1" | "h2";

/**
 * Is shown what the simulator answered, and may answer in its place; false lets
 * that answer pass.
 */
export type Spoiler = (
  answer: IncomingMessage,
  response: ServerResponse,
) => boolean;

/** How far away a service is, milliseconds. */
export interface Distance {
  readonly perRequestMs: number;
  /** Before the handshake of a new connection goes on. */
  readonly perConnectionMs: number;
}

/** One request as the service saw it, instants of `performance.now()`. */
export interface Exchange {
  readonly from: number;
  readonly to: number;
}

/** A simulator behind TLS. */
export interface Encrypted extends AsyncDisposable {
  readonly url: string;
  /** On loopback, whatever the address says. */
  readonly port: number;
  /**
   * Connections that were made so far, whether or not the handshake succeeded.
   */
  connections(): number;
  /** Every request that was answered so far. */
  exchanges(): readonly Exchange[];
  /** Ends every connection, so that every answer under way ends. */
  hangUp(): void;
}

/** How a simulator is put behind TLS. */
export interface Encryption {
  readonly certificate: ServerCertificate;
  readonly protocol: Protocol;
  /**
   * The host of its address, at the ordinary port; unless given, the address is
   * where it really is.
   */
  readonly hostname?: string | undefined;
  readonly spoil?: Spoiler | undefined;
  /** Unless given, the service is next door. */
  readonly distance?: Distance;
}

/** Puts a simulator (its address on loopback) behind TLS, on loopback, too. */
export async function startEncrypted(
  simulator: string,
  {
    certificate,
    protocol,
    hostname,
    spoil = () => false,
    distance = { perRequestMs: 0, perConnectionMs: 0 },
  }: Encryption,
): Promise<Encrypted> {
  const agent = new Agent({ keepAlive: true });
  const exchanges: Exchange[] = [];
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    const from = performance.now();
    response.on("error", () => undefined);
    response.on("finish", () =>
      exchanges.push({ from, to: performance.now() }),
    );
    after(distance.perRequestMs, () => {
      pass(simulator, agent, spoil, request, response);
    });
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
  const sessions = new Set<ServerHttp2Session>();
  server.on("session", (session: ServerHttp2Session) => {
    sessions.add(session);
    session.on("close", () => sessions.delete(session));
  });
  const sockets = new Set<Socket>();
  let connections = 0;
  const gate = createTcp({ pauseOnConnect: true }, (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
    after(distance.perConnectionMs, () => server.emit("connection", socket));
  });
  server.on("sessionError", () => undefined);
  gate.listen(0, "127.0.0.1");
  await once(gate, "listening");
  const { port } = gate.address() as AddressInfo;
  const url = `https://${hostname ?? `localhost:${String(port)}`}`;
  const running = simulatorAt(simulator);
  if (running === undefined) throw new Error(`${simulator} is no simulator`);
  const forget = rememberSimulator(url, running);
  const hangUp = (): void => {
    // Node may keep the session, and its streams, of a connection that is gone
    // already.
    for (const session of sessions) session.destroy();
    for (const socket of sockets) socket.destroy();
  };
  return {
    url,
    port,
    connections: () => connections,
    exchanges: () => exchanges,
    hangUp,
    [Symbol.asyncDispose]: async () => {
      forget();
      hangUp();
      agent.destroy();
      await new Promise((resolve) => gate.close(resolve));
    },
  };
}

function after(milliseconds: number, act: () => void): void {
  if (milliseconds === 0) act();
  else setTimeout(act, milliseconds);
}

function pass(
  simulator: string,
  agent: Agent,
  spoil: Spoiler,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const own = Object.entries(request.headers);
  const headers = {
    host: String(request.headers[":authority"] ?? request.headers.host),
    ...Object.fromEntries(own.filter(([name]) => !name.startsWith(":"))),
  };
  const onward = forward(
    `${simulator}${request.url ?? "/"}`,
    { agent, method: request.method ?? "GET", headers },
    (answer) => {
      if (spoil(answer, response)) {
        answer.resume();
        return;
      }
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
