import {
  type Answer,
  type Contact,
  isSuccess,
  parsed,
  until,
} from "./contact.ts";
import { createRole, find, mayMakeRoles } from "./role-probes.ts";
import { mintOwn, revoke, roleId, rolesAnswer } from "./tokens.ts";

const SYSTEM = ["system", "system_schema", "system_virtual_schema"];

/** What the Data API answers when it answers: keyspaces, or the first code. */
interface Shown {
  readonly status: number;
  readonly keyspaces: readonly string[] | undefined;
  readonly code: string;
}

/** What a database says to tokens that are fresh, dead, or of another one. */
export async function probeDatabase(contact: Contact): Promise<void> {
  const { facts, adminToken } = contact;
  const roles = await rolesAnswer(contact, adminToken, "list the roles");
  const service = roleId(roles.body, "R/W Svc Acct");
  const what = "mint a token for the database";
  const own = await mintOwn(contact, { what, role: service });
  let seen: readonly string[] = [];
  facts.scopeMs = await until(contact, own.at, async () => {
    const { keyspaces = [] } = await show(contact, own.token, "fresh");
    seen = keyspaces.filter((name) => !SYSTEM.includes(name));
    return seen.length > 0;
  });
  if (mayMakeRoles(contact)) await probeStranger(contact, seen[0] ?? "none");
  await revoke(contact, own.clientId, "revoke it");
  const after = await show(contact, own.token, "just revoked");
  facts.cachedAfterRevocation = after.keyspaces !== undefined;
  const invented = `AstraCS:${"b".repeat(24)}:${"0".repeat(64)}`;
  const { status, code } = await show(contact, invented, "invented");
  facts.deadOnDatabase = { status, code };
}

/** A live token whose role names another database. */
async function probeStranger(
  contact: Contact,
  keyspace: string,
): Promise<void> {
  const { facts, ledger, now } = contact;
  const name = `${ledger.mark} c`;
  const answer = await createRole(contact, name, ["db-rest", "db-cql"]);
  if (!isSuccess(answer)) return;
  let id: string | undefined;
  await until(contact, now(), async () => {
    id = (await find(contact, name))?.id;
    return id !== undefined;
  });
  if (id === undefined) return;
  const what = "mint a token of another database";
  const { token, at } = await mintOwn(contact, { what, role: id });
  const lag = typeof facts.scopeMs === "number" ? facts.scopeMs : 0;
  await until(contact, at, () =>
    Promise.resolve(contact.now() - at > lag + 1000),
  );
  const { keyspaces } = await show(contact, token, "of another database");
  facts.strangersKeyspaces =
    keyspaces === undefined
      ? "error"
      : keyspaces.length === 0
        ? "none"
        : keyspaces.every((one) => SYSTEM.includes(one))
          ? "system"
          : "all";
  const one = await contact.ask("database", {
    what: "look into a keyspace with a token of another database",
    method: "POST",
    path: `/api/json/v1/${encodeURIComponent(keyspace)}`,
    token,
    body: { findCollections: {} },
  });
  facts.strangersKeyspace = codeOf(one);
}

async function show(
  contact: Contact,
  token: string,
  whose: string,
): Promise<Shown> {
  const answer = await contact.ask("database", {
    what: `list the keyspaces with a token that is ${whose}`,
    method: "POST",
    path: "/api/json/v1",
    token,
    body: { findKeyspaces: {} },
  });
  const { status } = (parsed(answer.body) ?? {}) as {
    readonly status?: { readonly keyspaces?: unknown };
  };
  const keyspaces = Array.isArray(status?.keyspaces)
    ? (status.keyspaces as readonly string[])
    : undefined;
  return { status: answer.status, keyspaces, code: codeOf(answer) };
}

/** The code of the first error; empty when there is none. */
function codeOf({ body }: Answer): string {
  const { errors } = (parsed(body) ?? {}) as { readonly errors?: unknown };
  const [first] = Array.isArray(errors) ? (errors as readonly unknown[]) : [];
  const { errorCode } = (first ?? {}) as { readonly errorCode?: unknown };
  return typeof errorCode === "string" ? errorCode : "";
}
