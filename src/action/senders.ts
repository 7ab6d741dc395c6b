import type { Connections } from "../http/connections.ts";
import { DEFAULT_RETRY_POLICY, type RetryPolicy } from "../http/retry.ts";
import { sendWithRetry } from "../http/send-with-retry.ts";
import type { Send } from "../http/sender.ts";
import { createTransport, type Transport } from "../http/transport.ts";
import type { RunControl } from "./run-control.ts";

/** The longest answer that is read, bytes: a list of some 4,000 tokens. Several may be read at once, within 150 MB in all. */
const MAX_ANSWER_BYTES = 2 * 1024 * 1024;

const ONCE: RetryPolicy = { ...DEFAULT_RETRY_POLICY, maxAttempts: 1 };

/** Two transports over the same connections: one that ends with the run, and one for taking back, which outlives it by seconds. */
export function sendOver(
  connections: Connections,
  control: RunControl,
  random: () => number,
): Send {
  const { clock } = control;
  const mayStart = (): boolean => control.stopSignal.stopped() !== "cancelled";
  const ordinary = heard(
    control,
    createTransport({
      connections,
      clock,
      maxBodyBytes: MAX_ANSWER_BYTES,
      signal: control.requests,
      mayBegin: mayStart,
    }),
  );
  const takingBack = heard(
    control,
    createTransport({
      connections,
      clock,
      maxBodyBytes: MAX_ANSWER_BYTES,
      signal: control.takingBack,
    }),
  );
  return (request, purpose, { pace, complete, once = false } = {}) => {
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
  };
}

/** A transport whose every answer tells the run what time it is. */
function heard(control: RunControl, transport: Transport): Transport {
  return {
    send: async (request, limits) => {
      const answer = await transport.send(request, limits);
      control.noteServiceTime(request.url.origin, answer.serverTime);
      return answer;
    },
  };
}
