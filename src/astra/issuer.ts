import type { HttpAnswer } from "../http/message.ts";
import { TransportError } from "../http/http-error.ts";
import { parseRetryAfter } from "../http/retry.ts";
import type { Purpose } from "../http/sender.ts";
import type { Credential, ListedToken, Role } from "../rotation/credential.ts";
import type {
  Issuer,
  MintAnswer,
  MintOrder,
  ProbeAnswer,
  Read,
  WriteAnswer,
} from "../rotation/ports.ts";
import type { Secret } from "../rotation/secret.ts";
import type { AstraClient } from "./client.ts";
import { type Mask, readCredential } from "./credential-wire.ts";
import {
  type AstraTask,
  brokenOf,
  failureOf,
  saysDeadToken,
} from "./failures.ts";
import { areAllIds, resolveRoles, rolesById } from "./roles.ts";
import {
  OrganizationWire,
  parseListed,
  readBody,
  RoleListWire,
  TokenListWire,
} from "./wire.ts";

/** What an issuer is made of. */
export interface IssuerOptions {
  readonly client: AstraClient;
  readonly adminToken: Secret;
  readonly adminClientId: string;
  /** As configured: ids or names. */
  readonly roles: readonly string[];
  readonly mask: Mask;
}

/** Pause before a minting request that never reached the service is sent again, milliseconds. */
const RECONNECT_PAUSE_MS = 1_000;

/** Pause after a rate limit that does not say how long, milliseconds; other clients of this API wait as long. */
const LIMIT_PAUSE_MS = 5_000;

/** Astra's DevOps API as the protocol's issuer. */
export function createIssuer(options: IssuerOptions): Issuer {
  const { client, mask } = options;
  let adminToken = options.adminToken;
  return {
    adminClientId: options.adminClientId,
    organization: () => readOrganization(client, adminToken),
    // Stand-ins: the digest, the check of ids and whose previous-token is are wired elsewhere.
    roles: async () => ({
      roles: await readRoles(client, adminToken, options.roles),
      digest: undefined,
      unchecked: undefined,
    }),
    organizationOfPrevious: () => Promise.resolve({ kind: "unclear" }),
    list: (purpose) => readTokens(client, adminToken, purpose),
    mint: (order) => mintOnce(client, adminToken, order, mask),
    probe: (credential) => probeOnce(client, credential),
    revoke: (clientId, purpose) =>
      revokeToken(client, adminToken, clientId, purpose),
    tryListing: async (credential) => {
      await readTokens(client, credential.token, "rotate");
    },
    succeed: (credential) => {
      adminToken = credential.token;
    },
  };
}

async function readOrganization(
  client: AstraClient,
  token: Secret,
): Promise<Read<string>> {
  const task = "read the organization";
  const answer = await ask(task, client.currentOrganization(token));
  const wire = readBody(OrganizationWire, answer.body);
  if (wire === undefined) throw failureOf(answer, task);
  return { value: wire.id, clock: clockOf(answer) };
}

async function readRoles(
  client: AstraClient,
  token: Secret,
  wanted: readonly string[],
): Promise<readonly Role[]> {
  if (areAllIds(wanted)) return rolesById(wanted);
  const task = "list the roles";
  const answer = await ask(task, client.roles(token));
  const known = readBody(RoleListWire, answer.body);
  if (known === undefined) throw failureOf(answer, task);
  return resolveRoles(wanted, known);
}

async function readTokens(
  client: AstraClient,
  token: Secret,
  purpose: Purpose,
): Promise<Read<readonly ListedToken[]>> {
  const task = "list the tokens";
  const answer = await ask(task, client.tokens(token, purpose));
  const wire = readBody(TokenListWire, answer.body);
  if (wire === undefined) throw failureOf(answer, task);
  const tokens = new Map<string, ListedToken>();
  for (const entry of wire.clients) {
    const listed = parseListed(entry);
    if (listed === undefined || tokens.has(listed.clientId)) continue;
    tokens.set(listed.clientId, {
      clientId: listed.clientId,
      roles: listed.roles ?? [],
      generatedOn: listed.generatedOn,
      expiresOn: listed.tokenExpiry,
      description: listed.description ?? "",
    });
  }
  return { value: [...tokens.values()], clock: clockOf(answer) };
}

