import { endpoint } from "@octokit/endpoint";
import type { HttpRequest, Method } from "../http/message.ts";
import type { Purpose, Send, SendOptions } from "../http/sender.ts";
import type { Secret } from "../rotation/secret.ts";
import type { GitHubAnswer } from "./provenance.ts";

/** https://docs.github.com/en/rest/about-the-rest-api/api-versions */
const API_VERSION = "2022-11-28";

/** What fills the placeholders of a route; the rest goes into the query of a GET and the JSON body of others. */
export type Parameters = Readonly<Record<string, unknown>>;

/** One request as a route with its parameters. */
export interface Question {
  readonly method: Method;
  readonly path: string;
  readonly parameters: Parameters;
}

/** Sends one request to GitHub and gives its answer as it came, errors included. */
export type Call = (
  question: Question,
  options?: Pick<SendOptions, "once">,
) => Promise<GitHubAnswer>;

/** Gives the token of one attempt, right before it leaves. */
export type Authorize = () => Promise<Secret>;

/** Builds requests and sends them. */
export type Request = (
  question: Question,
  authorize: Authorize,
  purpose: Purpose,
  options?: Pick<SendOptions, "pace" | "once">,
) => Promise<GitHubAnswer>;

/** What a client is made of. */
export interface GitHubClientOptions {
  readonly send: Send;
  readonly baseUrl: URL;
}

/**
 * A client of GitHub's REST API. Octokit's own builder makes the requests (templates, encoding,
 * headers); the rest of Octokit stays outside, because its errors keep remote texts and what was
 * sent, and because the first request would wait until it is loaded. Throws `TransportError` when no answer came.
 */
export function createGitHubClient({
  send,
  baseUrl,
}: GitHubClientOptions): Request {
  const build = endpoint.defaults({
    baseUrl: baseUrl.href.replace(/\/+$/u, ""),
    headers: {
      "user-agent": "astra-token-rotator",
      "x-github-api-version": API_VERSION,
    },
  });
  return async ({ method, path, parameters }, authorize, purpose, options) => {
    const built = build(`${method} ${path}`, { ...parameters });
    const { url, headers } = built;
    const request: HttpRequest = {
      method,
      url: new URL(url),
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, String(value)]),
      ),
      ...bodyOf(built.body),
    };
    const answer = await send(request, purpose, {
      ...options,
      complete: async (request) => {
        const authorization = `Bearer ${(await authorize()).expose()}`;
        return { ...request, headers: { ...request.headers, authorization } };
      },
    });
    const asked = { method, path: request.url.pathname };
    return { ...answer, api: baseUrl, asked };
  };
}

/** Octokit leaves an object for the body of a request, and an empty text where a PUT has none. */
function bodyOf(body: unknown): { readonly body?: string } {
  if (body === undefined) return {};
  return { body: typeof body === "string" ? body : JSON.stringify(body) };
}
