import type { HttpAnswer, HttpRequest } from "../http/message.ts";
import type { Purpose, Send } from "../http/sender.ts";
import type { Secret } from "../rotation/secret.ts";
import { TOKEN_LIST_BYTES } from "./token-list.ts";

/** What `POST /v2/clientIdSecrets` is sent. */
export interface MintBody {
  readonly roles: readonly string[];
  readonly description: string;
  /** RFC 3339. */
  readonly tokenExpiry?: string;
}

/** One method per operation of the DevOps API; answers come back as they are. */
export interface AstraClient {
  /** Name and port of the server. */
  readonly host: string;
  /** https://docs.datastax.com/en/astra-api-docs/_attachments/devops-api/index.html#tag/Organization-operations/operation/getCurrentOrganization */
  currentOrganization(token: Secret): Promise<HttpAnswer>;
  /** …/operation/getOrganizationRoles */
  roles(token: Secret): Promise<HttpAnswer>;
  /** …/operation/getClientsForOrg: one array with every token, no pages. */
  tokens(token: Secret, purpose: Purpose): Promise<HttpAnswer>;
  /** …/operation/generateTokenForClient: not idempotent, so it is sent once and never retried. */
  mint(token: Secret, body: MintBody, purpose: Purpose): Promise<HttpAnswer>;
  /** …/operation/deleteTokenForClient */
  revoke(
    token: Secret,
    clientId: string,
    purpose: Purpose,
  ): Promise<HttpAnswer>;
}

/**
 * A client of one DevOps API; `baseUrl` is its origin, with a path where a
 * gateway adds one. `onAnswer` is called with every answer, whatever it says.
 */
export function createAstraClient(
  sendRequest: Send,
  baseUrl: URL,
  onAnswer: (answer: HttpAnswer) => void = () => undefined,
): AstraClient {
  const send: Send = async (...request) => {
    const answer = await sendRequest(...request);
    onAnswer(answer);
    return answer;
  };
  const base = baseUrl.href.replace(/\/+$/u, "");
  const request = (
    method: HttpRequest["method"],
    path: string,
    token: Secret,
    body?: MintBody,
  ): HttpRequest => ({
    method,
    url: new URL(`${base}${path}`),
    headers: {
      accept: "application/json",
      authorization: `Bearer ${token.expose()}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return {
    host: baseUrl.host,
    currentOrganization: (token) =>
      send(request("GET", "/v2/currentOrg", token), "rotate"),
    roles: (token) =>
      send(request("GET", "/v2/organizations/roles", token), "rotate"),
    tokens: (token, purpose) =>
      send(request("GET", "/v2/clientIdSecrets", token), purpose, {
        maxBodyBytes: TOKEN_LIST_BYTES,
      }),
    mint: (token, body, purpose) =>
      send(request("POST", "/v2/clientIdSecrets", token, body), purpose),
    revoke: (token, clientId, purpose) =>
      send(
        request(
          "DELETE",
          `/v2/clientIdSecrets/${encodeURIComponent(clientId)}`,
          token,
        ),
        purpose,
      ),
  };
}
