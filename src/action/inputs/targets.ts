import * as v from "valibot";
import { placeKey, type TargetSpec } from "../../github/target-spec.ts";
import { splitRepository } from "./github-names.ts";
import { quote } from "./quote.ts";
import { ENTRIES, KEYS, kindOf, MAX_TARGETS } from "./targets-schema.ts";
import { ALIAS, type Path, type Position, YamlText } from "./yaml-text.ts";

/** A problem at a position of the input. */
export interface PlacedProblem {
  readonly at: Position;
  readonly problem: string;
  readonly allowed: string;
}

/** Reads the input `targets`; all problems in the order of the text. */
export function parseTargets(text: string): {
  readonly targets: readonly TargetSpec[];
  readonly problems: readonly PlacedProblem[];
} {
  const yaml = new YamlText(text);
  const problems: PlacedProblem[] = yaml.errors.map(({ at, error }) => ({
    at,
    problem: error,
    allowed: "YAML 1.2.",
  }));
  const refuse: Refuse = (path, problem, allowed, part) => {
    problems.push({ at: yaml.positionOf(path, part), problem, allowed });
  };
  const seen = new Map<string, number>();
  const targets = entriesOf(yaml.value, refuse).flatMap((entry, index) => {
    const target = readEntry(entry, [index], refuse);
    if (target === undefined) return [];
    const earlier = seen.get(placeKey(target));
    if (earlier === undefined) {
      seen.set(placeKey(target), yaml.positionOf([index]).line);
      return target;
    }
    const problem = `this target is the same as the one in line ${String(earlier)}.`;
    refuse([index], problem, "each target once; case-insensitive.");
    return [];
  });
  const inOrder = problems.toSorted(
    ({ at: one }, { at: other }) =>
      one.line - other.line || one.column - other.column,
  );
  return { targets, problems: inOrder };
}

/** Adds a problem with the value, or with the key, at a path. */
type Refuse = (
  path: Path,
  problem: string,
  allowed: string,
  part?: "key",
) => void;

function entriesOf(list: unknown, refuse: Refuse): readonly unknown[] {
  if (!Array.isArray(list) || list.length === 0) {
    refuse([], "there is no list.", `a YAML list of entries with ${KEYS}`);
    return [];
  }
  if (list.length > MAX_TARGETS) {
    const problem = `there are ${String(list.length)} entries.`;
    refuse([MAX_TARGETS], problem, `at most ${String(MAX_TARGETS)}.`);
  }
  return list.slice(0, MAX_TARGETS);
}

function readEntry(
  entry: unknown,
  path: Path,
  refuse: Refuse,
): TargetSpec | undefined {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry)) {
    const problem = entry === ALIAS ? "is an alias" : "has no keys";
    refuse(path, `this entry ${problem}.`, KEYS);
    return undefined;
  }
  const schema = ENTRIES[kindOf(entry as Record<string, unknown>)];
  for (const key of Object.keys(entry)) {
    if (Object.hasOwn(schema.entries, key)) continue;
    refuse([...path, key], `unexpected key ${quote(key)}.`, KEYS, "key");
  }
  const { issues, output, success } = v.safeParse(schema, entry, {
    abortPipeEarly: true,
  });
  for (const issue of issues ?? []) {
    // Of several unexpected keys, the library reports only the first.
    if (issue.expected === "never") continue;
    const keys = (issue.path ?? []).map(({ key }) => key) as Path;
    refuse([...path, ...keys], problemOf(issue, keys.at(-1)), issue.message);
  }
  return success ? targetOf(output) : undefined;
}

function problemOf(
  { type, input }: v.BaseIssue<unknown>,
  key: string | number | undefined,
): string {
  const name = typeof key === "string" ? key : "repository name";
  if (type === "strict_object") return `${name} is missing.`;
  if (type === "min_length") return `${name} is empty.`;
  if (input === ALIAS) return `${name} is an alias.`;
  if (input === null) return `${name} has no value.`;
  if (type === "array") return `${name} is not a list.`;
  if (typeof input === "object") return `${name} is not a string.`;
  if (typeof input !== "string") {
    return `${name} is a ${typeof input}; put it in quotation marks.`;
  }
  if (type === "check_items") return `${quote(input)} is listed twice.`;
  return `${quote(input)} is not a valid ${name}.`;
}

function targetOf(
  entry: v.InferOutput<(typeof ENTRIES)[keyof typeof ENTRIES]>,
): TargetSpec {
  const { store } = entry;
  if ("environment" in entry) {
    const { environment } = entry;
    const place = splitRepository(entry.repository);
    return { kind: "environment", store: "actions", ...place, environment };
  }
  if ("repository" in entry) {
    return { kind: "repository", store, ...splitRepository(entry.repository) };
  }
  const { organization, visibility } = entry;
  const access =
    visibility === "selected"
      ? { kind: visibility, repositories: entry.repositories }
      : { kind: visibility ?? ("as-is" as const) };
  return { kind: "organization", store, organization, access };
}
