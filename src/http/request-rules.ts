import type { HttpRequest } from "./message.ts";

/**
 * The rule that a request breaks, in capitals, or undefined. HTTPS protects
 * what is sent, except on this machine; undici itself would let more pass.
 */
export function brokenRule({ url, headers }: HttpRequest): string | undefined {
  if (url.username !== "" || url.password !== "") return "URL_CREDENTIALS";
  const isSafe =
    url.protocol === "https:" ||
    (url.protocol === "http:" &&
      /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/.test(
        url.hostname,
      ));
  if (!isSafe) return "URL_NOT_HTTPS";
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[A-Za-z0-9-]{1,64}$/.test(name)) return "HEADER_NAME";
    if (OWN_HEADERS.test(name)) return "HEADER_RESERVED";
    if (!/^[\t -~]*$/.test(value)) return "HEADER_VALUE";
  }
  return undefined;
}

/** Headers of the connection or the framing. */
const OWN_HEADERS =
  /^(accept-encoding|connection|content-length|expect|host|keep-alive|te|trailer|transfer-encoding|upgrade)$/i;
