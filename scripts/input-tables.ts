import { format } from "prettier";
import { parse } from "yaml";

/** The part of `action.yml` that the tables show. */
interface Action {
  readonly inputs: Readonly<Record<string, Input>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
}

interface Input {
  readonly description: string;
  readonly required?: boolean;
  readonly default?: string;
}

/** The inputs that most people set, as the README lists them. */
const USUAL = [
  "astra-token",
  "github-token",
  "role",
  "secret-name",
  "environment",
  "targets",
  "previous-token",
  "rotate-after",
  "overlap",
];

/**
 * The groups of `docs/inputs.md`, each by the comment that marks its table. An
 * input that no group names stands in `other`.
 */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  credentials: [
    "astra-token",
    "organization-id",
    "github-token",
    "github-app-id",
    "github-app-private-key",
  ],
  token: [
    "role",
    "database",
    "keyspaces",
    "access",
    "token-lifetime",
    "verify-timeout",
  ],
  places: [
    "repository",
    "environment",
    "targets",
    "secret-name",
    "secret-name-client-id",
    "secret-name-client-secret",
    "secret-name-json",
    "expose-token",
  ],
  time: [
    "rotate-after",
    "overlap",
    "drain",
    "previous-token",
    "compromised",
    "max-live-tokens",
  ],
};

/**
 * The README with the table of the usual inputs, generated from `action.yml`.
 * Throws when the comments that mark it are missing.
 */
export async function readmeTables(
  readme: string,
  action: string,
): Promise<string> {
  const { inputs } = parse(action) as Action;
  return await filled(readme, {
    inputs: inputTable(inputs, USUAL),
  });
}

/**
 * `docs/inputs.md` with its tables of all inputs, in groups, and of the outputs.
 * Throws when the comments that mark one are missing.
 */
export async function inputsPage(
  page: string,
  action: string,
): Promise<string> {
  const { inputs, outputs } = parse(action) as Action;
  const grouped = new Set(Object.values(GROUPS).flat());
  const others = Object.keys(inputs).filter((name) => !grouped.has(name));
  const tables = Object.entries({ ...GROUPS, other: others }).map(
    ([group, names]) => [group, inputTable(inputs, names)] as const,
  );
  const outputRows = Object.entries(outputs).map(([name, { description }]) => [
    `\`${name}\``,
    description,
  ]);
  return await filled(page, {
    ...Object.fromEntries(tables),
    outputs: tableOf([["Output", ""], ...outputRows]),
  });
}

/** The inputs of these names, as far as there are such. */
function inputTable(
  inputs: Action["inputs"],
  names: readonly string[],
): string {
  const rows = names.flatMap((name) => {
    const input = inputs[name];
    return input === undefined ? [] : [rowOf(name, input)];
  });
  return tableOf([["Input", "Default", ""], ...rows]);
}

function rowOf(
  name: string,
  { description, required, default: standard = "" }: Input,
): readonly string[] {
  const byDefault = standard && `\`${standard}\``;
  return [
    `\`${name}\``,
    required === true ? "**required**" : byDefault,
    description,
  ];
}

/** Puts each table between its pair of comments. */
async function filled(
  text: string,
  tables: Readonly<Record<string, string>>,
): Promise<string> {
  const put = Object.entries(tables).reduce((rest, [name, table]) => {
    const begin = `<!-- ${name} -->`;
    const end = `<!-- /${name} -->`;
    const from = rest.indexOf(begin);
    const to = rest.indexOf(end);
    if (from < 0 || to < from) throw new Error(`There is no ${begin}.`);
    return `${rest.slice(0, from + begin.length)}\n\n${table}\n\n${rest.slice(to)}`;
  }, text);
  return await format(put, { parser: "markdown" });
}

function tableOf([
  heads = [],
  ...rows
]: readonly (readonly string[])[]): string {
  return [heads, heads.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.map(cell).join(" | ")} |`)
    .join("\n");
}

function cell(text: string): string {
  return text.replace(/\s+/gu, " ").replaceAll("|", "\\|");
}
