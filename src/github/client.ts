import type { Method } from "../http/message.ts";
import type { FinalAnswer } from "../http/send-with-retry.ts";
import type { Purpose, Send } from "../http/sender.ts";
import type { Secret } from "../rotation/secret.ts";

/** https://docs.github.com/en/rest/about-the-rest-api/api-versions */
const API_VERSION = "2022-11-28";

/** What a call fills the route's placeholders with; what is left over becomes the JSON body. */
export type Parameters = Readonly<Record<string, string>>;

/** Sends one request to GitHub and gives its answer as it came, errors included. */
export type Call = (
  method: Exclude<Method, "POST">,
  path: string,
  parameters: Parameters,
) => Promise<FinalAnswer>;

/** What a client is made of. */
export interface GitHubClientOptions {
  readonly send: Send;
  readonly token: Secret;
  readonly baseUrl: URL;
}

/**
 * A caller of GitHub's REST API. Octokit builds the request (templates,
 * encoding, headers); the answer stays outside it, because its errors keep
 * remote texts and what was sent. Throws `TransportError` when none came.
 */
export function createGitHubCall(options: GitHubClientOptions): Call {
  const loaded = openOctokit(options);
  loaded.catch(silent);
  return async (method, path, parameters) => {
    let sent: Promise<FinalAnswer> | undefined;
    const fetch = async (
      url: string,
      init: { headers: Record<string, string>; body?: string },
    ): Promise<Response> => {
      sent = sendOnce(options.send, method, url, init, "rotate");
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
async function openOctokit({ token, baseUrl }: GitHubClientOptions) {
  const { getOctokit } = await import("@actions/github");
  return getOctokit(token.expose(), {
    baseUrl: baseUrl.href.replace(/\/+$/u, ""),
    userAgent: "astra-token-rotator",
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
}

function silent(): void {
  // Octokit's own log may hold what was sent.
}

async function sendOnce(
  send: Send,
  method: Method,
  url: string,
  init: { headers: Record<string, string>; body?: string },
  purpose: Purpose,
): Promise<FinalAnswer> {
  return await send(
    {
      method,
      url: new URL(url),
      headers: init.headers,
      ...(typeof init.body === "string" ? { body: init.body } : {}),
    },
    purpose,
  );
}
