import {
  type Connections,
  openConnections,
} from "../../../src/http/connections.ts";
import type { ConnectionMaker } from "../../../src/http/connector.ts";
import {
  createTransport,
  type Transport,
  type TransportOptions,
} from "../../../src/http/transport.ts";

/** A transport together with its connections. */
export interface OpenTransport extends Transport, AsyncDisposable {
  readonly connections: Connections;
  /** Ends the connections. */
  close(): Promise<void>;
}

/** A transport over connections of its own. */
export function openTransport({
  maker,
  clock = { now: () => 0 },
  ...options
}: Partial<TransportOptions> & {
  readonly maker?: ConnectionMaker;
} = {}): OpenTransport {
  const connections = openConnections(clock, maker);
  const close = (): Promise<void> => connections.close();
  return {
    ...createTransport({ connections, clock, ...options }),
    connections,
    close,
    [Symbol.asyncDispose]: close,
  };
}
