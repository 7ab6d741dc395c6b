import { setImmediate as turn } from "node:timers/promises";
import type { Dispatcher } from "undici";
import { classifyFailure, type TransportErrorCode } from "./delivery.ts";
import { ProxyError } from "./dispatcher.ts";
import { parseHttpDate } from "./http-date.ts";
import { errorCode, TransportError } from "./http-error.ts";
import type { HttpAnswer, HttpRequest } from "./message.ts";
import { brokenRule } from "./request-rules.ts";

const REQUEST_TIMEOUT_MS = 30_000;

/** Two megabytes hold a list of some 4,000 tokens. Several answers may be read at once, within 150 MB in all. */
const MAX_BODY_BYTES = 2 * 1024 * 1024;

const MAX_INTERIM_ANSWERS = 8;

/** The detail of a `timeout` of a request for which there was no time at all. */
export const NO_TIME = "NO_TIME_LEFT";

/** Bounds of a single request. */
export interface RequestLimits {
  /** Shortens the transport's own timeout; never extends it. */
  readonly timeoutMs?: number;
  /** The longest body that is read of this answer; 2 MiB by default, 16 MiB at most. */
  readonly maxBodyBytes?: number | undefined;
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
    send: (request, limits = {}) => new Exchange(options, request).send(limits),
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

  async send({ timeoutMs, maxBodyBytes }: RequestLimits): Promise<HttpAnswer> {
    const { signal, requestTimeoutMs = REQUEST_TIMEOUT_MS } = this.#options;
    const time = Math.min(timeoutMs ?? requestTimeoutMs, requestTimeoutMs);
    const rule = brokenRule(this.#request);
    if (rule !== undefined) throw this.#failure("invalid-request", rule);
    if (signal?.aborted === true) throw this.#failure("cancelled");
    if (!(time > 0)) throw this.#failure("timeout", NO_TIME);
    const deadline = AbortSignal.timeout(Math.ceil(time));
    const signals = signal === undefined ? [deadline] : [deadline, signal];
    try {
      return await this.#exchange(
        AbortSignal.any(signals),
        maxBodyBytes ?? MAX_BODY_BYTES,
      );
    } catch (thrown) {
      if (thrown instanceof TransportError) throw thrown;
      if (this.#options.signal?.aborted) throw this.#failure("cancelled");
      if (deadline.aborted) throw this.#failure("timeout");
      const detail = codeOf(thrown);
      const { code } = classifyFailure(detail, this.#writingBegun);
      const proxy = thrown instanceof ProxyError ? thrown.proxy : undefined;
      throw this.#failure(code, detail, proxy);
    }
  }

  async #exchange(
    signal: AbortSignal,
    maxBodyBytes: number,
  ): Promise<HttpAnswer> {
    const { method, url, headers, body } = this.#request;
    let interimAnswers = 0;
    const dispatcher = this.#options.dispatcher.compose(
      watchingStart(() => {
        this.#begin(signal);
      }),
    );
    const response = await dispatcher.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method,
      headers: { ...headers, "accept-encoding": "identity" },
      body: body ?? null,
      signal,
      onInfo: () => {
        interimAnswers += 1;
        if (interimAnswers > MAX_INTERIM_ANSWERS) {
          throw this.#failure("answer-malformed");
        }
      },
    });
    const receivedAt = this.#options.clock.now();
    const values = new Map(
      Object.entries(response.headers).map(([name, value]) => [
        name,
        String(value),
      ]),
    );
    const text = await this.#read(response.body, values, maxBodyBytes);
    // undici takes a turn of the event loop to free the connection. Whoever
    // sends the next request before that makes it open another one.
    await turn();
    await turn();
    return {
      status: response.statusCode,
      header: (name) => values.get(name.toLowerCase()),
      body: text,
      serverTime: parseHttpDate(values.get("date")),
      receivedAt,
    };
  }

  /** Runs right before the request is written; what it throws keeps undici from writing. */
  #begin(signal: AbortSignal): void {
    // undici may write a request again after losing a connection; here that is the caller's decision.
    if (this.#writingBegun) throw this.#failure("connection-lost");
    // A run may be stopped while its connection is still being made.
    signal.throwIfAborted();
    if (this.#options.mayBegin?.() === false) throw this.#failure("cancelled");
    this.#writingBegun = true;
  }

  /** Throwing destroys the body, and the connection with it. */
  async #read(
    body: AsyncIterable<Buffer>,
    headers: ReadonlyMap<string, string>,
    maxBytes: number,
  ): Promise<string> {
    const encoding = headers.get("content-encoding") ?? "identity";
    const isPlain = encoding.toLowerCase() === "identity";
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of body) {
      if (!isPlain) throw this.#failure("answer-malformed");
      bytes += chunk.length;
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
    const host = url.host;
    return new TransportError({ code, delivery, method, host, detail, proxy });
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

function codeOf(error: unknown): string | undefined {
  // undici keeps the bytes that offended the parser, and drops its code.
  if (!(error instanceof Error)) return undefined;
  if (error.name === "HTTPParserError") return "HTTP_PARSER";
  return "code" in error ? errorCode(error.code) : undefined;
}
