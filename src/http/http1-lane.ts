import Pool from "undici/lib/dispatcher/pool.js";
import { limitingAnswers } from "./answer-limit.ts";
import type { Lane } from "./lane.ts";
import { MAX_CONNECTIONS, MAX_HEADER_BYTES } from "./limits.ts";
import type { Connector } from "./socket.ts";

/** Idle for longer, a connection is closed, whatever the service promises: it may be about to do so itself. */
const MAX_IDLE_MS = 10_000;

/**
 * Connections that speak HTTP/1.1: each takes one request at a time, and as many are opened as
 * are needed at once.
 */
export function openHttp1Lane(origin: string, connect: Connector): Lane {
  const pool = new Pool(origin, {
    connect: limitingAnswers(connect),
    connections: MAX_CONNECTIONS,
    keepAliveMaxTimeout: MAX_IDLE_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
    pipelining: 1,
  });
  return {
    isOpen: () => true,
    dispatch: (request, handler) => {
      // One deadline covers the whole exchange.
      pool.dispatch({ ...request, headersTimeout: 0, bodyTimeout: 0 }, handler);
    },
    close: () => pool.close(),
    destroy: () => pool.destroy(),
  };
}