async function mintOnce(
  client: AstraClient,
  token: Secret,
  order: MintOrder,
  mask: Mask,
): Promise<MintAnswer> {
  const task = "mint a token";
  try {
    const answer = await client.mint(token, {
      roles: order.roles.map((role) => role.id),
      description: order.description,
      ...(order.expiresOn === undefined
        ? {}
        : { tokenExpiry: rfc3339(order.expiresOn) }),
    });
    return readMinted(answer, task, mask);
  } catch (thrown) {
    const error = brokenOf(thrown, task);
    return thrown instanceof TransportError && thrown.delivery === "not-sent"
      ? { kind: "no-effect", waitMs: RECONNECT_PAUSE_MS, error }
      : { kind: "unknown", error };
  }
}

function readMinted(
  answer: HttpAnswer,
  task: AstraTask,
  mask: Mask,
): MintAnswer {
  if (isSuccess(answer)) {
    const credential = readCredential(answer.body, mask);
    return credential === undefined
      ? { kind: "unknown", error: failureOf(answer, task) }
      : { kind: "minted", credential };
  }
  const error = failureOf(answer, task);
  if (answer.status === 429) {
    const asked = parseRetryAfter(
      answer.header("retry-after"),
      answer.serverTime,
    );
    return { kind: "no-effect", waitMs: asked ?? LIMIT_PAUSE_MS, error };
  }
  const isSettled = answer.status >= 400 && answer.status < 500;
  return { kind: isSettled ? "refused" : "unknown", error };
}

async function probeOnce(
  client: AstraClient,
  { token }: Credential,
): Promise<ProbeAnswer> {
  const task = "read the organization";
  let answer: HttpAnswer;
  try {
    answer = await client.currentOrganization(token);
  } catch (thrown) {
    if (thrown instanceof TransportError && thrown.code !== "cancelled") {
      return { kind: "not-yet" };
    }
    throw brokenOf(thrown, task);
  }
  const wire = readBody(OrganizationWire, answer.body);
  if (isSuccess(answer) && wire !== undefined) {
    return { kind: "accepted", organization: wire.id };
  }
  const isUnclear =
    (answer.status === 401 || answer.status === 403) && !saysDeadToken(answer);
  return { kind: isUnclear ? "unclear" : "not-yet" };
}

/** A 404 means that the token is not there (any more): that is what was wanted. The list has the last word. */
async function revokeToken(
  client: AstraClient,
  token: Secret,
  clientId: string,
  purpose: Purpose,
): Promise<WriteAnswer> {
  const task = "revoke a token";
  try {
    const answer = await client.revoke(token, clientId, purpose);
    if (isSuccess(answer) || answer.status === 404) return { kind: "done" };
    const error = failureOf(answer, task);
    return { kind: answer.status < 500 ? "refused" : "unknown", error };
  } catch (thrown) {
    return { kind: "unknown", error: brokenOf(thrown, task) };
  }
}

/** The answer when it is a success; else throws the sentence for it. */
async function ask(
  task: AstraTask,
  asked: Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  let answer: HttpAnswer;
  try {
    answer = await asked;
  } catch (thrown) {
    throw brokenOf(thrown, task);
  }
  if (!isSuccess(answer)) throw failureOf(answer, task);
  return answer;
}

function isSuccess({ status }: HttpAnswer): boolean {
  return status >= 200 && status < 300;
}

function clockOf({ serverTime, receivedAt }: HttpAnswer): Read<never>["clock"] {
  return serverTime === undefined
    ? undefined
    : { service: "astra", serverTime, receivedAt };
}

function rfc3339(epochMilliseconds: number): string {
  return new Date(epochMilliseconds).toISOString();
}
