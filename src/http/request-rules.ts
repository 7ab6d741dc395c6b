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
  const areSafe = Object.values(headers).every((value) =>
    /^[\t -~]*$/.test(value),
  );
  return areSafe ? undefined : "HEADER_VALUE";
}
