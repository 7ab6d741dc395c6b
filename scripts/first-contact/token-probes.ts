import { randomUUID } from "node:crypto";
import {
  type Answer,
  type Contact,
  each,
  isSuccess,
  refusalOf,
  until,
  verdictOf,
} from "./contact.ts";
import type { Facts } from "./facts.ts";
import {
  currentOrganization,
  isListed,
  listed,
  mint,
  mintOwn,
  type OwnToken,
  revoke,
  roleId,
  rolesAnswer,
} from "./tokens.ts";

/** As long as the action's own descriptions may be. */
const DESCRIPTION_LENGTH = 128;

const TEN_YEARS_MS = 3_650 * 86_400_000;

/** A role that manages tokens, one that does not, and one above both. */
interface RoleIds {
  readonly manager: string;
  readonly service: string;
  readonly above: string;
}

/** Everything about tokens: what they are made with, what they may, how they end. */
export async function probeTokens(contact: Contact): Promise<void> {
  const { facts, adminToken } = contact;
  const roles = await rolesAnswer(contact, adminToken, "list the roles");
  facts.rolesForAdmin = verdictOf(roles);
  readRoleShape(facts, roles);
  const ids: RoleIds = {
    manager: roleId(roles.body, "Database Administrator"),
    service: roleId(roles.body, "R/W Svc Acct"),
    above: roleId(roles.body, "Organization Administrator"),
  };
  const manager = await probeMinting(contact, ids);
  const service = await probeDescription(contact, ids);
  await probeLowRights(contact, service);
  await probeRefusals(contact, ids, manager);
  await probeList(contact, [manager, service], ids);
  await probeSelfRevocation(contact, ids);
  await probeRevocation(contact, manager);
  await probeExpiry(contact, ids);
}

function readRoleShape(facts: Facts, answer: Answer): void {
  if (!isSuccess(answer)) return;
  const [first] = JSON.parse(answer.body) as readonly Record<string, unknown>[];
  if (first === undefined) return;
  facts.roleNames = "ID" in first ? "upper" : "lower";
  const policy = first["policy"] ?? first["Policy"];
  facts.rolePolicies = typeof policy === "string" ? "text" : "object";
}

/** How soon a token works, and how soon the list shows it. */
async function probeMinting(
  contact: Contact,
  { manager }: RoleIds,
): Promise<OwnToken> {
  const { facts } = contact;
  const what = "mint a token that manages tokens";
  const { answer, own } = await mint(contact, { what, role: manager });
  facts.createStatus = answer.status;
  if (own === undefined) throw new Error(`Astra refused to ${what}.`);
  const body = own.body as Readonly<Record<string, unknown>>;
  facts.generatedOn = "generatedOn" in body ? "said" : "absent";
  const [creationListMs, activationMs] = await each(contact, own.at, [
    () => isListed(contact, own),
    async () =>
      isSuccess(await currentOrganization(contact, own.token, "use it")),
  ]);
  Object.assign(facts, { creationListMs, activationMs });
  return own;
}

/** What becomes of the description, and of a lifetime that nobody asked for. */
async function probeDescription(
  contact: Contact,
  { service }: RoleIds,
): Promise<OwnToken> {
  const { facts, ledger, now } = contact;
  const description = ledger.mark.padEnd(DESCRIPTION_LENGTH, ".");
  const own = await mintOwn(contact, {
    what: "mint a token with 128 characters of description",
    role: service,
    description,
  });
  const since = now();
  let entry: Readonly<Record<string, unknown>> | undefined;
  await until(contact, since, async () => {
    const entries = await listed(contact);
    entry = entries.find((one) => one["clientId"] === own.clientId);
    return entry !== undefined;
  });
  const kept = entry?.["description"];
  if (kept === null) facts.description = "null";
  else facts.description = typeof kept === "string" ? kept.length : 0;
  const { tokenExpiry } = own.body as { readonly tokenExpiry?: unknown };
  const expiry = Date.parse(String(tokenExpiry));
  const lifetime = expiry - contact.astraNow() + (now() - own.at);
  facts.maximumLifetimeMs = Number.isNaN(lifetime)
    ? "none"
    : Math.round(lifetime / 60_000) * 60_000;
  return own;
}

/** What a live token is told that may not do what it asks for. */
async function probeLowRights(
  contact: Contact,
  { token, at }: OwnToken,
): Promise<void> {
  const { facts, ask } = contact;
  // It is given the time that the other one took.
  const lag = typeof facts.activationMs === "number" ? facts.activationMs : 0;
  await until(contact, at, () =>
    Promise.resolve(contact.now() - at > lag + 1000),
  );
  facts.forbidden = verdictOf(
    await ask("astra", {
      what: "list the tokens without the permission",
      method: "GET",
      path: "/v2/clientIdSecrets",
      token,
    }),
  );
  const what = "ask for the organization with few rights";
  facts.lowRightsCurrentOrg = verdictOf(
    await currentOrganization(contact, token, what),
  );
  facts.rolesForLowRights = verdictOf(
    await rolesAnswer(contact, token, "list the roles with few rights"),
  );
}

