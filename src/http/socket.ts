import { isIP, connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { buildConnector } from "undici";

const CONNECT_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_AFTER_MS = 60_000;

/** Opens one connection, encrypted where the address says so; undici's dispatchers take it as theirs. */
export type Connector = buildConnector.connector;

/** A connector that returns the socket at once, before it is connected. */
export type Opener = (...parameters: Parameters<Connector>) => Socket;

/** What a connection offers to speak, the best last, and whom it trusts beside the platform's authorities. */
export interface SocketOptions {
  readonly protocols: readonly ("http/1.1" | "h2")[];
  readonly ca?: string;
}

/**
 * Opens sockets with the platform's own means, because they are needed before there is time to
 * load anything else. Certificates are verified whatever the environment says.
 */
export function socketOpener({ protocols, ca }: SocketOptions): Opener {
  return ({ hostname, protocol, port, httpSocket }, callback) => {
    const isSecure = protocol === "https:";
    const place = { host: hostname, port: Number(port) };
    const socket = isSecure
      ? connectTls({
          // Where there is a socket already, the host is what the certificate has to be for.
          ...place,
          port: place.port === 0 ? 443 : place.port,
          ...(httpSocket === undefined ? {} : { socket: httpSocket }),
          servername: isIP(hostname) === 0 ? hostname : "",
          ALPNProtocols: [...protocols],
          rejectUnauthorized: true,
          ...(ca === undefined ? {} : { ca }),
        })
      : connectTcp({ ...place, port: place.port === 0 ? 80 : place.port });
    const timer = setTimeout(() => {
      socket.destroy(new ConnectTimeout());
    }, CONNECT_TIMEOUT_MS);
    let tell: typeof callback | undefined = callback;
    const settle = (...result: Parameters<typeof callback>): void => {
      clearTimeout(timer);
      tell?.(...result);
      tell = undefined;
    };
    socket.setKeepAlive(true, KEEP_ALIVE_AFTER_MS).setNoDelay(true);
    socket.once(isSecure ? "secureConnect" : "connect", () => {
      settle(null, socket);
    });
    socket.on("error", (error: Error) => {
      settle(error, null);
    });
    return socket;
  };
}

class ConnectTimeout extends Error {
  readonly code = "ETIMEDOUT";
}
