import type { HttpAnswer, HttpRequest } from "../http/message.ts";
import type { Purpose, Send } from "../http/sender.ts";
import type { Secret } from "../rotation/secret.ts";

/** What `POST /v2/clientIdSecrets` is sent. */
export interface MintBody {
  readonly roles: readonly string[];
  readonly description: string;
  /** RFC 3339. */
  readonly tokenExpiry?: string;
}

/** One method per operation of the DevOps API; answers come back as they are. */
export interface AstraClient {
  /** https://docs.datastax.com/en/astra-api-docs/_attachments/devops-api/index.html#tag/Organization-operations/operation/getCurrentOrganization */
  currentOrganization(token: Secret): Promise<HttpAnswer>;
  /** …/operation/getOrganizationRoles */
  roles(token: Secret): Promise<HttpAnswer>;
  /** …/operation/getClientsForOrg: one array with every token, no pages. */
  tokens(token: Secret, purpose: Purpose): Promise<HttpAnswer>;
  /** …/operation/generateTokenForClient: not idempotent, so it is sent once and never retried. */
  mint(token: Secret, body: MintBody): Promise<HttpAnswer>;
  /** …/operation/deleteTokenForClient */
  revoke(
    token: Secret,
    clientId: string,
    purpose: Purpose,
  ): Promise<HttpAnswer>;
}

/** A client of one DevOps API; `baseUrl` is its origin, with a path where a gateway adds one. */
export function createAstraClient(send: Send, baseUrl: URL): AstraClient {
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
    currentOrganization: (token) =>
      send(request("GET", "/v2/currentOrg", token), "rotate"),
    roles: (token) =>
      send(request("GET", "/v2/organizations/roles", token), "rotate"),
    tokens: (token, purpose) =>
      send(request("GET", "/v2/clientIdSecrets", token), purpose),
    mint: (token, body) =>
      send(request("POST", "/v2/clientIdSecrets", token, body), "rotate"),
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
