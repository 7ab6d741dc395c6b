import type { SimulatedAnswer } from "../kernel/gate.ts";
import type { Route, SimulatorRequest } from "../kernel/server.ts";
import { text } from "../kernel/answers.ts";
import { addressed } from "./addresses.ts";
import type { GithubState } from "./call.ts";
import { githubError, notFound, suspended } from "./errors.ts";
import { expiryHeader } from "./instants.ts";
import { loginRefusal } from "./refusals.ts";
import { findEndpoint, type Endpoint } from "./routes.ts";
import type { Token } from "./tokens.ts";

/** What a server's web site answers to a path of the API without its prefix. */
const WEB_PAGE = {
  status: 404,
  headers: { "content-type": "text/html; charset=utf-8" },
  body: "<!DOCTYPE html>\n<title>Page not found</title>\n",
};

const apiVersions: readonly string[] = ["2022-11-28", "2026-03-10"];

/**
 * Finds the endpoint of a request; handling it then checks, counts, acts and
 * answers.
 */
export function routeRequest(
  github: GithubState,
  received: SimulatorRequest,
): Route {
  const prefix = github.behaviour().pathPrefix;
  const { repositories } = github;
  const reached = addressed(received, prefix, github.base(), repositories);
  if (reached === undefined)
    return { operation: "unrouted", handle: () => WEB_PAGE };
  const state = { ...github, base: () => reached.base };
  const request = { ...received, segments: reached.segments };
  const endpoint = findEndpoint(request.method, request.segments);
  state.limits.begin(request.sequence);
  return {
    operation: endpoint?.operation ?? "unrouted",
    handle: () => {
      const token = bearer(state, request);
      const answer = answerRequest(state, request, endpoint, token);
      state.limits.end(request.sequence);
      return withCommonHeaders(state, request, token, answer);
    },
  };
}

function answerRequest(
  state: GithubState,
  request: SimulatorRequest,
  endpoint: Endpoint | undefined,
  token: Token | undefined,
): SimulatedAnswer {
  const malformed = headerProblem(state, request);
  if (malformed !== undefined) return malformed;
  if (endpoint !== undefined && "runAsApp" in endpoint)
    return answerApp(state, request, endpoint);
  if (token === undefined) return githubError(401, "Bad credentials");
  const refused = isSuspended(state, token)
    ? suspended()
    : loginRefusal(token, state.behaviour());
  if (refused !== undefined) return refused;
  const { sequence, method } = request;
  const creates = endpoint?.operation.endsWith(".put-secret") ?? false;
  const refusal =
    endpoint !== undefined && endpoint.free === true
      ? undefined
      : state.limits.admit(token, { sequence, method, creates });
  if (refusal !== undefined) return refusal;
  return endpoint?.run({ request, token, state }) ?? notFound();
}

function isSuspended({ apps }: GithubState, { grant }: Token): boolean {
  return (
    grant.kind === "installation" &&
    grant.installation !== undefined &&
    apps.installation(grant.installation)?.suspendedAt !== undefined
  );
}

function answerApp(
  state: GithubState,
  request: SimulatorRequest,
  { runAsApp }: Extract<Endpoint, { runAsApp: unknown }>,
): SimulatedAnswer {
  const text = bearerText(request) ?? "";
  const { clientIdsKnown } = state.behaviour();
  const asserted = state.apps.assert(text, state.clock.now(), clientIdsKnown);
  if (asserted === undefined)
    return githubError(401, "A JSON web token could not be decoded");
  return asserted.kind === "app"
    ? runAsApp({ request, state, app: asserted.app })
    : githubError(asserted.status, asserted.message);
}

function headerProblem(
  state: GithubState,
  { headers }: SimulatorRequest,
): SimulatedAnswer | undefined {
  if ((headers["user-agent"] ?? "") === "")
    return text(
      403,
      "Request forbidden by administrative rules. Please make sure your request has a User-Agent header (https://docs.github.com/en/rest/overview/resources-in-the-rest-api#user-agent-required). Check https://developer.github.com for other possible causes.\n",
    );
  const version = headers["x-github-api-version"];
  if (version !== undefined) {
    if (state.behaviour().retiredApiVersions.includes(version))
      return githubError(410, `API version ${version} is no longer supported.`);
    // The wording is not documented, only the status.
    if (!apiVersions.includes(version))
      return githubError(400, `${version} is not a supported API version.`);
  }
  return headers["authorization"] === undefined
    ? githubError(401, "Requires authentication")
    : undefined;
}

function bearerText({ headers }: SimulatorRequest): string | undefined {
  return /^(?:bearer|token) +(\S+)$/i.exec(headers["authorization"] ?? "")?.[1];
}

function bearer(
  state: GithubState,
  request: SimulatorRequest,
): Token | undefined {
  const value = bearerText(request);
  const token = value === undefined ? undefined : state.tokens.find(value);
  return token === undefined ? undefined : asKnownNow(state, token);
}

/**
 * A fresh installation token is not known everywhere at once, or not wholly.
 */
function asKnownNow(state: GithubState, token: Token): Token | undefined {
  const { appTokenLag, appTokenLagMs } = state.behaviour();
  const { grant, issuedAt } = token;
  if (grant.kind !== "installation" || appTokenLag === "none") return token;
  if (state.clock.now() >= issuedAt + appTokenLagMs) return token;
  return appTokenLag === "unknown"
    ? undefined
    : { ...token, grant: { ...grant, permissions: {} } };
}

function withCommonHeaders(
  state: GithubState,
  request: SimulatorRequest,
  token: Token | undefined,
  answer: SimulatedAnswer,
): SimulatedAnswer {
  const headers: Record<string, string> = {
    date: new Date(state.clock.now()).toUTCString(),
    "x-github-media-type": "github.v3; format=json",
    "x-github-request-id": `SIM0:${String(request.sequence).padStart(6, "0")}`,
    "x-github-api-version-selected":
      request.headers["x-github-api-version"] ?? "2022-11-28",
  };
  if (token !== undefined) Object.assign(headers, expiryOf(token));
  if (token !== undefined && state.behaviour().limited)
    Object.assign(headers, tokenHeaders(state, token));
  return { ...answer, headers: { ...headers, ...answer.headers } };
}

/** Personal tokens that expire say so in every answer. */
function expiryOf({
  grant,
  expiresAt,
}: Token): Readonly<Record<string, string>> {
  if (grant.kind !== "classic" && grant.kind !== "fine-grained") return {};
  const form = grant.expiryHeader ?? "utc";
  return expiresAt === undefined || form === "absent"
    ? {}
    : {
        "github-authentication-token-expiration": expiryHeader(expiresAt, form),
      };
}

function tokenHeaders(
  state: GithubState,
  token: Token,
): Readonly<Record<string, string>> {
  const { limit, used, remaining, reset } = state.limits.state(token);
  const rate = {
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": String(remaining),
    "x-ratelimit-used": String(used),
    "x-ratelimit-reset": String(reset),
    "x-ratelimit-resource": "core",
  };
  return token.grant.kind === "classic"
    ? { ...rate, "x-oauth-scopes": token.grant.scopes.join(", ") }
    : rate;
}
