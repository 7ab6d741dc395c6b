import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Exchange } from "./exchange.ts";
import type { Gate, ServiceName, SimulatedAnswer } from "./gate.ts";
import type { History } from "./history.ts";
import { rememberSimulator } from "./running.ts";

const MAX_BODY_BYTES = 1024 * 1024;

/** How often an address is tried that another process got meanwhile. */
const ATTEMPTS_TO_COME_BACK = 100;
const BETWEEN_ATTEMPTS_MS = 100;

/** A request as the operations of a simulator see it. */
export interface SimulatorRequest {
  readonly sequence: number;
  readonly method: string;
  /** As received, with the query. */
  readonly path: string;
  /** The path's parts, each decoded once, without the query. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * An operation that fits a request; `handle` acts on the state and answers,
 * synchronously.
 */
export interface Route {
  readonly operation: string;
  readonly handle: () => SimulatedAnswer;
}

/** What a simulator's server is made of. */
export interface SimulatorServerOptions {
  readonly service: ServiceName;
  /** The service's own clock, skew included (epoch milliseconds). */
  readonly clock: { now(): number };
  readonly history: History;
  /** Read afresh for every request. */
  readonly gate: () => Gate;
  /** Never throws; what fits no operation is `unrouted`. */
  readonly route: (request: SimulatorRequest) => Route;
  /** The number of a repository, where the service has repositories. */
  readonly repositoryId?: (owner: string, name: string) => number | undefined;
}

/** A simulator on the loopback interface. */
export interface SimulatorServer {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  /** From now on connections are refused, and those that are open end. */
  goAway(): void;
  /** Ends `goAway`, at the same address. */
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a server that puts every request through the gate, the state and the
 * history.
 */
export async function startSimulatorServer(
  options: SimulatorServerOptions,
): Promise<SimulatorServer> {
  const sockets = new Set<Socket>();
  const server = createServer((message, response) => {
    serve(options, message, response).catch(() => {
      message.socket.destroy();
    });
  });
  server.keepAliveTimeout = 60_000;
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
  });
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", () => {
        server.off("error", reject);
        resolve();
      });
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${String(port)}`;
  const forget = rememberSimulator(url, options);
  let gone = Promise.resolve();
  const goAway = (): void => {
    gone = new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
    });
    for (const socket of sockets) socket.destroy();
  };
  return {
    url,
    goAway,
    comeBack: async () => {
      await gone;
      for (let attempt = 1; !server.listening; attempt += 1) {
        await listen(port).catch(async (thrown: unknown) => {
          if (attempt === ATTEMPTS_TO_COME_BACK) throw thrown;
          await sleep(BETWEEN_ATTEMPTS_MS);
        });
      }
    },
    close: async () => {
      forget();
      goAway();
      await gone;
    },
  };
}

async function serve(
  options: SimulatorServerOptions,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { history, service } = options;
  const body = await readBody(message);
  const sequence = history.nextSequence();
  const request = parseRequest(message, body, sequence);
  const route = options.route(request);
  const { method, path, headers } = request;
  const gateRequest = {
    sequence,
    service,
    method,
    path,
    operation: route.operation,
  };
  history.record({ kind: "request", request: gateRequest, headers, body });
  const exchange = new Exchange(
    options,
    route,
    message.socket,
    response,
    sequence,
  );
  await exchange.follow(await options.gate()(gateRequest));
}

async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) throw new Error("request body too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parseRequest(
  message: IncomingMessage,
  body: string,
  sequence: number,
): SimulatorRequest {
  const path = message.url ?? "/";
  const [plain = "/", query = ""] = path.split("?", 2);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) {
      headers[name] = Array.isArray(value) ? value.join(", ") : value;
    }
  }
  return {
    sequence,
    method: message.method ?? "GET",
    path,
    segments: plain.split("/").slice(1).map(decoded),
    query: new URLSearchParams(query),
    headers,
    body,
  };
}

/** A part that is not well-formed stays as it is and so fits no route. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
