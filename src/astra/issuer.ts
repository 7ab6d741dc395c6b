import { readBody } from "../service/bounded-json.ts";
import { TransportError } from "../http/transport-error.ts";
import type { HttpAnswer } from "../http/message.ts";
import type { ListedToken } from "../rotation/credential.ts";
import type {
  Issuer,
  PreviousAnswer,
  ProbeAnswer,
  Purpose,
  Read,
  WriteAnswer,
} from "../rotation/ports.ts";
import type { Secret } from "../rotation/secret.ts";
import { askAs, organizationIn } from "./ask-as.ts";
import type { AstraClient } from "./client.ts";
import type { Mask } from "./credential-wire.ts";
import type { AstraAttempt, AstraTask, Bearer } from "./attempt.ts";
import { brokenOf, failureOf, timesUnreadable } from "./failures.ts";
import { mintOnce } from "./minting.ts";
import { provenanceOf, saysDeadToken } from "./provenance.ts";
import { isSuccess, read } from "./reads.ts";
import { type DatabaseRoleOptions, readRoles } from "./role-reading.ts";
import { readTokenList } from "./token-list.ts";
import { OrganizationWire } from "./wire.ts";

/** What an issuer is made of. */
export interface IssuerOptions {
  readonly client: AstraClient;
  readonly adminToken: Secret;
  readonly adminClientId: string;
  readonly previousToken: Secret | undefined;
  /** As configured: ids or names. */
  readonly roles: readonly string[];
  /** Set in place of `roles`. */
  readonly databaseRole?: DatabaseRoleOptions | undefined;
  readonly mask: Mask;
  /**
   * Resolves after so many milliseconds, or at once when the run is stopped.
   */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Astra's DevOps API as the protocol's issuer. */
export function createIssuer(options: IssuerOptions): Issuer {
  const { client, mask } = options;
  let adminToken = options.adminToken;
  let own: Promise<Read<string>> | undefined;
  // Asked once: the role for a database is named after the organization, too.
  const organization = (): Promise<Read<string>> =>
    (own ??= readOrganization(options, adminToken));
  return {
    adminClientId: options.adminClientId,
    organization,
    roles: () =>
      readRoles({
        ...options,
        send: () => client.roles(adminToken),
        attempt: attemptOf(client, "list the roles"),
        organization: async () => (await organization()).value,
      }),
    list: (purpose) => readTokens(options, adminToken, "astra-token", purpose),
    organizationOfPrevious: () => askPrevious(options),
    probePrevious: () => askPrevious(options, { once: true }),
    mint: (order, purpose) =>
      mintOnce(client, adminToken, order, { mask, purpose }),
    probe: (credential) => probeOnce(client, credential.token),
    revoke: (clientId, purpose) =>
      revokeToken(client, adminToken, clientId, purpose),
    tryListing: async ({ token }) => {
      await readTokens(options, token, "the new token", "rotate");
    },
    succeed: (credential) => {
      adminToken = credential.token;
    },
  };
}

async function readOrganization(
  { client, sleep }: IssuerOptions,
  token: Secret,
): Promise<Read<string>> {
  const { value, clock } = await read({
    attempt: attemptOf(client, "read the organization"),
    send: () => client.currentOrganization(token),
    parse: (body) => readBody(OrganizationWire, body),
    sleep,
  });
  return { value: value.id, clock };
}

async function readTokens(
  { client, sleep }: IssuerOptions,
  token: Secret,
  bearer: Bearer,
  purpose: Purpose,
): Promise<Read<readonly ListedToken[]>> {
  const attempt = attemptOf(client, "list the tokens", bearer);
  const { value, clock } = await read({
    attempt,
    send: () => client.tokens(token, purpose),
    parse: (body) => {
      const list = readTokenList(body);
      return list.kind === "unusable" ? undefined : list;
    },
    sleep,
  });
  if (value.kind === "times-unreadable") throw timesUnreadable(attempt);
  return { value: value.tokens, clock };
}

async function askPrevious(
  { client, previousToken }: IssuerOptions,
  sending: { readonly once?: boolean } = {},
): Promise<PreviousAnswer> {
  return previousToken === undefined
    ? { kind: "unclear" }
    : await askAs(client, previousToken, sending);
}

async function probeOnce(
  client: AstraClient,
  token: Secret,
): Promise<ProbeAnswer> {
  let answer: HttpAnswer;
  try {
    answer = await client.currentOrganization(token);
  } catch (thrown) {
    if (thrown instanceof TransportError && thrown.code !== "cancelled") {
      return { kind: "not-yet" };
    }
    throw brokenOf(
      thrown,
      attemptOf(client, "read the organization", "the new token"),
    );
  }
  const organization = organizationIn(answer);
  if (organization !== undefined) return { kind: "accepted", organization };
  const isUnclear =
    (answer.status === 401 || answer.status === 403) && !saysDeadToken(answer);
  return { kind: isUnclear ? "unclear" : "not-yet" };
}

/**
 * A 404 of Astra's own means that the token is not there (any more): that is
 * what was wanted. The list has the last word.
 */
async function revokeToken(
  client: AstraClient,
  token: Secret,
  clientId: string,
  purpose: Purpose,
): Promise<WriteAnswer> {
  const attempt = attemptOf(client, "revoke a token");
  try {
    const answer = await client.revoke(token, clientId, purpose);
    const isGone = answer.status === 404 && provenanceOf(answer) === "api";
    if (isSuccess(answer) || isGone) return { kind: "done" };
    const error = failureOf(answer, attempt);
    return { kind: answer.status < 500 ? "refused" : "unknown", error };
  } catch (thrown) {
    return { kind: "unknown", error: brokenOf(thrown, attempt) };
  }
}

function attemptOf(
  { host }: AstraClient,
  task: AstraTask,
  bearer: Bearer = "astra-token",
): AstraAttempt {
  return { task, bearer, host };
}
