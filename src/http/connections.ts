import { Agent, type Dispatcher } from "undici";

const CONNECT_TIMEOUT_MS = 10_000;
const MAX_HEADER_BYTES = 32 * 1024;

/** Where requests go out. */
export interface Connections {
  /** Keeps connections open between requests. */
  readonly kept: Dispatcher;
  /** Opens a connection for each request. */
  readonly fresh: Dispatcher;
  /** Ends every connection at once. */
  close(): Promise<void>;
}

/** Opens connections with certificates verified, whatever the environment says. */
export function openConnections(): Connections {
  const options: Agent.Options = {
    allowH2: false,
    connect: { timeout: CONNECT_TIMEOUT_MS, rejectUnauthorized: true },
    maxHeaderSize: MAX_HEADER_BYTES,
  };
  const kept = new Agent({ ...options, pipelining: 1 });
  const fresh = new Agent({ ...options, pipelining: 0 });
  return {
    kept,
    fresh,
    close: async () => {
      await Promise.all([kept.destroy(), fresh.destroy()]);
    },
  };
}

/** A dispatcher of the caller's in the place of connections; closing it stays the caller's task. */
export function borrowConnections(dispatcher: Dispatcher): Connections {
  return {
    kept: dispatcher,
    fresh: dispatcher,
    close: () => Promise.resolve(),
  };
}
