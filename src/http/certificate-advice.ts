import type { TransportError } from "./transport-error.ts";

/**
 * What a person can do about a certificate that was not accepted
 * (https://nodejs.org/api/cli.html#node_extra_ca_certsfile), where `input` holds the service's
 * address; undefined when the error is another one.
 */
export function certificateAdvice(
  { code, host }: TransportError,
  input: string,
): string | undefined {
  if (code !== "tls-failed") return undefined;
  return `If ${host}, or a proxy that opens TLS on the way to it, has a certificate of an authority of your own, name the file of that authority's certificate in the environment variable NODE_EXTRA_CA_CERTS. Otherwise somebody else may have answered in its place: look at \`${input}\` and at proxies. Nothing was sent to whoever answered.`;
}
