import { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { type Connector, socketOpener } from "./socket.ts";

/** What some connectors do beyond their type: they return the socket at once. */
type Opener = (...options: Parameters<Connector>) => unknown;

/** Opens connections, and can end them all, those on their way included. */
export interface ConnectionMaker {
  readonly connect: Connector;
  /** Ends every connection that was made or begun; there will be no more. */
  end(): void;
}

/** Tells which proxy the service at an origin is reached through. */
export type ProxyFor = (service: URL) => URL | undefined;

/**
 * Makes connections with certificates verified, whatever the environment says, over HTTP/2 where
 * the other side can, and through proxies where `proxyFor` names them.
 */
export function createConnectionMaker(
  proxyFor: ProxyFor = () => undefined,
): ConnectionMaker {
  const direct = socketOpener({ protocols: ["h2", "http/1.1"] });
  const toProxy = endable(socketOpener({ protocols: ["http/1.1"] }));
  const tunnels = new Map<string, Promise<Connector>>();
  const tunnelOf = (proxy: URL): Promise<Connector> => {
    const opened =
      tunnels.get(proxy.href) ?? openTunnel(proxy, toProxy, direct);
    tunnels.set(proxy.href, opened);
    return opened;
  };
  const maker = endable((options, callback) => {
    const { protocol, host = options.hostname } = options;
    const proxy = proxyFor(new URL(`${protocol}//${host}`));
    if (proxy === undefined) return direct(options, callback);
    return tunnelOf(proxy).then((connect) => {
      connect(options, callback);
    });
  });
  return {
    connect: maker.connect,
    end: () => {
      maker.end();
      toProxy.end();
    },
  };
}

async function openTunnel(
  proxy: URL,
  toProxy: ConnectionMaker,
  direct: Connector,
): Promise<Connector> {
  const { tunnelThrough } = await import("./tunnel.ts");
  return tunnelThrough(proxy, toProxy.connect, direct);
}

/** Keeps an eye on the connections of a connector, so that they can be ended. */
export function endable(connect: Opener): ConnectionMaker {
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
        callback(new ConnectionsEnded(), null);
        return;
      }
      const begun = connect(options, (...result) => {
        watch(result[1]);
        callback(...result);
      });
      watch(begun);
    },
    end: () => {
      hasEnded = true;
      const error = new ConnectionsEnded();
      for (const socket of sockets) socket.destroy(error);
    },
  };
}

/** What every connection ends with that is ended on purpose. */
export class ConnectionsEnded extends Error {
  readonly code = "CONNECTIONS_ENDED";
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
