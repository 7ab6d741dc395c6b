import { setImmediate as turn } from "node:timers/promises";
import { type Dispatcher, errors } from "undici";
import {
  classifyFailure,
  codeOf,
  type Delivery,
  TransportError,
  type TransportErrorCode,
} from "./transport-error.ts";
import { ProxyError } from "./dispatcher.ts";
import { parseHttpDate } from "./http-date.ts";
import type { HttpAnswer, HttpRequest } from "./message.ts";
import { brokenRule } from "./request-rules.ts";

const REQUEST_TIMEOUT_MS = 30_000;

/** Room for a list of some 4,000 tokens; several answers are read at once. */
const DEFAULT_BODY_BYTES = 2 * 1024 * 1024;

/** The detail of a `timeout` for which there was no time at all. */
export const NO_TIME = "NO_TIME_LEFT";

/** Bounds of a single request. */
export interface RequestLimits {
  /** Shortens the transport's own timeout; never extends it. */
  readonly timeoutMs?: number;
  /** The longest body that is read; 2 MiB by default. */
  readonly maxBodyBytes?: number | undefined;
}

/** Sends requests over HTTP. */
export interface Transport {
  /**
   * Sends a request once, without following a redirect. Throws
   * `TransportError`, whose `delivery` says whether it can have had an effect.
   */
  send(request: HttpRequest, limits?: RequestLimits): Promise<HttpAnswer>;
}

/** What a transport is made of. */
export interface TransportOptions {
  /** Stays the caller's to close. */
  readonly dispatcher: Dispatcher;
  readonly clock: { now(): number };
  /** From sending to the last byte of the answer; 30 seconds by default. */
  readonly requestTimeoutMs?: number;
  /** Ends every request under way, and refuses new ones. */
  readonly signal?: AbortSignal;
  /** Asked right before a request is written; `false` cancels it, unsent. */
  readonly mayBegin?: () => boolean;
}

/** A transport over the connections of a dispatcher. */
export function createTransport(options: TransportOptions): Transport {
  const { dispatcher, clock, signal, mayBegin } = options;
  const { requestTimeoutMs = REQUEST_TIMEOUT_MS } = options;
  return {
    send: async (request, { timeoutMs = Infinity, maxBodyBytes } = {}) => {
      const { method, url } = request;
      let delivery: Delivery = "not-sent";
      const failure = (
        code: TransportErrorCode,
        detail?: string,
        proxy?: string,
      ): TransportError =>
        new TransportError({
          ...{ code, delivery, method, host: url.host, detail, proxy },
        });
      const rule = brokenRule(request);
      if (rule !== undefined) throw failure("invalid-request", rule);
      if (signal?.aborted === true) throw failure("cancelled");
      const time = Math.min(timeoutMs, requestTimeoutMs);
      if (!(time > 0)) throw failure("timeout", NO_TIME);
      const deadline = AbortSignal.timeout(Math.ceil(time));
      const ends = AbortSignal.any(signal ? [deadline, signal] : [deadline]);
      const watched = watchingStart(dispatcher, () => {
        // After a lost connection undici may write a request again; here that
        // is the caller's decision.
        if (delivery === "unknown") throw failure("connection-lost");
        // The run may have been stopped while the connection was made.
        ends.throwIfAborted();
        if (mayBegin?.() === false) throw failure("cancelled");
        delivery = "unknown";
      });
      try {
        const response = await watched.request({
          origin: url.origin,
          path: url.pathname + url.search,
          method,
          headers: { ...request.headers, "accept-encoding": "identity" },
          body: request.body ?? null,
          signal: ends,
        });
        const receivedAt = clock.now();
        return { ...(await readAnswer(response, maxBodyBytes)), receivedAt };
      } catch (thrown) {
        if (thrown instanceof TransportError) throw thrown;
        if (deadline.aborted) throw failure("timeout");
        if (ends.aborted) throw failure("cancelled");
        const detail = codeOf(thrown);
        const code = classifyFailure(detail, delivery);
        const proxy = thrown instanceof ProxyError ? thrown.proxy : undefined;
        throw failure(code, detail, proxy);
      }
    },
  };
}

/** What `onStart` throws prevents undici from writing the request. */
function watchingStart(
  dispatcher: Dispatcher,
  onStart: () => void,
): Dispatcher {
  return dispatcher.compose((dispatch) => (options, handler) => {
    const start = handler.onRequestStart?.bind(handler);
    handler.onRequestStart = (controller, context) => {
      onStart();
      start?.(controller, context);
    };
    return dispatch(options, handler);
  });
}

async function readAnswer(
  { statusCode: status, headers, body }: Dispatcher.ResponseData,
  maxBodyBytes: number | undefined,
): Promise<Omit<HttpAnswer, "receivedAt">> {
  const values = new Map(Object.entries(headers));
  const header = (name: string): string | undefined =>
    values.get(name.toLowerCase())?.toString();
  const encoding = header("content-encoding")?.toLowerCase() ?? "identity";
  const text = await readText(body, encoding === "identity", maxBodyBytes);
  // undici frees the connection a turn of the event loop later; a request
  // that is sent before would open another one.
  await turn();
  await turn();
  const serverTime = parseHttpDate(header("date"));
  return { status, header, body: text, serverTime };
}

/** Throwing ends the connection, too. */
async function readText(
  body: AsyncIterable<Buffer>,
  isPlain: boolean,
  maxBytes = DEFAULT_BODY_BYTES,
): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of body) {
    if (!isPlain) throw new errors.HTTPParserError("compressed");
    bytes += chunk.length;
    if (bytes > maxBytes) throw new errors.ResponseExceededMaxSizeError();
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
