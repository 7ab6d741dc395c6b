import type { HttpRequest, Method } from "../http/message.ts";
import type { FinalAnswer } from "../http/send-with-retry.ts";
import type { Purpose, Send, SendOptions } from "../http/sender.ts";
import type { Secret } from "../rotation/secret.ts";

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
) => Promise<FinalAnswer>;

/** Gives the token of one attempt, right before it leaves. */
export type Authorize = () => Promise<Secret>;

/** Builds requests and sends them. */
export type Request = (
  question: Question,
  authorize: Authorize,
  purpose: Purpose,
  options?: Pick<SendOptions, "pace" | "once">,
) => Promise<FinalAnswer>;

/** What a client is made of. */
export interface GitHubClientOptions {
  readonly send: Send;
  readonly baseUrl: URL;
}

/**
 * A client of GitHub's REST API. Octokit builds the request (templates,
 * encoding, headers); the answer stays outside it, because its errors keep
 * remote texts and what was sent. Throws `TransportError` when none came.
 */
export function createGitHubClient({
  send,
  baseUrl,
}: GitHubClientOptions): Request {
  const loaded = openOctokit(baseUrl);
  loaded.catch(silent);
  return async (question, authorize, purpose, options) => {
    const { method, path, parameters } = question;
    const complete = async (request: HttpRequest): Promise<HttpRequest> => {
      const authorization = `Bearer ${(await authorize()).expose()}`;
      return { ...request, headers: { ...request.headers, authorization } };
    };
    let sent: Promise<FinalAnswer> | undefined;
    const fetch = async (
      url: string,
      init: { headers: Record<string, string>; body?: unknown },
    ): Promise<Response> => {
      const { headers, body } = init;
      sent = send(
        {
          method,
          url: new URL(url),
          headers,
          ...(typeof body === "string" ? { body } : {}),
        },
        purpose,
        { ...options, complete },
      );
      await sent.catch(silent);
      return new Response(null, { status: 204 });
    };
    const octokit = await loaded;
    await octokit.request(`${method} ${path}`, {
      ...parameters,
      headers: { "x-github-api-version": API_VERSION },
      request: { fetch },
    });
    if (sent === undefined) throw new Error("octokit sent nothing");
    return await sent;
  };
}

// Loaded while Astra's requests are on their way: it is the largest package of all.
async function openOctokit(baseUrl: URL) {
  const { GitHub } = await import("@actions/github/lib/utils");
  return new GitHub({
    baseUrl: baseUrl.href.replace(/\/+$/u, ""),
    userAgent: "astra-token-rotator",
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
}

function silent(): void {
  // Octokit's own log may hold what was sent.
}
