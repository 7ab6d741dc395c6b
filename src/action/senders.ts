import { setTimeout as wait } from "node:timers/promises";
import type { Dispatcher } from "undici";
import { DEFAULT_RETRY_POLICY, type RetryPolicy } from "../http/retry.ts";
import {
  type RetryEnvironment,
  type Send,
  sendWithRetry,
} from "../http/send-with-retry.ts";
import { createTransport } from "../http/transport.ts";
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
): Readonly<Record<Purpose, Send>> {
  const { clock, stopSignal, requests, takingBack } = control;
  const sender = (
    signal: AbortSignal,
    environment: Omit<RetryEnvironment, "random">,
  ): Send => {
    const mayBegin = (): boolean => environment.mayStart();
    const transport = createTransport({ dispatcher, clock, signal, mayBegin });
    const send: typeof transport.send = async (request, limits) => {
      const answer = await transport.send(request, limits);
      control.noteServiceTime(request.url.origin, answer.serverTime);
      return answer;
    };
    return (request, { once = false, ...options } = {}) =>
      sendWithRetry({ send }, request, once ? ONCE : DEFAULT_RETRY_POLICY, {
        ...options,
        ...environment,
        random: () => Math.random(),
      });
  };
  return {
    rotate: sender(requests, {
      sleep: (milliseconds) => clock.sleep(milliseconds),
      remainingMs: () => control.remainingMs(),
      mayStart: () => stopSignal.stopped() !== "cancelled",
    }),
    compensate: sender(takingBack, {
      sleep: (milliseconds) => wait(milliseconds),
      remainingMs: () => control.takeBackRemainingMs(),
      mayStart: () => true,
      pace: undefined,
    }),
  };
}
