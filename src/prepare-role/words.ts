import { ACCESS, type Access } from "../astra/role-policy.ts";
import type { PrepareInputs } from "./inputs.ts";

/** What each word allows, as people say it; each holds the ones before it. */
const ALLOWS: Readonly<Record<Access, readonly string[]>> = {
  "read-only": ["read the data and the schema"],
  "read-write": ["insert, update and delete data"],
  schema: ["create, change and drop collections, tables and indexes"],
  administer: [
    "create, change and drop keyspaces, hand on permissions within them, and add or remove regions",
  ],
};

/** What a holder of the role may do, the least first. */
export function allowedBy(access: Access): readonly string[] {
  return ACCESS.slice(0, ACCESS.indexOf(access) + 1).flatMap(
    (one) => ALLOWS[one],
  );
}

/** Where a holder of the role may do it. */
export function placeOf({
  database,
  keyspaces,
}: Pick<PrepareInputs, "database" | "keyspaces">): string {
  const where =
    keyspaces.length === 0
      ? "All keyspaces, those made later included,"
      : `The ${keyspaces.length === 1 ? "keyspace" : "keyspaces"} ${keyspaces.map((one) => `\`${one}\``).join(", ")}`;
  return `${where} of the database \`${database.id}\`, and nothing else in the organization.`;
}

/** The lines of a rotation's `with:` that mean the same role. */
export function rotationInputs({
  database,
  keyspaces,
  access,
}: PrepareInputs): readonly string[] {
  const endpoints = database.endpoints.map(({ dataApi }) =>
    dataApi.href.replace(/\/api\/json\/v1\/?$/u, ""),
  );
  return [
    ...(endpoints.length === 0
      ? [`database: ${database.id}`]
      : lines("database", endpoints)),
    ...lines("keyspaces", keyspaces),
    `access: ${access}`,
  ];
}

function lines(name: string, values: readonly string[]): readonly string[] {
  const [first, ...others] = values;
  if (first === undefined) return [];
  return others.length === 0 && isPlain(first)
    ? [`${name}: ${first}`]
    : [`${name}: |`, ...values.map((value) => `  ${value}`)];
}

/** Whether YAML reads it as the text that it is: `1e3` and `on` it does not. */
function isPlain(value: string): boolean {
  return (
    /^https?:/u.test(value) ||
    (/^[A-Za-z_]\w*$/u.test(value) &&
      !/^(?:true|false|null|yes|no|on|off|y|n)$/iu.test(value))
  );
}
