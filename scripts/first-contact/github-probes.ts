import { randomBytes } from "node:crypto";
import { readKey, seal } from "../../src/github/sealed-box.ts";
import { Secret } from "../../src/rotation/secret.ts";
import { type Contact, isSuccess, parsed } from "./contact.ts";

/** The secret that the contact writes, and deletes. */
export const SECRET_NAME = "FIRST_CONTACT_WITH_ASTRA_TOKEN_ROTATOR";

/** Enough to see both answers where they alternate. */
const WRITES = 6;

/** What a repository's secrets say of themselves. */
export async function probeGithub(contact: Contact): Promise<void> {
  const { facts, github } = contact;
  if (github === undefined) return;
  const path = `/repos/${github.repository}`;
  const keyAnswer = await get(
    contact,
    "read the key",
    `${path}/actions/secrets/public-key`,
  );
  const { key, key_id: keyId } = parsed(keyAnswer.body) as {
    readonly key?: unknown;
    readonly key_id?: unknown;
  };
  const bytes = readKey(String(key));
  if (bytes === undefined) throw new Error("GitHub showed no usable key.");
  facts.keyIdType = typeof keyId === "number" ? "number" : "string";
  const secret = `${path}/actions/secrets/${SECRET_NAME}`;
  contact.ledger.add({ kind: "secret", id: SECRET_NAME });
  const put = async (what: string, box: string) =>
    await contact.ask("github", {
      what,
      method: "PUT",
      path: secret,
      token: github.token,
      body: { encrypted_value: box, key_id: String(keyId) },
    });
  const gaps: number[] = [];
  for (let at = 0; at < WRITES; at += 1) {
    contact.signal.throwIfAborted();
    const box = await seal(new Secret(`attempt ${String(at)}`), {
      keyId: String(keyId),
      key: bytes,
    });
    const answer = await put("write a secret", box);
    if (at === 0) facts.secretCreated = answer.status;
    else facts.secretUpdated = answer.status;
    const { body } = await get(contact, "read when it was written", secret);
    const { updated_at: updatedAt } = parsed(body) as { updated_at?: unknown };
    gaps.push(Date.parse(String(updatedAt)) - (answer.date ?? Number.NaN));
    await contact.sleep(1300);
  }
  facts.updatedAtSecond = gaps.every((gap) => gap === 0)
    ? "same"
    : gaps.every((gap) => gap === 1000)
      ? "next"
      : "alternating";
  const garbage = await put(
    "write what nobody can open",
    randomBytes(80).toString("base64"),
  );
  facts.unopenableBox = garbage.status;
  await probePathsById(contact, path);
}

async function probePathsById(contact: Contact, path: string): Promise<void> {
  const { body } = await get(contact, "read the repository", path);
  const { id } = parsed(body) as { readonly id?: unknown };
  if (typeof id !== "number") return;
  const byId = `/repositories/${String(id)}/actions/secrets/public-key`;
  const answer = await get(
    contact,
    "read the key by the repository's id",
    byId,
  );
  contact.facts.pathsById = isSuccess(answer);
}

async function get(contact: Contact, what: string, path: string) {
  const token = contact.github?.token ?? "";
  return await contact.ask("github", { what, method: "GET", path, token });
}
