import { setTimeout as delay } from "node:timers/promises";
import { type ConnectionMaker, createConnectionMaker } from "./connector.ts";
import type { AnswerHandler, WireRequest } from "./lane.ts";
import { ServiceConnections } from "./service-connections.ts";

/** Where requests go out: the connections to every service, which all transports of a run share. */
export interface Connections {
  /** Begins to connect to a service, so that its first request finds a connection. */
  prepare(origin: string): void;
  /** Resolves once every connection that was begun is there or has failed, or after so many milliseconds. */
  begun(patienceMs: number): Promise<void>;
  /** Sends a request once there is a connection; throws when none comes about. */
  dispatch(request: WireRequest, handler: AnswerHandler): Promise<void>;
  /** Is told that a request to an origin, begun at `startedAt` of the clock, got no answer. */
  distrust(origin: string, startedAt: number): void;
  /** Ends every connection at once. */
  close(): Promise<void>;
}

/** Connections that are opened as requests need them; `clock` is monotonic, in milliseconds. */
export function openConnections(
  clock: { now(): number },
  maker: ConnectionMaker = createConnectionMaker(),
): Connections {
  const services = new Map<string, ServiceConnections>();
  const serviceAt = (origin: string): ServiceConnections => {
    const known = services.get(origin);
    if (known !== undefined) return known;
    const opened = new ServiceConnections(origin, maker.connect, () =>
      clock.now(),
    );
    services.set(origin, opened);
    return opened;
  };
  return {
    prepare: (origin) => {
      serviceAt(origin).prepare();
    },
    begun: async (patienceMs) => {
      const patience = new AbortController();
      await Promise.race([
        Promise.all([...services.values()].map((each) => each.begun())),
        delay(patienceMs, undefined, patience).catch(() => undefined),
      ]);
      patience.abort();
    },
    dispatch: (request, handler) =>
      serviceAt(request.origin).dispatch(request, handler),
    distrust: (origin, startedAt) => {
      serviceAt(origin).distrust(startedAt);
    },
    close: async () => {
      await Promise.all([...services.values()].map((each) => each.close()));
      maker.end();
    },
  };
}
