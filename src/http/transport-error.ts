import type { Method } from "./message.ts";

/** Whether a failed request can have had an effect: no, or nobody knows. */
export type Delivery = "not-sent" | "unknown";

/** Everything that can keep a request from getting a complete answer. */
export type TransportErrorCode =
  /** No connection came about: name, address, route or handshake. */
  | "connection-failed"
  /** The server's certificate does not prove that it is the host. */
  | "tls-failed"
  | "timeout"
  | "connection-lost"
  | "answer-too-large"
  | "answer-malformed"
  /** The caller gave up, or closed the transport. */
  | "cancelled"
  /** The request breaks a rule of this transport; it was not sent. */
  | "invalid-request";

/** Codes that mean the same whenever they occur; the first match counts. */
const MEANINGS: readonly (readonly [RegExp, TransportErrorCode])[] = [
  [
    /^(CERT_\w+|ERR_TLS_CERT_\w+|SELF_SIGNED_CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_(GET|VERIFY|DECRYPT|DECODE)_\w+|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE))$/,
    "tls-failed",
  ],
  [
    /^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT|ERR_SOCKET_CONNECTION_TIMEOUT)$/,
    "timeout",
  ],
  [/^(HPE_\w+|HTTP_PARSER|UND_ERR_HEADERS_OVERFLOW)$/, "answer-malformed"],
  [/^UND_ERR_RES_EXCEEDED_MAX_SIZE$/, "answer-too-large"],
  [/^UND_ERR_(ABORT|ABORTED|CLOSED|DESTROYED)$/, "cancelled"],
  [
    /^UND_ERR_(INVALID_ARG|NOT_SUPPORTED|REQ_CONTENT_LENGTH_MISMATCH)$/,
    "invalid-request",
  ],
];

/**
 * What a system's or a library's code says of a failure. Where it says nothing,
 * no connection came about before the first byte was written, and it was lost
 * afterwards.
 */
export function classifyFailure(
  code: string | undefined,
  delivery: Delivery,
): TransportErrorCode {
  const meaning = MEANINGS.find(([codes]) => codes.test(code ?? ""))?.[1];
  if (meaning !== undefined) return meaning;
  return delivery === "unknown" ? "connection-lost" : "connection-failed";
}

/**
 * A request that got no complete answer. It holds the method, the host and
 * codes: no path, header, body or remote text, and no cause, since the errors
 * of lower layers may carry any of them.
 */
export class TransportError extends Error {
  override readonly name = "TransportError";
  readonly code: TransportErrorCode;
  readonly delivery: Delivery;
  readonly method: Method;
  /** Name and port, without the path. */
  readonly host: string;
  /** An error code, or the rule that the request breaks. */
  readonly detail: string | undefined;
  /** The proxy that is to blame, as `host:port`. */
  readonly proxy: string | undefined;

  constructor(facts: TransportErrorFacts) {
    const detail = errorCode(facts.detail);
    super(`${facts.method} ${facts.host}: ${facts.code}`);
    this.code = facts.code;
    this.delivery = facts.delivery;
    this.method = facts.method;
    this.host = facts.host;
    this.detail = detail;
    this.proxy = facts.proxy;
  }
}

/** What a `TransportError` is made of. */
export type TransportErrorFacts = Pick<
  TransportError,
  "code" | "delivery" | "method" | "host"
> &
  Partial<Pick<TransportError, "detail" | "proxy">>;

/** The value when it looks like an error code: no secret does. */
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
