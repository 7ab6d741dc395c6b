import type { HttpAnswer, HttpRequest, Method } from "../http/message.ts";
import type { Send, SendOptions } from "../http/send-with-retry.ts";
import type { Purpose } from "../rotation/ports.ts";
import type { Secret } from "../rotation/secret.ts";
import type { DatabaseRole } from "./role-policy.ts";
import { TOKEN_LIST_BYTES } from "./token-list.ts";

/** What `POST /v2/clientIdSecrets` is sent. */
export interface MintBody {
  readonly roles: readonly string[];
  readonly description: string;
  /** RFC 3339. */
  readonly tokenExpiry?: string;
}

/**
 * One method per operation of the DevOps API; answers come back as they are.
 */
export interface AstraClient {
  /** Name and port of the server. */
  readonly host: string;
  /**
   * https://docs.datastax.com/en/astra-api-docs/_attachments/devops-api/index.html#tag/Organization-operations/operation/getCurrentOrganization
   */
  currentOrganization(
    token: Secret,
    options?: Pick<SendOptions, "once">,
  ): Promise<HttpAnswer>;
  /** …/operation/getOrganizationRoles */
  roles(token: Secret): Promise<HttpAnswer>;
  /**
   * …/operation/addOrganizationRole: not idempotent on the wire, so it is sent
   * once and never retried.
   */
  createRole(token: Secret, body: DatabaseRole): Promise<HttpAnswer>;
  /** …/operation/getClientsForOrg: one array with every token, no pages. */
  tokens(token: Secret, purpose: Purpose): Promise<HttpAnswer>;
  /**
   * …/operation/generateTokenForClient: not idempotent, so it is sent once and
   * never retried.
   */
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
 * gateway adds one.
 */
export function createAstraClient(
  send: Readonly<Record<Purpose, Send>>,
  baseUrl: URL,
  onAnswer: (answer: HttpAnswer) => void = () => undefined,
): AstraClient {
  const base = baseUrl.href.replace(/\/+$/u, "");
  const call = async (
    purpose: Purpose,
    token: Secret,
    [method, path]: readonly [Method, string],
    {
      body,
      ...options
    }: SendOptions & { readonly body?: MintBody | DatabaseRole } = {},
  ): Promise<HttpAnswer> => {
    const request: HttpRequest = {
      method,
      url: new URL(`${base}${path}`),
      headers: {
        accept: "application/json",
        authorization: `Bearer ${token.expose()}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    const answer = await send[purpose](request, options);
    onAnswer(answer);
    return answer;
  };
  return {
    host: baseUrl.host,
    currentOrganization: (token, options) =>
      call("rotate", token, ["GET", "/v2/currentOrg"], options),
    roles: (token) => call("rotate", token, ["GET", "/v2/organizations/roles"]),
    createRole: (token, body) =>
      call("rotate", token, ["POST", "/v2/organizations/roles"], { body }),
    tokens: (token, purpose) =>
      call(purpose, token, ["GET", "/v2/clientIdSecrets"], {
        maxBodyBytes: TOKEN_LIST_BYTES,
      }),
    mint: (token, body, purpose) =>
      call(purpose, token, ["POST", "/v2/clientIdSecrets"], { body }),
    revoke: (token, clientId, purpose) =>
      call(purpose, token, [
        "DELETE",
        `/v2/clientIdSecrets/${encodeURIComponent(clientId)}`,
      ]),
  };
}
