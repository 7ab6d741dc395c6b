import { quote } from "./quote.ts";

/** The address of a service, as far as there is one, and what is wrong with it. */
export interface ServiceUrl {
  readonly url: URL | undefined;
  readonly problem: string | undefined;
}

/** Where the services are, unless somebody says otherwise. */
export const ASTRA_URL = "https://api.astra.datastax.com";
export const GITHUB_URL = "https://api.github.com";

/** Reads the address of a service; a slash at the end of its path makes no difference. */
export function readServiceUrl(text: string): ServiceUrl {
  const url = URL.parse(text);
  if (url === null) return { url: undefined, problem: "is not an address." };
  url.pathname = url.pathname.replace(/\/+$/u, "");
  return { url, problem: problemOf(url, text) };
}

function problemOf(url: URL, text: string): string | undefined {
  if (url.username !== "" || url.password !== "") return "holds credentials.";
  if (url.search !== "" || url.hash !== "") return "has a query or fragment.";
  return isSafe(url) ? undefined : `${quote(text)} is not https.`;
}

function isSafe({ protocol, hostname }: URL): boolean {
  if (protocol === "https:") return true;
  const isLoopback =
    hostname === "localhost" ||
    hostname === "[::1]" ||
    /^127(?:\.\d{1,3}){3}$/u.test(hostname);
  return protocol === "http:" && isLoopback;
}
