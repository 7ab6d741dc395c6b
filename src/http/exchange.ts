import type { Connections } from "./connections.ts";
import {
  classifyFailure,
  type Failure,
  type TransportErrorCode,
} from "./delivery.ts";
import { parseHttpDate } from "./http-date.ts";
import { errorCode, TransportError } from "./http-error.ts";
import type { AnswerHandler, ExchangeController, WireRequest } from "./lane.ts";
import type { HttpAnswer, HttpRequest } from "./message.ts";

const MAX_INTERIM_ANSWERS = 8;

/** The bounds of one exchange. */
export interface ExchangeTerms {
  readonly clock: { now(): number };
  /** From now to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  readonly signal: AbortSignal | undefined;
  /** Asked right before the request is written: false once the run was stopped. */
  readonly mayBegin?: (() => boolean) | undefined;
}

/**
 * Sends a request once and reads its answer whole. It is told when writing begins, which is
 * what tells `not-sent` from `unknown`. Throws `TransportError`, at once when time is up even while a connection is still being made.
 */
export async function exchange(
  connections: Pick<Connections, "dispatch">,
  request: HttpRequest,
  terms: ExchangeTerms,
): Promise<HttpAnswer> {
  const reader = new AnswerReader(request, terms);
  const cancel = (): void => {
    reader.giveUp("cancelled");
  };
  const deadline = setTimeout(() => {
    reader.giveUp("timeout");
  }, terms.timeoutMs);
  terms.signal?.addEventListener("abort", cancel);
  try {
    connections
      .dispatch(wireRequest(request), reader)
      .catch((thrown: unknown) => {
        reader.onResponseError(null, thrown);
      });
    return await reader.answer;
  } finally {
    clearTimeout(deadline);
    terms.signal?.removeEventListener("abort", cancel);
  }
}

function wireRequest({ method, url, headers, body }: HttpRequest): WireRequest {
  return {
    origin: url.origin,
    path: url.pathname + url.search,
    method,
    headers: { ...headers, "accept-encoding": "identity" },
    body: body ?? null,
  };
}

type Head = Omit<HttpAnswer, "body">;

/** Collects one answer; the first thing that goes wrong settles it and takes the connection down. */
class AnswerReader implements AnswerHandler {
  readonly answer: Promise<HttpAnswer>;
  readonly #request: HttpRequest;
  readonly #terms: ExchangeTerms;
  readonly #chunks: Buffer[] = [];
  #resolve: (answer: HttpAnswer) => void = () => undefined;
  #reject: (error: TransportError) => void = () => undefined;
  #settled = false;
  #controller: ExchangeController | undefined;
  #interimAnswers = 0;
  #head: Head | undefined;
  #bytes = 0;

  constructor(request: HttpRequest, terms: ExchangeTerms) {
    this.#request = request;
    this.#terms = terms;
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Ends the exchange early; the dispatcher learns of it at the latest when it wants to write. */
  giveUp(code: TransportErrorCode): void {
    this.#fail({ ...classifyFailure(undefined, this.#writingBegun), code });
  }

  onRequestStart(controller: ExchangeController): void {
    // undici may write a request anew after losing a connection; here that is the caller's decision.
    if (this.#writingBegun) this.giveUp("connection-lost");
    // A run may be stopped while its connection is still being made.
    else if (this.#terms.mayBegin?.() === false) this.giveUp("cancelled");
    if (this.#settled) controller.abort(new Error("given up"));
    else this.#controller = controller;
  }

  onResponseStart(
    _controller: ExchangeController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    if (status < 200) {
      this.#interimAnswers += 1;
      if (this.#interimAnswers > MAX_INTERIM_ANSWERS) {
        this.giveUp("answer-malformed");
      }
      return;
    }
    const values = new Map(
      Object.entries(headers).map(([name, value]) => [name, String(value)]),
    );
    this.#head = {
      status,
      header: (name) => values.get(name.toLowerCase()),
      serverTime: parseHttpDate(values.get("date")),
      receivedAt: this.#terms.clock.now(),
    };
    const encoding = values.get("content-encoding") ?? "identity";
    if (encoding.toLowerCase() !== "identity") this.giveUp("answer-malformed");
  }

  onResponseData(_controller: ExchangeController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#terms.maxBodyBytes) this.giveUp("answer-too-large");
    else if (!this.#settled) this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.#settled) return;
    if (this.#head === undefined) {
      this.giveUp("answer-malformed");
      return;
    }
    // Over HTTP/2 an answer can break off and look as if it had come to its end.
    const announced = this.#head.header("content-length");
    if (announced !== undefined && Number(announced) !== this.#bytes) {
      this.giveUp("connection-lost");
      return;
    }
    this.#settled = true;
    const body = new TextDecoder().decode(Buffer.concat(this.#chunks));
    const answer = { ...this.#head, body };
    // undici takes a turn of the event loop to free an HTTP/1.1 connection. Whoever sends the
    // next request before that makes it open another one.
    setImmediate(() => {
      setImmediate(this.#resolve, answer);
    });
  }

  onResponseError(
    _controller: ExchangeController | null,
    error: unknown,
  ): void {
    const detail = codeOf(error);
    this.#fail(classifyFailure(detail, this.#writingBegun), detail);
  }

  get #writingBegun(): boolean {
    return this.#controller !== undefined;
  }

  #fail(failure: Failure, detail?: string): void {
    if (this.#settled) return;
    this.#settled = true;
    const { method, url } = this.#request;
    const error = new TransportError({
      ...failure,
      method,
      host: url.host,
      detail,
    });
    this.#reject(error);
    this.#controller?.abort(error);
  }
}

function codeOf(error: unknown): string | undefined {
  // undici forgets the parser's code, and keeps the bytes that offended it.
  if (!(error instanceof Error)) return undefined;
  if (error.name === "HTTPParserError") return "HTTP_PARSER";
  return "code" in error ? errorCode(error.code) : undefined;
}
