/** Whether a request that failed can have had an effect: certainly not, or nobody knows. */
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

/** What a failure means for whoever sent the request. */
export interface Failure {
  readonly code: TransportErrorCode;
  readonly delivery: Delivery;
}

const CERTIFICATE_CODE =
  /^(CERT_\w+|ERR_TLS_CERT_\w+|SELF_SIGNED_CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_(GET|VERIFY|DECRYPT|DECODE)_\w+|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE))$/;

/** Whether an error code says that a certificate does not prove what it should. */
export function isCertificateCode(code: string | undefined): boolean {
  return CERTIFICATE_CODE.test(code ?? "");
}

/** System, OpenSSL, parser and undici codes that mean the same whenever they occur; the first match counts. */
const MEANINGS: readonly (readonly [RegExp, TransportErrorCode])[] = [
  [CERTIFICATE_CODE, "tls-failed"],
  [
    /^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT|ERR_SOCKET_CONNECTION_TIMEOUT)$/,
    "timeout",
  ],
  [/^(HPE_\w+|HTTP_PARSER|UND_ERR_HEADERS_OVERFLOW)$/, "answer-malformed"],
  [/^(ANSWER_TOO_LONG|UND_ERR_RES_EXCEEDED_MAX_SIZE)$/, "answer-too-large"],
  [/^UND_ERR_(ABORT|ABORTED|CLOSED|DESTROYED)$/, "cancelled"],
  [
    /^UND_ERR_(INVALID_ARG|NOT_SUPPORTED|REQ_CONTENT_LENGTH_MISMATCH)$/,
    "invalid-request",
  ],
];

/**
 * Reads a failure by its error code and by whether writing had begun. The latter alone decides
 * the delivery: before the first byte (ENOTFOUND, ECONNREFUSED, a refused certificate, ECONNRESET
 * in a handshake) nothing can have happened, after it (ECONNRESET, a lost or torn answer) anything.
 */
export function classifyFailure(
  systemCode: string | undefined,
  writingBegun: boolean,
): Failure {
  const meaning = MEANINGS.find(([codes]) => codes.test(systemCode ?? ""));
  return {
    code:
      meaning?.[1] ?? (writingBegun ? "connection-lost" : "connection-failed"),
    delivery: writingBegun ? "unknown" : "not-sent",
  };
}
