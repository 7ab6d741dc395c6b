import type { TransportError } from "./transport-error.ts";

/**
 * What a person can do about a certificate that was not accepted
 * (https://nodejs.org/api/cli.html#node_extra_ca_certsfile), where `input`
 * holds the service's address; undefined when the error is another one.
 */
export function certificateAdvice(
  { code, host }: TransportError,
  input: string,
): string | undefined {
  if (code !== "tls-failed") return undefined;
  return `If ${host}, or a proxy that inspects TLS, uses a certificate of a private authority, set the environment variable NODE_EXTRA_CA_CERTS to that authority's certificate file. Otherwise another server may have answered: check \`${input}\` and any proxy.`;
}
