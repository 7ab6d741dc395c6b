import type { Socket } from "node:net";
import { type buildConnector, Client, errors } from "undici";

/**
 * The most that may arrive beside an answer's body, bytes; what frames a body
 * may be as long as the body, besides.
 */
export const MAX_SKIPPED_BYTES = 1024 * 1024;

/**
 * A client that ends its connection when far more arrives than the body of the
 * answer: a parser does not count what it skips.
 */
export function limitedClient(origin: URL, options: Client.Options): Client {
  const connect = options.connect as buildConnector.connector;
  let socket: Socket | null = null;
  let start = 0;
  let held = 0;
  const client = new Client(origin, {
    ...options,
    connect: (target, callback) => {
      connect(target, (...result) => {
        const [, opened] = result;
        opened?.on("readable", () => {
          const skipped = opened.bytesRead - start - 2 * held;
          if (skipped <= MAX_SKIPPED_BYTES) return;
          opened.destroy(new errors.ResponseExceededMaxSizeError());
        });
        socket = opened;
        callback(...result);
      });
    },
  });
  const dispatch = client.dispatch.bind(client);
  client.dispatch = (request, handler) => {
    const onStart = handler.onRequestStart?.bind(handler);
    handler.onRequestStart = (...details) => {
      start = socket?.bytesRead ?? 0;
      held = 0;
      onStart?.(...details);
    };
    const onData = handler.onResponseData?.bind(handler);
    handler.onResponseData = (controller, chunk) => {
      held += chunk.length;
      onData?.(controller, chunk);
    };
    const onTunnel = handler.onRequestUpgrade?.bind(handler);
    handler.onRequestUpgrade = (...details) => {
      // What follows are the answers of the service behind the proxy.
      start = Infinity;
      onTunnel?.(...details);
    };
    return dispatch(request, handler);
  };
  return client;
}
