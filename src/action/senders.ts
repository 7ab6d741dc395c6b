import { openConnections } from "../http/connections.ts";
import { createConnectionMaker, type ProxyFor } from "../http/connector.ts";
import { DEFAULT_RETRY_POLICY, type RetryPolicy } from "../http/retry.ts";
import { sendWithRetry } from "../http/send-with-retry.ts";
import type { Send } from "../http/sender.ts";
import { createTransport } from "../http/transport.ts";
import type { RunControl } from "./run-control.ts";

const ONCE: RetryPolicy = { ...DEFAULT_RETRY_POLICY, maxAttempts: 1 };

/** The way out for all requests of a run. */
export interface Network {
  readonly send: Send;
  /** Begins to connect to the service at an address. */
  prepare(url: URL): void;
  close(): Promise<void>;
}

/** Two transports over the same connections: one that ends with the run, and one for taking back, which outlives it by seconds. */
export function openNetwork(
  control: RunControl,
  random: () => number,
  proxyFor: ProxyFor,
): Network {
  const { clock } = control;
  const connections = openConnections(clock, createConnectionMaker(proxyFor));
  const mayStart = (): boolean => control.lifeline.stopped() !== "cancelled";
  const ordinary = createTransport({
    connections,
    clock,
    signal: control.requests,
    mayBegin: mayStart,
  });
  const takingBack = createTransport({
    connections,
    clock,
    signal: control.takingBack,
  });
  return {
    prepare: (url) => {
      connections.prepare(url.origin);
    },
    send: (request, purpose, { pace, complete, once = false } = {}) => {
      const policy = once ? ONCE : DEFAULT_RETRY_POLICY;
      switch (purpose) {
        case "rotate":
          return sendWithRetry(ordinary, request, policy, {
            pace,
            complete,
            random,
            sleep: (milliseconds) => clock.sleep(milliseconds),
            remainingMs: () => control.remainingMs(),
            mayStart,
          });
        case "compensate":
          return sendWithRetry(takingBack, request, policy, {
            complete,
            random,
            sleep: (milliseconds) =>
              new Promise((resolve) => setTimeout(resolve, milliseconds)),
            remainingMs: () => control.takeBackRemainingMs(),
            mayStart: () => true,
          });
        default:
          return purpose satisfies never;
      }
    },
    close: () => connections.close(),
  };
}
