import {
  type Connections,
  openConnections,
  type Proxy,
} from "../../../src/http/dispatcher.ts";
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
  proxy,
  clock = { now: () => 0 },
  ...options
}: Partial<TransportOptions> & {
  readonly proxy?: Proxy | undefined;
} = {}): OpenTransport {
  const connections = openConnections(proxy);
  const { dispatcher } = connections;
  const close = (): Promise<void> => connections.close();
  return {
    ...createTransport({ dispatcher, clock, ...options }),
    connections,
    close,
    [Symbol.asyncDispose]: close,
  };
}
