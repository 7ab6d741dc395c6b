import type { SimulatedAnswer } from "../kernel/gate.ts";
import type { Route, SimulatorRequest } from "../kernel/server.ts";
import { text } from "../kernel/answers.ts";
import type { GithubState } from "./call.ts";
import { githubError, notFound } from "./errors.ts";
import { findEndpoint, type Endpoint } from "./routes.ts";
import type { Token } from "./tokens.ts";

const apiVersions: readonly string[] = ["2022-11-28", "2026-03-10"];

/** Finds the endpoint of a request; handling it then checks, counts, acts and answers. */
export function routeRequest(
  state: GithubState,
  request: SimulatorRequest,
): Route {
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
  const { sequence, method } = request;
  const creates = endpoint?.operation.endsWith(".put-secret") ?? false;
  const refusal =
    endpoint !== undefined && endpoint.free === true
      ? undefined
      : state.limits.admit(token, { sequence, method, creates });
  if (refusal !== undefined) return refusal;
  return endpoint?.run({ request, token, state }) ?? notFound();
}

function answerApp(
  state: GithubState,
  request: SimulatorRequest,
  { runAsApp }: Extract<Endpoint, { runAsApp: unknown }>,
): SimulatedAnswer {
  const text = bearerText(request) ?? "";
  const asserted = state.apps.assert(text, state.clock.now());
  if (asserted === undefined)
    return githubError(401, "A JSON web token could not be decoded");
  return asserted.kind === "app"
    ? runAsApp({ request, state, app: asserted.app })
    : githubError(401, asserted.message);
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
  return value === undefined ? undefined : state.tokens.find(value);
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
  if (token !== undefined && state.behaviour().limited)
    Object.assign(headers, tokenHeaders(state, token));
  return { ...answer, headers: { ...headers, ...answer.headers } };
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
