import { format } from "prettier";
import { parse } from "yaml";

/** The part of `action.yml` that the tables show. */
interface Action {
  readonly inputs: Readonly<
    Record<
      string,
      {
        readonly description: string;
        readonly required?: boolean;
        readonly default?: string;
      }
    >
  >;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
}

/**
 * The README with its tables generated from `action.yml`, between the comments
 * `inputs` and `outputs`. Throws when a pair of comments is missing.
 */
export async function documented(
  readme: string,
  action: string,
): Promise<string> {
  const { inputs, outputs } = parse(action) as Action;
  const inputRows = Object.entries(inputs).map(
    ([name, { description, required, default: standard = "" }]) => [
      `\`${name}\``,
      required === true ? "**required**" : standard && `\`${standard}\``,
      description,
    ],
  );
  const outputRows = Object.entries(outputs).map(([name, { description }]) => [
    `\`${name}\``,
    description,
  ]);
  const filled = replaced(
    replaced(readme, "inputs", [["Input", "Default", ""], ...inputRows]),
    "outputs",
    [["Output", ""], ...outputRows],
  );
  return await format(filled, { parser: "markdown" });
}

function replaced(
  text: string,
  name: string,
  [heads = [], ...rows]: readonly (readonly string[])[],
): string {
  const begin = `<!-- ${name} -->`;
  const end = `<!-- /${name} -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`README.md has no ${begin}`);
  const table = [heads, heads.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.map(cell).join(" | ")} |`)
    .join("\n");
  return `${text.slice(0, from + begin.length)}\n\n${table}\n\n${text.slice(to)}`;
}

function cell(text: string): string {
  return text.replace(/\s+/gu, " ").replaceAll("|", "\\|");
}
