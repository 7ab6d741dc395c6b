import type { Dispatcher } from "undici";
import { DEFAULT_RETRY_POLICY, type RetryPolicy } from "../http/retry.ts";
import {
  type RetryEnvironment,
  type Send,
  sendWithRetry,
} from "../http/send-with-retry.ts";
import {
  createTransport,
  type Transport,
  type TransportOptions,
} from "../http/transport.ts";
import type { Purpose } from "../rotation/ports.ts";
import type { RunControl } from "./run-control.ts";

const ONCE: RetryPolicy = { ...DEFAULT_RETRY_POLICY, maxAttempts: 1 };

/**
 * One sender for each purpose, over the same connections: `rotate` ends with
 * the run, `compensate` outlives it by seconds and is held back by no pace.
 */
export function createSenders(
  dispatcher: Dispatcher,
  control: RunControl,
  random: () => number,
): Readonly<Record<Purpose, Send>> {
  const { clock, requests, takingBack } = control;
  const mayStart = (): boolean => control.stopSignal.stopped() !== "cancelled";
  const options = { dispatcher, clock };
  const transportOf = (extra: Partial<TransportOptions>): Transport =>
    hearingTime(createTransport({ ...options, ...extra }), control);
  return {
    rotate: senderOf(transportOf({ signal: requests, mayBegin: mayStart }), {
      random,
      sleep: (milliseconds) => clock.sleep(milliseconds),
      remainingMs: () => control.remainingMs(),
      mayStart,
    }),
    compensate: senderOf(transportOf({ signal: takingBack }), {
      random,
      sleep: (milliseconds) =>
        new Promise((resolve) => setTimeout(resolve, milliseconds)),
      remainingMs: () => control.takeBackRemainingMs(),
      mayStart: () => true,
      pace: undefined,
    }),
  };
}

/**
 * What the environment says about the pace counts more than what a request
 * says.
 */
function senderOf(transport: Transport, environment: RetryEnvironment): Send {
  return (request, { once = false, ...options } = {}) =>
    sendWithRetry(transport, request, once ? ONCE : DEFAULT_RETRY_POLICY, {
      ...options,
      ...environment,
    });
}

/** A transport that passes the time of every answer to the run's clock. */
function hearingTime(transport: Transport, control: RunControl): Transport {
  return {
    send: async (request, limits) => {
      const answer = await transport.send(request, limits);
      control.noteServiceTime(request.url.origin, answer.serverTime);
      return answer;
    },
  };
}
