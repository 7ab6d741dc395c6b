import type { Failure, Delivery, TransportErrorCode } from "./delivery.ts";
import type { Method } from "./message.ts";

const WORDS: Readonly<Record<TransportErrorCode, string>> = {
  "connection-failed": "no connection could be made",
  "tls-failed": "the certificate of the server was not accepted",
  timeout: "there was no complete answer in time",
  "connection-lost": "the connection was lost before the answer was complete",
  "answer-too-large": "the answer is larger than allowed",
  "answer-malformed": "the answer is not well-formed HTTP without compression",
  cancelled: "the request was cancelled",
  "invalid-request": "the request is not allowed",
};

/** What a `TransportError` is made of. */
export interface TransportErrorFacts extends Failure {
  readonly method: Method;
  /** Name and port, without the path. */
  readonly host: string;
  /** The system's error code, or the rule that the request breaks; dropped unless it looks like one. */
  readonly detail?: string | undefined;
  /** The proxy that is to blame, as `host:port`. */
  readonly proxy?: string | undefined;
}

/**
 * A request that got no complete answer. Text and properties are the project's own words, the
 * method, the host and an error code: no path, header, body or remote text, and no cause,
 * since the errors of lower layers may carry any of them.
 */
export class TransportError extends Error {
  override readonly name = "TransportError";
  readonly code: TransportErrorCode;
  readonly delivery: Delivery;
  readonly method: Method;
  readonly host: string;
  readonly detail: string | undefined;
  readonly proxy: string | undefined;

  constructor(facts: TransportErrorFacts) {
    const detail = errorCode(facts.detail);
    const note = detail === undefined ? "" : ` (${detail})`;
    super(`${facts.method} ${facts.host}: ${WORDS[facts.code]}${note}`);
    this.code = facts.code;
    this.delivery = facts.delivery;
    this.method = facts.method;
    this.host = facts.host;
    this.detail = detail;
    this.proxy = facts.proxy;
  }
}

/** The value when it looks like an error code, which no secret and no remote text does. */
export function errorCode(value: unknown): string | undefined {
  return typeof value === "string" && /^[A-Z0-9_]{1,40}$/.test(value)
    ? value
    : undefined;
}

/** The code of a system's or a library's error; undefined for anything else. */
export function codeOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error)) return undefined;
  // undici keeps the bytes that offended the parser, and drops its code.
  if (thrown.name === "HTTPParserError") return "HTTP_PARSER";
  return "code" in thrown ? errorCode(thrown.code) : undefined;
}
