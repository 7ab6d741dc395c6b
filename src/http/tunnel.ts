import { Socket } from "node:net";
import { Pool } from "undici";
import { limitingAnswers } from "./answer-limit.ts";
import type { Connector } from "./socket.ts";
import { proxyAuthorization } from "./proxy.ts";

const CONNECT_ANSWER_TIMEOUT_MS = 10_000;

/** A proxy that does not open the way. */
class ProxyRefusal extends Error {
  readonly code: string;

  constructor(status: number) {
    super("the proxy refuses");
    this.code = `PROXY_${String(status)}`;
  }
}

/**
 * Makes connections through an HTTP proxy (https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6):
 * `connectToProxy` opens those to the proxy, `connectInside` speaks with the service through them.
 */
export function tunnelThrough(
  proxy: URL,
  connectToProxy: Connector,
  connectInside: Connector,
): Connector {
  const authorization = proxyAuthorization(proxy);
  const pool = new Pool(proxy.origin, {
    connect: limitingAnswers(connectToProxy),
    headersTimeout: CONNECT_ANSWER_TIMEOUT_MS,
  });
  const openWay = async (host: string): Promise<Socket> => {
    const { statusCode, socket } = await pool.connect({
      path: host,
      headers: {
        host,
        ...(authorization === undefined
          ? {}
          : { "proxy-authorization": authorization }),
      },
    });
    if (statusCode === 200 && socket instanceof Socket) return socket;
    socket.on("error", () => undefined).destroy();
    throw new ProxyRefusal(statusCode);
  };
  return (options, callback) => {
    const { host = options.hostname, port } = options;
    openWay(port === "" ? `${host}:443` : host).then(
      (httpSocket) => {
        connectInside({ ...options, httpSocket }, callback);
      },
      (thrown: unknown) => {
        callback(thrown instanceof Error ? thrown : new Error("proxy"), null);
      },
    );
  };
}
