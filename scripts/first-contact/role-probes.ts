import { randomUUID } from "node:crypto";
import { readBody } from "../../src/service/bounded-json.ts";
import { OrganizationWire, RoleListWire } from "../../src/astra/wire.ts";
import {
  type Answer,
  type Contact,
  isSuccess,
  parsed,
  refusalOf,
  until,
} from "./contact.ts";
import { currentOrganization, mint, rolesAnswer } from "./tokens.ts";

/** What reading one database takes, whole. */
const READING = [
  "db-all-keyspace-describe",
  "db-keyspace-describe",
  "db-table-describe",
  "db-table-select",
  "db-rest",
  "db-cql",
];

const UNKNOWN_ACTION = "first-contact-unknown";

/** A role that the contact made. */
interface OwnRole {
  readonly id: string;
  readonly actions: readonly string[];
}

/** The form of roles, and what becomes of those that are wrong or in use. */
export async function probeRoles(contact: Contact): Promise<void> {
  const { facts, ledger, now } = contact;
  const name = `${ledger.mark} a`;
  const since = now();
  const created = await createRole(contact, name, READING);
  if (!isSuccess(created)) return;
  facts.roleCreateStatus = created.status;
  const answer = parsed(created.body);
  facts.createdRole =
    typeof answer !== "object" || answer === null
      ? "empty"
      : "ID" in answer
        ? "upper"
        : "lower";
  facts.roleListMs = await until(
    contact,
    since,
    async () => (await find(contact, name)) !== undefined,
  );
  const again = await createRole(contact, name, READING);
  if (!isSuccess(again)) facts.nameTaken = refusalOf(again);
  await probeUnknownAction(contact);
  const role = await find(contact, name);
  if (role === undefined) return;
  const what = "mint a token of a role to be deleted";
  await mint(contact, { what, role: role.id });
  const deleted = await deleteRole(contact, role.id);
  facts.deleteRoleInUse = deleted.status;
}

async function probeUnknownAction(contact: Contact): Promise<void> {
  const { facts, ledger, now } = contact;
  const name = `${ledger.mark} b`;
  const actions = ["db-rest", UNKNOWN_ACTION];
  const answer = await createRole(contact, name, actions);
  if (!isSuccess(answer)) {
    facts.unknownActions = refusalOf(answer);
    return;
  }
  let role: OwnRole | undefined;
  await until(contact, now(), async () => {
    role = await find(contact, name);
    return role !== undefined;
  });
  const isKept = role?.actions.includes(UNKNOWN_ACTION) === true;
  facts.unknownActions = isKept ? "kept" : "dropped";
}

/**
 * Whether roles are to be made, and can be found again to be taken away.
 */
export function mayMakeRoles({ withRoles, facts }: Contact): boolean {
  return withRoles && facts.rolesForAdmin === "accepted";
}

/**
 * Makes a role for a database that is not there; the ledger knows its name
 * before it is asked for.
 */
export async function createRole(
  contact: Contact,
  name: string,
  actions: readonly string[],
): Promise<Answer> {
  contact.signal.throwIfAborted();
  const { adminToken, ledger } = contact;
  const what = "ask for the organization";
  const organization = await currentOrganization(contact, adminToken, what);
  const id = readBody(OrganizationWire, organization.body)?.id ?? "";
  const database = `drn:astra:org:${id}:db:${randomUUID()}`;
  if (!ledger.made.some((one) => one.kind === "role" && one.id === name)) {
    ledger.add({ kind: "role", id: name });
  }
  return await contact.ask("astra", {
    what: `make a role with ${actions.includes(UNKNOWN_ACTION) ? "an unknown action" : "known actions"}`,
    method: "POST",
    path: "/v2/organizations/roles",
    token: adminToken,
    body: {
      name,
      policy: {
        description: name,
        resources: [
          `drn:astra:org:${id}`,
          database,
          `${database}:keyspace:*`,
          `${database}:keyspace:*:table:*`,
        ],
        actions,
        effect: "allow",
      },
    },
  });
}

/**
 * The role of a name, as it is listed; undefined when it is not. Throws when
 * the list cannot be read.
 */
export async function find(
  contact: Contact,
  name: string,
): Promise<OwnRole | undefined> {
  const { adminToken } = contact;
  const { body } = await rolesAnswer(contact, adminToken, "look for the role");
  const roles = readBody(RoleListWire, body);
  if (roles === undefined) throw new Error("Astra did not list the roles.");
  const role = roles.find((one) => one.name === name);
  return role === undefined
    ? undefined
    : { id: role.id, actions: role.policy?.actions ?? [] };
}

/** Deletes a role by its id. */
export async function deleteRole(
  contact: Contact,
  id: string,
): Promise<Answer> {
  return await contact.ask("astra", {
    what: "delete a role",
    method: "DELETE",
    path: `/v2/organizations/roles/${encodeURIComponent(id)}`,
    token: contact.adminToken,
  });
}
