import type { Socket } from "node:net";
import { connected } from "./connector.ts";
import type { Connector } from "./socket.ts";

/** A connection that is there, or on its way. */
export type Begun = Promise<Socket>;

/** Begins so many connections to an origin; whoever takes one is told of its failure. */
export function begin(
  connect: Connector,
  origin: string,
  count: number,
): readonly Begun[] {
  return Array.from({ length: count }, () => {
    const begun = connected(connect, origin);
    begun.catch(() => undefined);
    return begun;
  });
}

/** A connector that gives out the connections which were begun, before it opens any of its own. */
export function startingWith(
  begun: readonly Begun[],
  connect: Connector,
): Connector {
  const ready = [...begun];
  return (options, callback) => {
    const next = ready.shift();
    if (next === undefined) {
      connect(options, callback);
      return;
    }
    next.then(
      (socket) => {
        // The other side may have ended it before anybody asked for it.
        if (socket.destroyed) connect(options, callback);
        else callback(null, socket);
      },
      (thrown: unknown) => {
        const error = thrown instanceof Error ? thrown : new Error("no socket");
        callback(error, null);
      },
    );
  };
}
