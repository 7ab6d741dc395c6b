import type { SimulatedAnswer } from "../kernel/gate.ts";
import { githubError, invalidRequest } from "./errors.ts";
import type { ScopeRow, ValueField } from "./scopes.ts";
import type { Access, Visibility } from "./secret-store.ts";

/** A well-formed secret PUT. */
export interface SecretBody {
  /** Absent when only the access of an organization's secret changes. */
  readonly box?: { readonly bytes: Buffer; readonly keyId: string };
  readonly access?: Access;
}

/** Either what was parsed, or the answer that refuses it. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly answer: SimulatedAnswer };

type Fields = Readonly<Record<string, unknown>>;

const base64 =
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/;

const visibilities: readonly Visibility[] = ["all", "private", "selected"];

function refuse(answer: SimulatedAnswer): {
  readonly ok: false;
  readonly answer: SimulatedAnswer;
} {
  return { ok: false, answer };
}

/** The JSON object of a body. */
export function parseFields(body: string): Parsed<Fields> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return refuse(githubError(400, "Problems parsing JSON"));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return refuse(githubError(400, "Body should be a JSON object"));
  return { ok: true, value: { ...value } };
}

/** Checks the body of a secret PUT against the row's rules. */
export function parseSecretBody(
  row: ScopeRow,
  body: string,
): Parsed<SecretBody> {
  const fields = parseFields(body);
  if (!fields.ok) return fields;
  const organization = row.kind === "organization";
  const required = organization
    ? [...row.required, "visibility"]
    : row.required;
  const shape = shapeProblem(fields.value, required, organization);
  if (shape !== undefined) return refuse(invalidRequest(shape));
  const box = parseBox(fields.value);
  if (!box.ok) return box;
  if (!organization) return box;
  const access = parseAccess(fields.value, row.stringIds);
  if (!access.ok) return access;
  return { ok: true, value: { ...box.value, access: access.value } };
}

function shapeProblem(
  fields: Fields,
  required: readonly string[],
  organization: boolean,
): string | undefined {
  const missing = required.filter((name) => fields[name] === undefined);
  const absent = missing.length > 0 ? missing : halfBox(fields);
  const quoted = absent.map((name) => JSON.stringify(name)).join(", ");
  if (absent.length > 0)
    return `${quoted} ${absent.length === 1 ? "wasn't" : "weren't"} supplied.`;
  const known = ["encrypted_value", "key_id"].concat(
    organization ? ["visibility", "selected_repository_ids"] : [],
  );
  const odd = Object.keys(fields).filter((name) => !known.includes(name));
  const [first] = odd;
  return first === undefined
    ? undefined
    : `${JSON.stringify(first)} is not a permitted key.`;
}

/** Value and key id go together, also where neither is required. */
function halfBox(fields: Fields): readonly ValueField[] {
  const value = fields["encrypted_value"] !== undefined;
  const key = fields["key_id"] !== undefined;
  if (value === key) return [];
  return [value ? "key_id" : "encrypted_value"];
}

function parseBox(fields: Fields): Parsed<SecretBody> {
  const { encrypted_value: sealed, key_id: keyId } = fields;
  if (sealed === undefined) return { ok: true, value: {} };
  if (typeof keyId !== "string") return refuse(notString("key_id", keyId));
  if (typeof sealed !== "string")
    return refuse(notString("encrypted_value", sealed));
  if (!base64.test(sealed))
    return refuse(
      invalidRequest(`${sealed} does not match /${base64.source}/.`),
    );
  const bytes = Buffer.from(sealed, "base64");
  return { ok: true, value: { box: { bytes, keyId } } };
}

function notString(name: string, value: unknown): SimulatedAnswer {
  return invalidRequest(
    `For 'properties/${name}', ${JSON.stringify(value)} is not a string.`,
  );
}

function parseAccess(fields: Fields, stringIds: boolean): Parsed<Access> {
  const visibility = visibilities.find((v) => v === fields["visibility"]);
  if (visibility === undefined)
    return refuse(
      invalidRequest(
        `${JSON.stringify(fields["visibility"])} is not a member of ${JSON.stringify(visibilities)}.`,
      ),
    );
  const selected = parseIds(fields["selected_repository_ids"] ?? [], stringIds);
  if (!selected.ok) return selected;
  return {
    ok: true,
    value: {
      visibility,
      selected: visibility === "selected" ? selected.value : [],
    },
  };
}

/** A list of repository ids. */
export function parseIds(
  value: unknown,
  stringIds: boolean,
): Parsed<readonly number[]> {
  const wrong = (what: unknown, type: string) =>
    refuse(
      invalidRequest(
        `For 'properties/selected_repository_ids', ${JSON.stringify(what)} is not ${type}.`,
      ),
    );
  if (!Array.isArray(value)) return wrong(value, "an array");
  const ids = new Set<number>();
  for (const item of value as readonly unknown[]) {
    const text = stringIds && typeof item === "string" && /^\d+$/.test(item);
    const id = text ? Number(item) : item;
    if (typeof id !== "number" || !Number.isSafeInteger(id))
      return wrong(item, "an integer");
    ids.add(id);
  }
  return { ok: true, value: [...ids] };
}
