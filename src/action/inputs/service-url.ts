import { quote } from "./quote.ts";

/**
 * The URL of a service, if the text is one, and the problem with it, if any.
 */
export interface ServiceUrl {
  readonly url: URL | undefined;
  readonly problem: string | undefined;
}

/** The default URLs. */
export const ASTRA_URL = "https://api.astra.datastax.com";
export const GITHUB_URL = "https://api.github.com";

/** Reads the URL of a service; slashes at the end of its path are dropped. */
export function readServiceUrl(text: string): ServiceUrl {
  const url = URL.parse(text);
  if (url === null) return { url: undefined, problem: "is not a valid URL." };
  url.pathname = url.pathname.replace(/\/+$/u, "");
  return { url, problem: problemOf(url, text) };
}

function problemOf(url: URL, text: string): string | undefined {
  if (url.username !== "" || url.password !== "")
    return "contains credentials.";
  if (url.search !== "" || url.hash !== "")
    return "contains a query or fragment.";
  return isSafe(url) ? undefined : `${quote(text)} does not use https.`;
}

function isSafe({ protocol, hostname }: URL): boolean {
  if (protocol === "https:") return true;
  const isLoopback =
    hostname === "localhost" ||
    hostname === "[::1]" ||
    /^127(?:\.\d{1,3}){3}$/u.test(hostname);
  return protocol === "http:" && isLoopback;
}
