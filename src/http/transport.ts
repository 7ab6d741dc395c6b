import { setImmediate as turn } from "node:timers/promises";
import type { Dispatcher } from "undici";
import { classifyFailure, type TransportErrorCode } from "./delivery.ts";
import { ProxyError } from "./dispatcher.ts";
import { parseHttpDate } from "./http-date.ts";
import { codeOf, TransportError } from "./http-error.ts";
import type { HttpAnswer, HttpRequest } from "./message.ts";
import { brokenRule } from "./request-rules.ts";

const REQUEST_TIMEOUT_MS = 30_000;

/** Room for a list of some 4,000 tokens. Several answers may be read at once, within 150 MB in all. */
const DEFAULT_BODY_BYTES = 2 * 1024 * 1024;

const MAX_INTERIM_ANSWERS = 8;

/** The detail of a `timeout` of a request for which there was no time at all. */
export const NO_TIME = "NO_TIME_LEFT";

/** Bounds of a single request. */
export interface RequestLimits {
  /** Shortens the transport's own timeout; never extends it. */
  readonly timeoutMs?: number;
  /** The longest body that is read; 2 MiB by default, 16 MiB at most. */
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
  /** Asked right before a request is written; one that may not begin fails as `cancelled`, unsent. */
  readonly mayBegin?: () => boolean;
}

/** A transport over the connections of a dispatcher. */
export function createTransport(options: TransportOptions): Transport {
  return {
    send: (request, limits) => new Exchange(options, request).send(limits),
  };
}

/** One request and what is known of its fate. */
class Exchange {
  readonly #options: TransportOptions;
  readonly #request: HttpRequest;
  #writingBegun = false;

  constructor(options: TransportOptions, request: HttpRequest) {
    this.#options = options;
    this.#request = request;
  }

  async send({ timeoutMs, maxBodyBytes }: RequestLimits = {}) {
    const { signal, requestTimeoutMs = REQUEST_TIMEOUT_MS } = this.#options;
    const time = Math.min(timeoutMs ?? requestTimeoutMs, requestTimeoutMs);
    const rule = brokenRule(this.#request);
    if (rule !== undefined) throw this.#failure("invalid-request", rule);
    if (signal?.aborted === true) throw this.#failure("cancelled");
    if (!(time > 0)) throw this.#failure("timeout", NO_TIME);
    const deadline = AbortSignal.timeout(Math.ceil(time));
    const ends = AbortSignal.any(signal ? [deadline, signal] : [deadline]);
    try {
      return await this.#exchange(ends, maxBodyBytes ?? DEFAULT_BODY_BYTES);
    } catch (thrown) {
      if (thrown instanceof TransportError) throw thrown;
      if (ends.aborted) {
        throw this.#failure(
          ends.reason === deadline.reason ? "timeout" : "cancelled",
        );
      }
      const detail = codeOf(thrown);
      const { code } = classifyFailure(detail, this.#writingBegun);
      const proxy = thrown instanceof ProxyError ? thrown.proxy : undefined;
      throw this.#failure(code, detail, proxy);
    }
  }

  async #exchange(signal: AbortSignal, maxBytes: number): Promise<HttpAnswer> {
    const { method, url, headers, body = null } = this.#request;
    let interimAnswers = 0;
    const response = await this.#options.dispatcher
      .compose(
        watchingStart(() => {
          this.#begin(signal);
        }),
      )
      .request({
        origin: url.origin,
        path: url.pathname + url.search,
        method,
        headers: { ...headers, "accept-encoding": "identity" },
        body,
        signal,
        onInfo: () => {
          interimAnswers += 1;
          if (interimAnswers <= MAX_INTERIM_ANSWERS) return;
          throw this.#failure("answer-malformed");
        },
      });
    const receivedAt = this.#options.clock.now();
    const header = (name: string): string | undefined => {
      const key = name.toLowerCase();
      return Object.hasOwn(response.headers, key)
        ? String(response.headers[key])
        : undefined;
    };
    const text = await this.#read(
      response.body,
      header("content-encoding"),
      maxBytes,
    );
    // undici frees the connection a turn of the event loop later; a request
    // that is sent before would open another one.
    await turn();
    await turn();
    return {
      status: response.statusCode,
      header,
      body: text,
      serverTime: parseHttpDate(header("date")),
      receivedAt,
    };
  }

  /** Runs right before undici writes the request; what it throws prevents that. */
  #begin(signal: AbortSignal): void {
    // After a lost connection undici may write a request again; here that is the caller's decision.
    if (this.#writingBegun) throw this.#failure("connection-lost");
    // The run may have been stopped while the connection was made.
    signal.throwIfAborted();
    if (this.#options.mayBegin?.() === false) throw this.#failure("cancelled");
    this.#writingBegun = true;
  }

  /** What it throws ends the connection, too. */
  async #read(
    body: AsyncIterable<Buffer>,
    encoding = "identity",
    maxBytes: number,
  ): Promise<string> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of body) {
      bytes += chunk.length;
      if (encoding.toLowerCase() !== "identity")
        throw this.#failure("answer-malformed");
      if (bytes > maxBytes) throw this.#failure("answer-too-large");
      chunks.push(chunk);
    }
    return new TextDecoder().decode(Buffer.concat(chunks));
  }

  #failure(
    code: TransportErrorCode,
    detail?: string,
    proxy?: string,
  ): TransportError {
    const { method, url } = this.#request;
    const delivery = this.#writingBegun ? "unknown" : "not-sent";
    return new TransportError({
      code,
      delivery,
      method,
      host: url.host,
      detail,
      proxy,
    });
  }
}

/** Calls `onStart` each time before undici writes a request. */
function watchingStart(
  onStart: () => void,
): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => {
    const start = handler.onRequestStart?.bind(handler);
    handler.onRequestStart = (controller, context) => {
      onStart();
      start?.(controller, context);
    };
    return dispatch(options, handler);
  };
}
