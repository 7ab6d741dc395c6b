import { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { buildConnector } from "undici";
import build from "undici/lib/core/connect.js";
import errors from "undici/lib/core/errors.js";

/** Opens one connection, encrypted where the address says so. */
export type Connector = buildConnector.connector;

const CONNECT_TIMEOUT_MS = 10_000;

/** Opens connections, and can end them all, those on their way included. */
export interface ConnectionMaker {
  readonly connect: Connector;
  /** Ends every connection that was made or begun; there will be no more. */
  end(): void;
}

/** Makes connections with certificates verified, whatever the environment says, over HTTP/2 where the other side can. */
export function createConnectionMaker(): ConnectionMaker {
  const connect = build({
    allowH2: true,
    rejectUnauthorized: true,
    timeout: CONNECT_TIMEOUT_MS,
  });
  return endable(connect);
}

/** Keeps an eye on the connections of a connector, so that they can be ended. */
export function endable(connect: Connector): ConnectionMaker {
  const sockets = new Set<Socket>();
  let hasEnded = false;
  const watch = (socket: unknown): void => {
    if (!(socket instanceof Socket) || sockets.has(socket)) return;
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  };
  return {
    connect: (options, callback) => {
      if (hasEnded) {
        callback(new errors.ClientDestroyedError(), null);
        return;
      }
      // It returns the socket at once, though its type keeps quiet about that.
      const begin: (...options: Parameters<Connector>) => unknown = connect;
      const begun = begin(options, (...result) => {
        watch(result[1]);
        callback(...result);
      });
      watch(begun);
    },
    end: () => {
      hasEnded = true;
      const error = new errors.ClientDestroyedError();
      for (const socket of sockets) socket.destroy(error);
    },
  };
}

/** Opens a connection to an origin; throws what keeps it from coming about. */
export function connected(connect: Connector, origin: string): Promise<Socket> {
  const { protocol, host, hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    connect(
      { protocol, host, hostname: hostname.replace(/^\[|\]$/gu, ""), port },
      (...[error, socket]) => {
        if (error === null) resolve(socket);
        else reject(error);
      },
    );
  });
}

/** What the two sides agreed upon in the handshake. */
export function speaksHttp2(socket: Socket): boolean {
  return socket instanceof TLSSocket && socket.alpnProtocol === "h2";
}
