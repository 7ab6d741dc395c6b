import { AsyncLocalStorage } from "node:async_hooks";
import { GitHub } from "@actions/github/lib/utils";
import type * as v from "valibot";
import { readBody } from "../service/bounded-json.ts";
import type { HttpRequest, Method } from "../http/message.ts";
import type {
  FinalAnswer,
  Send,
  SendOptions,
} from "../http/send-with-retry.ts";
import type { Purpose, Read } from "../rotation/ports.ts";
import type { Secret } from "../rotation/secret.ts";
import { brokenOf, failureOf, type GitHubTask } from "./failures.ts";
import { rateLimitWait } from "./pace/rate-limit.ts";
import { withTextKeyId } from "./wire.ts";

/** https://docs.github.com/en/rest/about-the-rest-api/api-versions */
const API_VERSION = "2022-11-28";

const USER_AGENT = "astra-token-rotator";

/** The only headers of Octokit's that are sent. */
const SENT_HEADERS = ["accept", "content-type"] as const;

/**
 * All that Octokit reads of a 204. `Response` would load Node's own client,
 * which nothing here uses: 40 ms and 10 MB.
 */
const NO_CONTENT = { status: 204, url: "", headers: new Map() };

/** GitHub's own client, with a method for every documented operation. */
export type Octokit = InstanceType<typeof GitHub>;

/** A complete answer of GitHub's, or of what stands in its place. */
export interface GitHubAnswer extends FinalAnswer {
  /** The address of the API that was called. */
  readonly api: URL;
  /** The method and the path of the request, percent-encoded. */
  readonly asked: { readonly method: Method; readonly path: string };
}

/** One operation of GitHub's REST API: calls one method of the client once. */
export type Operation = (octokit: Octokit) => Promise<unknown>;

/**
 * Sends one operation to GitHub and returns its answer, whatever the status.
 * Throws `TransportError` when no complete answer came, and `RotationError`
 * when the operation may not leave within the run.
 */
export type Request = (
  operation: Operation,
  options?: Pick<SendOptions, "once">,
) => Promise<GitHubAnswer>;

/** Returns the token of one attempt, right before it leaves. */
export type Authorize = () => Promise<Secret>;

/** A `Request` that names its token and purpose itself. */
export type AuthorizedRequest = (
  operation: Operation,
  authorize: Authorize,
  purpose: Purpose,
  options?: Pick<SendOptions, "pace" | "once">,
) => Promise<GitHubAnswer>;

/** How GitHub is reached. */
export interface GitHubConnection {
  readonly send: Readonly<Record<Purpose, Send>>;
  readonly baseUrl: URL;
}

/**
 * GitHub's REST API through Octokit, with our own way out underneath.
 *
 * Octokit builds every request and never sees a token or an answer: its errors
 * keep the remote text and what was sent, and its log prints headers of
 * answers. So its `fetch` hands the request to `send` and always returns an
 * empty 204, and the real answer is returned beside it. `getOctokit` cannot do
 * this, because it insists on a token of its own.
 */
export function createRequest({
  send,
  baseUrl,
}: GitHubConnection): AuthorizedRequest {
  const calls = new AsyncLocalStorage<Call>();
  const octokit = openOctokit(baseUrl, async (url, init) => {
    const call = calls.getStore();
    if (call === undefined) throw new Error("a request of no operation");
    await call(url, init);
    return NO_CONTENT;
  });
  return async (operation, authorize, purpose, options) => {
    const complete = async (request: HttpRequest): Promise<HttpRequest> => {
      const authorization = `Bearer ${(await authorize()).expose()}`;
      return { ...request, headers: { ...request.headers, authorization } };
    };
    let sending: Promise<FinalAnswer> | undefined;
    let asked: GitHubAnswer["asked"] | undefined;
    const call: Call = async (url, init) => {
      if (sending !== undefined) throw new Error("a second request");
      const request = requestOf(new URL(url), init, baseUrl);
      asked = { method: request.method, path: request.url.pathname };
      sending = send[purpose](request, {
        ...options,
        complete,
        rateLimitWait,
      });
      await sending;
    };
    try {
      await calls.run(call, () => operation(octokit));
    } catch {
      // Octokit's error: the reason is what `sending` failed with.
    }
    if (sending === undefined || asked === undefined) {
      throw new Error("nothing was sent");
    }
    return { ...(await sending), api: baseUrl, asked };
  };
}

/** Sends what Octokit built for one operation. */
type Call = (url: string, init: Built) => Promise<void>;

/** What Octokit passes to its `fetch`; the names of headers in lower case. */
interface Built {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

function openOctokit(
  baseUrl: URL,
  fetch: (url: string, init: Built) => Promise<typeof NO_CONTENT>,
): Octokit {
  return new GitHub({
    baseUrl: baseUrl.href.replace(/\/+$/u, ""),
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    request: { fetch },
  });
}

function ignore(): void {
  // Octokit quotes answers in what it logs.
}

function requestOf(
  url: URL,
  { method, headers, body }: Built,
  baseUrl: URL,
): HttpRequest {
  if (url.origin !== baseUrl.origin) throw new Error("another origin");
  const kept = SENT_HEADERS.flatMap((name) => {
    const value = headers[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    method: method as Method,
    url,
    headers: {
      ...Object.fromEntries(kept),
      "user-agent": USER_AGENT,
      "x-github-api-version": API_VERSION,
    },
    ...(typeof body === "string" ? { body } : {}),
  };
}

/**
 * Sends a reading operation. Returns every complete answer, with GitHub's time;
 * throws `RotationError` when none came.
 */
export async function read(
  request: Request,
  operation: Operation,
  task: GitHubTask,
): Promise<Read<GitHubAnswer>> {
  try {
    const value = await request(operation);
    const { serverTime, receivedAt } = value;
    return {
      value,
      clock:
        serverTime === undefined
          ? undefined
          : { service: "github", serverTime, receivedAt },
    };
  } catch (thrown) {
    throw brokenOf(thrown, task);
  }
}

/** The body of a 200 in the given shape; throws for any other answer. */
export function parseAnswer<T>(
  answer: GitHubAnswer,
  schema: v.GenericSchema<unknown, T>,
  task: GitHubTask,
): T {
  const wire =
    answer.status === 200
      ? readBody(schema, withTextKeyId(answer.body))
      : undefined;
  if (wire === undefined) throw failureOf(answer, task);
  return wire;
}

/** The later answer to a write, with what an earlier sending may have done. */
export function carryEarlierEffect(
  earlier: GitHubAnswer,
  later: GitHubAnswer,
): GitHubAnswer {
  return earlier.earlierEffect === "possible"
    ? { ...later, earlierEffect: "possible" }
    : later;
}
