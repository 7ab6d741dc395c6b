import type { Dispatcher } from "undici";
import { DEFAULT_RETRY_POLICY, type RetryPolicy } from "../http/retry.ts";
import {
  type RetryEnvironment,
  sendWithRetry,
} from "../http/send-with-retry.ts";
import type { Purpose, Send } from "../http/sender.ts";
import { createTransport, type Transport } from "../http/transport.ts";
import type { RunControl } from "./run-control.ts";

const ONCE: RetryPolicy = { ...DEFAULT_RETRY_POLICY, maxAttempts: 1 };

interface Way {
  readonly transport: Transport;
  readonly environment: RetryEnvironment;
}

/** Two ways over the same connections: one ends with the run, the other outlives it by seconds to take back what the run minted. */
export function sendOver(
  dispatcher: Dispatcher,
  control: RunControl,
  random: () => number,
): Send {
  const { clock } = control;
  const mayStart = (): boolean => control.stopSignal.stopped() !== "cancelled";
  const ways: Readonly<Record<Purpose, Way>> = {
    rotate: {
      transport: heard(
        control,
        createTransport({
          dispatcher,
          clock,
          signal: control.requests,
          mayBegin: mayStart,
        }),
      ),
      environment: {
        random,
        sleep: (milliseconds) => clock.sleep(milliseconds),
        remainingMs: () => control.remainingMs(),
        mayStart,
      },
    },
    compensate: {
      transport: heard(
        control,
        createTransport({
          dispatcher,
          clock,
          signal: control.takingBack,
        }),
      ),
      environment: {
        random,
        sleep: (milliseconds) =>
          new Promise((resolve) => setTimeout(resolve, milliseconds)),
        remainingMs: () => control.takeBackRemainingMs(),
        mayStart: () => true,
      },
    },
  };
  return (request, purpose, { once = false, pace, ...options } = {}) => {
    const { transport, environment } = ways[purpose];
    return sendWithRetry(
      transport,
      request,
      once ? ONCE : DEFAULT_RETRY_POLICY,
      {
        ...environment,
        ...options,
        pace: purpose === "rotate" ? pace : undefined,
      },
    );
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
