import type { HttpRequest } from "./message.ts";

/** Headers that describe the connection or the framing, which are not the caller's business. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  "accept-encoding",
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/**
 * The rule that a request breaks, in capitals, or undefined. Checked before anything lower
 * sees the request, because lower layers quote what they refuse.
 */
export function brokenRule(request: HttpRequest): string | undefined {
  const { url } = request;
  if (url.username !== "" || url.password !== "") return "URL_CREDENTIALS";
  if (!isSafeOrigin(url)) return "URL_NOT_HTTPS";
  for (const [name, value] of Object.entries(request.headers)) {
    if (!/^[A-Za-z0-9-]{1,64}$/.test(name)) return "HEADER_NAME";
    if (OWN_HEADERS.has(name.toLowerCase())) return "HEADER_RESERVED";
    if (!/^[\t -~]*$/.test(value)) return "HEADER_VALUE";
  }
  return undefined;
}

function isSafeOrigin(url: URL): boolean {
  if (url.protocol === "https:") return true;
  return (
    url.protocol === "http:" &&
    /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/.test(url.hostname)
  );
}