/** What Astra refuses to mint. */
async function probeRefusals(
  contact: Contact,
  { service, above }: RoleIds,
  manager: OwnToken,
): Promise<void> {
  const { facts, astraNow } = contact;
  const unknown = await mint(contact, {
    what: "mint a token with a role that is not there",
    role: randomUUID(),
  });
  facts.unknownRole = verdictOf(unknown.answer);
  const higher = await mint(contact, {
    what: "mint a token above the own rights",
    role: above,
    by: manager.token,
  });
  facts.aboveOwnRights = verdictOf(higher.answer);
  // It may do everything, so it does not wait for the end.
  if (higher.own !== undefined) await takeBack(contact, higher.own);
  const wished = astraNow() + TEN_YEARS_MS;
  const long = await mint(contact, {
    what: "mint a token for ten years",
    role: service,
    expiresAt: wished,
  });
  if (long.own === undefined) facts.beyondMaximum = refusalOf(long.answer);
  else {
    const { tokenExpiry } = long.own.body as { readonly tokenExpiry?: unknown };
    const isKept = Date.parse(String(tokenExpiry)) > wished - 86_400_000;
    facts.beyondMaximum = isKept ? "kept" : "shortened";
  }
}

/** In which order the list is, and how it names roles. */
async function probeList(
  contact: Contact,
  made: readonly OwnToken[],
  { service }: RoleIds,
): Promise<void> {
  const { facts } = contact;
  const last = await mintOwn(contact, {
    what: "mint one more token",
    role: service,
  });
  await until(contact, last.at, () => isListed(contact, last));
  const entries = await listed(contact, "list the tokens, for their order");
  const ids = entries.map((entry) => String(entry["clientId"]));
  const places = [...made, last].map(({ clientId }) => ids.indexOf(clientId));
  const rises = places.every((at, i) => i === 0 || at > (places[i - 1] ?? -1));
  const falls = places.every((at, i) => i === 0 || at < (places[i - 1] ?? 0));
  const isById = [...ids].sort().every((id, i) => id === ids[i]);
  facts.listOrder = isById
    ? "by-id"
    : rises
      ? "oldest-first"
      : falls
        ? "newest-first"
        : "other";
  const entry = entries.find((one) => one["clientId"] === last.clientId);
  const [role] = (entry?.["roles"] ?? []) as readonly unknown[];
  facts.listedRoles =
    role === service ? "ids" : role === "R/W Svc Acct" ? "names" : "other";
}

/** Whether a token may revoke itself. */
async function probeSelfRevocation(
  contact: Contact,
  { manager }: RoleIds,
): Promise<void> {
  const what = "mint a token that revokes itself";
  const own = await mintOwn(contact, { what, role: manager });
  await until(contact, own.at, async () =>
    isSuccess(await currentOrganization(contact, own.token, "use it")),
  );
  const answer = await revoke(
    contact,
    own.clientId,
    "revoke itself",
    own.token,
  );
  contact.facts.selfRevocation = answer.status;
}

/** How soon a revoked token is dead, and what a dead one is told. */
async function probeRevocation(contact: Contact, own: OwnToken): Promise<void> {
  const { facts, now } = contact;
  const { clientId, token } = own;
  const since = now();
  facts.revokeStatus = (await revoke(contact, clientId, "revoke it")).status;
  let last: Answer | undefined;
  const [revocationListMs, revocationMs] = await each(contact, since, [
    async () => !(await isListed(contact, own)),
    async () => {
      last = await currentOrganization(contact, token, "use a revoked token");
      return !isSuccess(last);
    },
  ]);
  Object.assign(facts, { revocationListMs, revocationMs });
  if (last !== undefined && !isSuccess(last)) facts.deadToken = refusalOf(last);
  facts.revokedAgain = (
    await revoke(contact, clientId, "revoke it again")
  ).status;
  const nobody = "a".repeat(24);
  const unknown = await revoke(
    contact,
    nobody,
    "revoke a token that never was",
  );
  facts.revokedUnknown = unknown.status;
}

/** What an expired token is told, and whether the list still shows it. */
async function probeExpiry(
  contact: Contact,
  { manager }: RoleIds,
): Promise<void> {
  const { facts, astraNow, sleep, write } = contact;
  const expiresAt = Math.ceil(astraNow() / 1000) * 1000 + 60_000;
  const what = "mint a token for a minute";
  const { own } = await mint(contact, { what, role: manager, expiresAt });
  if (own === undefined) return;
  write("Waiting for a token to expire: 70 seconds.\n");
  while (astraNow() < expiresAt + 10_000) {
    contact.signal.throwIfAborted();
    await sleep(1000);
  }
  const answer = await currentOrganization(
    contact,
    own.token,
    "use it expired",
  );
  facts.expiredToken = verdictOf(answer);
  facts.expiredInList = (await isListed(contact, own)) ? "kept" : "gone";
}

async function takeBack(contact: Contact, own: OwnToken): Promise<void> {
  const answer = await revoke(contact, own.clientId, "take it back at once");
  if (isSuccess(answer))
    contact.ledger.gone({ kind: "token", id: own.clientId });
}
