import type {
  TransportError,
  TransportErrorCode,
} from "../http/transport-error.ts";
import {
  RotationError,
  type RotationErrorCode,
  type RotationErrorFacts,
} from "../rotation/errors.ts";

/** How an adapter tells that its service was not reached. */
export interface Reaching {
  readonly code: RotationErrorCode;
  readonly service: "Astra" | "GitHub";
  /** The input that holds the service's address. */
  readonly input: string;
  /** What the request was for, as it follows the service's name. */
  readonly purpose: string;
  /** What is said where something did answer, without a use. */
  readonly unusable: string;
}

const SAID: Readonly<Record<TransportErrorCode, string>> = {
  "connection-failed": "no connection could be made",
  "tls-failed": "the certificate of the server was not accepted",
  timeout: "there was no complete answer in time",
  "connection-lost": "the connection was lost before the answer was complete",
  "answer-too-large": "the answer is larger than allowed",
  "answer-malformed": "the answer is not well-formed HTTP without compression",
  cancelled: "the request was cancelled",
  "invalid-request": "the request is not allowed",
};

/** What happened, in words: `GET HOST: no connection could be made (CODE)`. */
export function sayFailure(error: TransportError): string {
  const { method, host, code, detail } = error;
  const note = detail === undefined ? "" : ` (${detail})`;
  return `${method} ${host}: ${SAID[code]}${note}`;
}

/** Whether something was reached, whose answer is of no use. */
export function hasAnswer({ code }: TransportError): boolean {
  return code === "answer-malformed" || code === "answer-too-large";
}

type Words = Pick<RotationErrorFacts, "summary" | "remedy" | "rerun">;

/**
 * A request that got no usable answer, as an error with a remedy: the proxy, a
 * certificate or the network is to blame.
 */
export function unreachable(
  cause: TransportError,
  reaching: Reaching,
): RotationError {
  const { code } = reaching;
  const words =
    proxyWords(cause) ??
    certificateWords(cause, reaching) ??
    networkWords(cause, reaching);
  return new RotationError({ code, ...words, cause });
}

function networkWords(
  error: TransportError,
  { service, input, purpose, unusable }: Reaching,
): Words {
  const verdict = hasAnswer(error)
    ? unusable
    : `Could not reach ${service} ${purpose}`;
  return {
    summary: `${verdict}: ${sayFailure(error)}.`,
    remedy: `If it persists, check the runner's network, its proxy settings and \`${input}\`.`,
    rerun: "safe",
  };
}

/** https://nodejs.org/api/cli.html#node_extra_ca_certsfile */
function certificateWords(
  error: TransportError,
  { service, input }: Reaching,
): Words | undefined {
  if (error.code !== "tls-failed") return undefined;
  return {
    // It is one problem, however many requests meet it: no purpose is named.
    summary: `Could not reach ${service}: ${sayFailure(error)}.`,
    remedy: `If ${error.host}, or a proxy that inspects TLS, uses a certificate of a private authority, set the environment variable NODE_EXTRA_CA_CERTS to that authority's certificate file. Otherwise another server may have answered: check \`${input}\` and any proxy.`,
    rerun: "fix-first",
  };
}

function proxyWords({
  detail = "",
  proxy,
  host,
}: TransportError): Words | undefined {
  if (proxy === undefined) return undefined;
  const status = /^PROXY_(\d{3})$/u.exec(detail)?.[1];
  const address = "the proxy's address (`https_proxy` or `all_proxy`)";
  if (status === "407") {
    return {
      summary: `The proxy ${proxy} did not accept the runner's proxy credentials, or there are none (HTTP 407).`,
      remedy: `Set the user and the password in ${address}, with special characters percent-encoded.`,
      rerun: "fix-first",
    };
  }
  if (status !== undefined) {
    return {
      summary: `The proxy ${proxy} opened no connection to ${host} (HTTP ${status}).`,
      remedy: `Allow ${host} in the proxy, or list it in \`no_proxy\` if the runner reaches it directly.`,
      rerun: status.startsWith("5") ? "safe" : "fix-first",
    };
  }
  if (detail === "PROXY_CERTIFICATE") {
    return {
      summary: `The certificate of the proxy ${proxy} was not accepted.`,
      remedy:
        "If a private authority issued it, set the environment variable NODE_EXTRA_CA_CERTS to that authority's certificate file.",
      rerun: "fix-first",
    };
  }
  const summary =
    detail === "PROXY_UNREACHABLE"
      ? `Could not reach the proxy ${proxy}.`
      : `The proxy ${proxy} gave no usable answer when it was asked for a connection to ${host}.`;
  const remedy = `Check ${address} and the runner's network.`;
  return { summary, remedy, rerun: "safe" };
}
