import { empty, json } from "../kernel/answers.ts";
import type { SimulatedAnswer } from "../kernel/gate.ts";
import type { Call } from "./call.ts";
import {
  improperlyEncrypted,
  githubError,
  invalidRequest,
  notFound,
} from "./errors.ts";
import { instant } from "./instants.ts";
import { pageOf } from "./paging.ts";
import { openSealedBox, sealedBoxOverhead } from "./sealed-box.ts";
import { parseSecretBody, type SecretBody } from "./secret-body.ts";
import type { SecretCell, Vault } from "./secret-store.ts";

/** The most bytes that a value may have: 48 KB. */
export const largestValue = 48 * 1_024;

/** `GET …/public-key`; a numeric id is written with all its digits. */
export function getPublicKey(vault: Vault, call: Call): SimulatedAnswer {
  const { id, publicKey } = vault.key();
  const key = Buffer.from(publicKey).toString("base64");
  const answer = json(200, { key_id: id, key });
  return call.state.behaviour().keyIdType === "string"
    ? answer
    : { ...answer, body: `{"key_id":${id},"key":"${key}"}` };
}

/** `GET …/secrets/{name}`: everything but the value. */
export function getSecret(
  vault: Vault,
  name: string,
  call: Call,
): SimulatedAnswer {
  const cell = vault.get(name);
  return cell === undefined
    ? notFound()
    : json(200, secretAnswer(vault, cell, call));
}

/** `GET …/secrets`. */
export function listSecrets(vault: Vault, call: Call): SimulatedAnswer {
  const all = vault.list();
  const { items, headers } = pageOf(all, call);
  const secrets = items.map((cell) => secretAnswer(vault, cell, call));
  return json(200, { total_count: all.length, secrets }, headers);
}

/** `DELETE …/secrets/{name}`. */
export function deleteSecret(vault: Vault, name: string): SimulatedAnswer {
  return vault.delete(name) ? empty(204) : notFound();
}

/** `PUT …/secrets/{name}`: 201 when created, 204 when updated. */
export function putSecret(
  vault: Vault,
  name: string,
  call: Call,
): SimulatedAnswer {
  const problem = nameProblem(name);
  if (problem !== undefined) return githubError(422, problem);
  const body = parseSecretBody(vault.row, sentBody(call));
  if (!body.ok) return body.answer;
  const stranger = strangeRepository(body.value, call);
  if (stranger !== undefined) return stranger;
  if (call.state.takeConflict()) return githubError(409, "Conflict");
  const exists = vault.get(name) !== undefined;
  const most = call.state.behaviour().capacity ?? vault.row.capacity;
  // GitHub does not publish its wording for a full store.
  if (!exists && vault.list().length >= most)
    return githubError(
      422,
      `Secrets are limited to ${most} per ${vault.row.kind}`,
    );
  return store(vault, name, body.value, call);
}

/**
 * A server that hands out numeric key ids takes them back so, digit by digit.
 */
function sentBody({ request, state }: Call): string {
  return state.behaviour().keyIdType === "string"
    ? request.body
    : request.body.replace(/("key_id"\s*:\s*)(\d+)/, '$1"$2"');
}

function store(
  vault: Vault,
  name: string,
  { box, access }: SecretBody,
  call: Call,
): SimulatedAnswer {
  const exists = vault.get(name) !== undefined;
  if (box === undefined) {
    if (!exists)
      return invalidRequest(`"encrypted_value", "key_id" weren't supplied.`);
    if (access !== undefined) vault.setAccess(name, access);
    return empty(204);
  }
  if (box.bytes.length - sealedBoxOverhead > largestValue)
    return githubError(422, "Value is too large");
  const behaviour = call.state.behaviour();
  const key = vault.key();
  const opened =
    box.keyId === key.id ? openSealedBox(key, box.bytes) : undefined;
  if (opened === undefined && !behaviour.acceptUnopenableBoxes)
    return improperlyEncrypted();
  const value =
    opened === undefined ? undefined : Buffer.from(opened).toString("utf8");
  vault.put(name, value, access, call.state.writtenAt());
  const created =
    !exists && opened !== undefined && !behaviour.neverAnswerCreated;
  return created ? json(201, {}) : empty(204);
}

/**
 * What GitHub says of a name that it does not take, after
 * https://docs.github.com/en/actions/reference/security/secrets.
 */
export function nameProblem(name: string): string | undefined {
  if (!/^[A-Za-z0-9_]+$/.test(name) || /^\d/.test(name))
    return "Secret names can only contain alphanumeric characters ([a-z], [A-Z], [0-9]) or underscores (_). Spaces are not allowed. Must start with a letter ([a-z], [A-Z]) or underscores (_).";
  if (/^GITHUB_/i.test(name))
    return "Secret names must not start with GITHUB_.";
  return undefined;
}

function strangeRepository(
  { access }: SecretBody,
  call: Call,
): SimulatedAnswer | undefined {
  const { repositories } = call.state;
  const [, organization = ""] = call.request.segments;
  const strange = access?.selected.find((id) => {
    const owner = repositories.byId(id)?.owner.toLowerCase();
    return owner !== organization.toLowerCase();
  });
  return strange === undefined
    ? undefined
    : githubError(
        422,
        `Repository ${strange} does not belong to ${organization}`,
      );
}

function secretAnswer(vault: Vault, cell: SecretCell, call: Call) {
  const common = {
    name: cell.name,
    created_at: instant(cell.createdAt),
    updated_at: instant(cell.updatedAt),
  };
  if (cell.access === undefined) return common;
  const { visibility } = cell.access;
  if (visibility !== "selected") return { ...common, visibility };
  const [, organization = ""] = call.request.segments;
  return {
    ...common,
    visibility,
    selected_repositories_url: `${call.state.base()}/orgs/${organization}/${vault.row.store}/secrets/${cell.name}/repositories`,
  };
}
