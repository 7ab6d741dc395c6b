import { type Contact, isSuccess } from "./contact.ts";
import { SECRET_NAME } from "./github-probes.ts";
import { deleteRole, find } from "./role-probes.ts";
import { listed, revoke } from "./tokens.ts";

/** What could not be taken away; empty when nothing is left. */
export type Left = readonly string[];

const TRIES = 15;

/**
 * Takes away everything that this contact, or one before it that did not come
 * to its end, has made: what the ledger names, and every token whose
 * description begins with the mark. The list has to confirm it.
 */
export async function clean(contact: Contact): Promise<Left> {
  let left: Left = [];
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    if (attempt > 0) await contact.sleep(2000);
    left = await cleanOnce(contact).catch((error: unknown) => [
      `could not look: ${error instanceof Error ? error.name : "error"}`,
    ]);
    if (left.length === 0) break;
  }
  if (left.length === 0) contact.ledger.close();
  return left;
}

async function cleanOnce(contact: Contact): Promise<Left> {
  const { ledger } = contact;
  for (const { id } of await ownTokens(contact)) {
    await revoke(contact, id, "clean up a token");
  }
  for (const one of ledger.made) {
    if (one.kind === "role") await cleanRole(contact, one.id);
    if (one.kind === "secret") await cleanSecret(contact);
  }
  const alive = (await ownTokens(contact)).filter((one) => !one.hasExpired);
  for (const one of ledger.made) {
    const isAlive = alive.some(({ id }) => id === one.id);
    if (one.kind === "token" && !isAlive) ledger.gone(one);
  }
  return [
    ...alive.map(({ id }) => `token ${id}`),
    ...ledger.made
      .filter(({ kind }) => kind !== "token")
      .map(({ kind, id }) => `${kind} ${id}`),
  ];
}

/**
 * How long a token's end must have passed before it counts, milliseconds.
 */
const SLACK_MS = 5000;

/** A listed token of the contact; Astra may go on listing expired ones. */
interface Remaining {
  readonly id: string;
  readonly hasExpired: boolean;
}

async function ownTokens(contact: Contact): Promise<readonly Remaining[]> {
  const { mark, made } = contact.ledger;
  const known = made.flatMap(({ kind, id }) => (kind === "token" ? [id] : []));
  const entries = await listed(contact, "look for what is left");
  if (entries.length === 0) throw new Error("the list is empty");
  return entries.flatMap(({ clientId, description, tokenExpiry }) => {
    const id = String(clientId);
    const isOwn = known.includes(id) || String(description).startsWith(mark);
    const expiry = Date.parse(String(tokenExpiry));
    const hasExpired = expiry < contact.astraNow() - SLACK_MS;
    return isOwn ? [{ id, hasExpired }] : [];
  });
}

async function cleanRole(contact: Contact, name: string): Promise<void> {
  const role = await find(contact, name);
  if (role !== undefined) await deleteRole(contact, role.id);
  if ((await find(contact, name)) === undefined) {
    contact.ledger.gone({ kind: "role", id: name });
  }
}

async function cleanSecret(contact: Contact): Promise<void> {
  const { github, ledger } = contact;
  if (github === undefined) return;
  const answer = await contact.ask("github", {
    what: "clean up the secret",
    method: "DELETE",
    path: `/repos/${github.repository}/actions/secrets/${SECRET_NAME}`,
    token: github.token,
  });
  if (isSuccess(answer) || answer.status === 404) {
    ledger.gone({ kind: "secret", id: SECRET_NAME });
  }
}
