import type { Socket } from "node:net";
import Pool from "undici/lib/dispatcher/pool.js";
import { limitingAnswers } from "./answer-limit.ts";
import type { Connector } from "./socket.ts";
import type { Lane } from "./lane.ts";
import { MAX_HEADER_BYTES } from "./limits.ts";

const MAX_CONNECTIONS = 32;

/** Idle for longer, a connection is closed, whatever the service promises: it may be about to do so itself. */
const MAX_IDLE_MS = 10_000;

/**
 * Connections that speak HTTP/1.1: each takes one request at a time, and as many are opened as
 * are needed at once. `first` is one that is there already.
 */
export function openHttp1Lane(
  origin: string,
  first: Socket | undefined,
  connect: Connector,
): Lane {
  const pool = new Pool(origin, {
    connect: limitingAnswers(startingWith(first, connect)),
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

function startingWith(
  first: Socket | undefined,
  connect: Connector,
): Connector {
  let ready = first;
  return (options, callback) => {
    const socket = ready;
    ready = undefined;
    if (socket === undefined || socket.destroyed) {
      connect(options, callback);
      return;
    }
    // undici is not made for an answer before it has finished asking.
    queueMicrotask(() => {
      callback(null, socket);
    });
  };
}
