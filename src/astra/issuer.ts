import { readBody } from "../http/bounded-json.ts";
import { TransportError } from "../http/transport-error.ts";
import type { HttpAnswer } from "../http/message.ts";
import type { ListedToken } from "../rotation/credential.ts";
import { RotationError } from "../rotation/errors.ts";
import type {
  Issuer,
  PreviousAnswer,
  ProbeAnswer,
  Purpose,
  Read,
  RoleReading,
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
import { areAllIds, policyDigest, resolveRoles, rolesById } from "./roles.ts";
import { readTokenList } from "./token-list.ts";
import { OrganizationWire, RoleListWire } from "./wire.ts";

/**
 * How much of the digest of what roles allow is kept, characters: as much as a
 * marker holds.
 */
const DIGEST_LENGTH = 4;

/** What an issuer is made of. */
export interface IssuerOptions {
  readonly client: AstraClient;
  readonly adminToken: Secret;
  readonly adminClientId: string;
  readonly previousToken: Secret | undefined;
  /** As configured: ids or names. */
  readonly roles: readonly string[];
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
  return {
    adminClientId: options.adminClientId,
    organization: () => readOrganization(options, adminToken),
    roles: () => readRoles(options, adminToken),
    list: (purpose) => readTokens(options, adminToken, "astra-token", purpose),
    organizationOfPrevious: () => askPrevious(options),
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

/**
 * Names have to be looked up. Ids are looked up, too, to find one that does not
 * exist (any more); where the list may not be read, the run does without.
 */
async function readRoles(
  { client, roles: wanted, sleep }: IssuerOptions,
  token: Secret,
): Promise<RoleReading> {
  if (wanted.length === 0) {
    return { roles: [], digest: undefined, unchecked: undefined };
  }
  try {
    const { value: known } = await read({
      attempt: attemptOf(client, "list the roles"),
      send: () => client.roles(token),
      parse: (body) => readBody(RoleListWire, body),
      sleep,
    });
    const roles = resolveRoles(wanted, known);
    return {
      roles,
      digest: policyDigest(roles, known)?.slice(0, DIGEST_LENGTH),
      unchecked: undefined,
    };
  } catch (thrown) {
    const isRefused =
      thrown instanceof RotationError && thrown.code === "astra-forbidden";
    if (!isRefused || !areAllIds(wanted)) throw thrown;
    return {
      roles: rolesById(wanted),
      digest: undefined,
      unchecked: thrown,
    };
  }
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

async function askPrevious({
  client,
  previousToken,
}: IssuerOptions): Promise<PreviousAnswer> {
  return previousToken === undefined
    ? { kind: "unclear" }
    : await askAs(client, previousToken);
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
