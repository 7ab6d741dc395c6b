import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { ROOT } from "./readme-examples.ts";

/** An input as an action declares it. */
interface DeclaredInput {
  readonly required?: boolean;
}

/** A step, or a job that calls a workflow, that uses something. */
export interface Used {
  readonly uses: string;
  readonly given: readonly string[];
}

/** Every `uses:` of a YAML document, with the names of its `with:`. */
export function usedIn(document: unknown): readonly Used[] {
  if (Array.isArray(document)) return document.flatMap(usedIn);
  if (typeof document !== "object" || document === null) return [];
  const { uses, with: given, ...rest } = document as Record<string, unknown>;
  const inner = usedIn(Object.values(rest));
  if (typeof uses !== "string") return inner;
  return [{ uses, given: Object.keys(given ?? {}) }, ...inner];
}

/**
 * The folder of this repository that a `uses:` names, as `./` or by the name
 * that others use; undefined for the actions of others.
 */
export function ownFolder(uses: string): string | undefined {
  const [, here, there] =
    /^(?:\.\/(?<here>[\w-]*)|[\w-]+\/astra-token-rotator(?<there>(?:\/[\w-]+)*)@\S+)$/u.exec(
      uses,
    ) ?? [];
  return here ?? there?.slice(1);
}

/** The folders of this repository that hold an action; "" is the root. */
export function actionFolders(): readonly string[] {
  const folders = readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  return ["", ...folders].filter((name) =>
    existsSync(join(ROOT, name, "action.yml")),
  );
}

/**
 * What is wrong with the inputs that a document gives the actions of this
 * repository: unknown ones, absent ones, and actions that are not there.
 */
export function inputProblems(document: unknown): readonly string[] {
  return usedIn(document).flatMap(({ uses, given }) => {
    const folder = ownFolder(uses);
    if (folder === undefined) return [];
    if (!actionFolders().includes(folder)) return [`${uses}: no such action`];
    const { inputs } = parse(
      readFileSync(join(ROOT, folder, "action.yml"), "utf8"),
    ) as { inputs: Readonly<Record<string, DeclaredInput>> };
    const absent = Object.entries(inputs)
      .filter(([name, one]) => one.required === true && !given.includes(name))
      .map(([name]) => `${uses}: ${name} is required`);
    const unknown = given
      .filter((name) => !(name in inputs))
      .map((name) => `${uses}: ${name} is not an input`);
    return [...unknown, ...absent];
  });
}
