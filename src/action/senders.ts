import { DEFAULT_RETRY_POLICY, type RetryPolicy } from "../http/retry.ts";
import { sendWithRetry } from "../http/send-with-retry.ts";
import type { Send } from "../http/sender.ts";
import { createTransport } from "../http/transport.ts";
import type { RunControl } from "./run-control.ts";

const ONCE: RetryPolicy = { ...DEFAULT_RETRY_POLICY, maxAttempts: 1 };

/** The way out for all requests of a run. */
export interface Network {
  readonly send: Send;
  close(): Promise<void>;
}

/** Opens two transports: one that ends with the run, and one for taking back, which outlives it by seconds. */
export function openNetwork(
  control: RunControl,
  random: () => number,
): Network {
  const { clock } = control;
  const ordinary = createTransport({ clock, signal: control.requests });
  const takingBack = createTransport({ clock, signal: control.takingBack });
  return {
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
            mayStart: () => control.lifeline.stopped() !== "cancelled",
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
    close: async () => {
      await Promise.all([ordinary.close(), takingBack.close()]);
    },
  };
}
