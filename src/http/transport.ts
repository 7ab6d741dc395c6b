import type { Connections } from "./connections.ts";
import type { TransportErrorCode } from "./delivery.ts";
import { exchange } from "./exchange.ts";
import { TransportError } from "./http-error.ts";
import { MAX_BODY_BYTES } from "./limits.ts";
import type { HttpAnswer, HttpRequest } from "./message.ts";
import { brokenRule } from "./request-rules.ts";

const REQUEST_TIMEOUT_MS = 30_000;

/** The detail of a `timeout` of a request for which there was no time at all. */
export const NO_TIME = "NO_TIME_LEFT";

/** Bounds of a single request. */
export interface RequestLimits {
  /** Shortens the transport's own timeout; never extends it. */
  readonly timeoutMs?: number;
}

/** Sends requests over HTTP. */
export interface Transport {
  /**
   * Sends a request once: no redirect is followed, nothing is tried again. Throws `TransportError`,
   * whose `delivery` says whether the request can have had an effect.
   */
  send(request: HttpRequest, limits?: RequestLimits): Promise<HttpAnswer>;
}

/** What a transport is made of. */
export interface TransportOptions {
  readonly connections: Connections;
  readonly clock: { now(): number };
  /** From sending to the last byte of the answer; 30 seconds unless told. */
  readonly requestTimeoutMs?: number;
  /** The longest answer that is read; 8 MiB unless told. */
  readonly maxBodyBytes?: number;
  /** Ends every request under way, and refuses new ones. */
  readonly signal?: AbortSignal;
  /** Asked right before a request is written; one that may not begin fails as `cancelled`, unsent. */
  readonly mayBegin?: () => boolean;
}

/** A transport over connections that stay the caller's to close. */
export function createTransport(options: TransportOptions): Transport {
  const { connections, clock, signal } = options;
  const requestTimeoutMs = options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS;
  return {
    send: async (request, limits = {}) => {
      const timeoutMs = Math.min(
        limits.timeoutMs ?? requestTimeoutMs,
        requestTimeoutMs,
      );
      const rule = brokenRule(request);
      if (rule !== undefined) throw unsent("invalid-request", request, rule);
      if (signal?.aborted === true) throw unsent("cancelled", request);
      if (!(timeoutMs > 0)) throw unsent("timeout", request, NO_TIME);
      const startedAt = clock.now();
      try {
        return await exchange(connections, request, {
          clock,
          timeoutMs,
          maxBodyBytes: options.maxBodyBytes ?? MAX_BODY_BYTES,
          signal,
          mayBegin: options.mayBegin,
        });
      } catch (thrown) {
        if (thrown instanceof TransportError && wentSilent(thrown)) {
          connections.distrust(request.url.origin, startedAt);
        }
        throw thrown;
      }
    },
  };
}

/** Whether a request got no answer, which its connection may be the reason for. */
function wentSilent({ code, delivery }: TransportError): boolean {
  return delivery === "unknown" && (code === "timeout" || code === "cancelled");
}

function unsent(
  code: TransportErrorCode,
  request: HttpRequest,
  detail?: string,
): TransportError {
  return new TransportError({
    code,
    delivery: "not-sent",
    method: request.method,
    host: request.url.host,
    detail,
  });
}
