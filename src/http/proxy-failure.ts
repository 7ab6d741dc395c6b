import type { TransportError } from "./transport-error.ts";

/** A failure of a proxy in words, for an error that stops a run. */
export interface ProxyFailure {
  readonly summary: string;
  readonly remedy: string;
  readonly rerun: "safe" | "fix-first";
}

/**
 * What happened at a proxy and what to do; undefined when the error is another
 * one.
 */
export function proxyFailure({
  detail = "",
  proxy,
  host,
}: TransportError): ProxyFailure | undefined {
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
