import { createHash } from "node:crypto";
import { readBody } from "../../src/service/bounded-json.ts";
import { MintedWire, RoleListWire } from "../../src/astra/wire.ts";
import { BUILT_IN_ROLES } from "../../src/astra/built-in-roles.ts";
import {
  type Answer,
  type Contact,
  isSuccess,
  parsed,
  refusalOf,
} from "./contact.ts";

/** A token that the contact minted. */
export interface OwnToken {
  readonly clientId: string;
  readonly token: string;
  /** When its creation was asked for. */
  readonly at: number;
  /** What the answer said, raw. */
  readonly body: unknown;
}

/** What a token is to be made with, beside its mark. */
export interface TokenWish {
  readonly what: string;
  readonly role: string;
  readonly by?: string;
  readonly description?: string;
  readonly expiresAt?: number;
}

/** Mints a token, and remembers it before anything else happens. */
export async function mint(
  contact: Contact,
  { what, role, by, description, expiresAt }: TokenWish,
): Promise<{ readonly answer: Answer; readonly own: OwnToken | undefined }> {
  const { ledger, adminToken, now } = contact;
  contact.signal.throwIfAborted();
  const at = now();
  const answer = await contact.ask("astra", {
    what,
    method: "POST",
    path: "/v2/clientIdSecrets",
    token: by ?? adminToken,
    body: {
      roles: [role],
      description: description ?? ledger.mark,
      ...(expiresAt === undefined
        ? {}
        : { tokenExpiry: new Date(expiresAt).toISOString() }),
    },
  });
  const minted = readBody(MintedWire, answer.body);
  if (!isSuccess(answer) || minted === undefined) {
    return { answer, own: undefined };
  }
  const { clientId, secret } = minted;
  ledger.add({ kind: "token", id: clientId });
  const digest = createHash("sha256").update(secret).digest("hex");
  const token = minted.token ?? `AstraCS:${clientId}:${digest}`;
  return { answer, own: { clientId, token, at, body: parsed(answer.body) } };
}

/** Like `mint`. Throws when it is refused. */
export async function mintOwn(
  contact: Contact,
  wish: TokenWish,
): Promise<OwnToken> {
  const { answer, own } = await mint(contact, wish);
  if (own !== undefined) return own;
  const { status, ids } = refusalOf(answer);
  throw new Error(
    `Astra refused to ${wish.what}: ${String(status)} ${ids.join(" ")}`,
  );
}

/** Revokes a token; by the administrator unless told otherwise. */
export async function revoke(
  contact: Contact,
  clientId: string,
  what: string,
  by = contact.adminToken,
): Promise<Answer> {
  const path = `/v2/clientIdSecrets/${encodeURIComponent(clientId)}`;
  const asked = { what, method: "DELETE", path, token: by } as const;
  return await contact.ask("astra", asked);
}

/** The entries of the token list, raw. */
export async function listed(
  contact: Contact,
  what = "list the tokens",
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { body } = await contact.ask("astra", {
    what,
    method: "GET",
    path: "/v2/clientIdSecrets",
    token: contact.adminToken,
  });
  const { clients } = parsed(body) as { readonly clients?: unknown };
  return Array.isArray(clients)
    ? (clients as readonly Readonly<Record<string, unknown>>[])
    : [];
}

/** Whether the list shows a token. */
export async function isListed(
  contact: Contact,
  { clientId }: Pick<OwnToken, "clientId">,
): Promise<boolean> {
  const entries = await listed(contact);
  return entries.some((entry) => entry["clientId"] === clientId);
}

/** The answer of `currentOrg` to a token. */
export async function currentOrganization(
  contact: Contact,
  token: string,
  what: string,
): Promise<Answer> {
  const path = "/v2/currentOrg";
  return await contact.ask("astra", { what, method: "GET", path, token });
}

/** The roles as a token lists them. */
export async function rolesAnswer(
  contact: Contact,
  token: string,
  what: string,
): Promise<Answer> {
  const path = "/v2/organizations/roles";
  return await contact.ask("astra", { what, method: "GET", path, token });
}

/** The id of a built-in role: as it is listed, or as it was found in public. */
export function roleId(rolesBody: string, name: string): string {
  const found = readBody(RoleListWire, rolesBody)?.find(
    (role) => role.name === name,
  );
  const known = BUILT_IN_ROLES.find((role) => role.apiName === name);
  const id = found?.id ?? known?.id;
  if (id === undefined) throw new Error(`There is no role ${name}`);
  return id;
}
