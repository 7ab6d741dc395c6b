import type { TargetSpec } from "../../github/target-spec.ts";
import {
  isEnvironment,
  LONGEST_ENVIRONMENT,
  splitRepository,
} from "./github-names.ts";
import type { InputReader } from "./reader.ts";
import { quote } from "./quote.ts";

type Targets = readonly [TargetSpec, ...TargetSpec[]];

/** How many problems of `targets` are told. */
const MAX_PROBLEMS = 50;

/** Takes the place of a target that is not usable. */
const NOWHERE = { store: "actions", owner: "", repository: "" } as const;

/** Reads where the secrets are: `targets`, or `repository` (this workflow's, unless told) and `environment`. */
export async function readTargets(
  reader: InputReader,
  workflowRepository = "",
): Promise<Targets> {
  const list = reader.text("targets");
  if (list === "") return [readTarget(reader, workflowRepository)];
  for (const name of ["repository", "environment"]) {
    if (reader.text(name) === "") continue;
    reader.addProblem(name, "is set beside targets.", "only one of the two.");
  }
  // Trimming would move the columns of the first line.
  // Most runs have one target and no use for a parser of YAML.
  const { parseTargets } = await import("./targets.ts");
  const { targets, problems } = parseTargets(reader.raw("targets"));
  for (const { at, problem, allowed } of problems.slice(0, MAX_PROBLEMS)) {
    const { line, column } = at;
    reader.addProblem(
      "targets",
      `line ${String(line)}, column ${String(column)}: ${problem}`,
      allowed,
    );
  }
  const [first = { kind: "repository", ...NOWHERE }, ...others] = targets;
  return [first, ...others];
}

function readTarget(
  reader: InputReader,
  workflowRepository: string,
): TargetSpec {
  const value = reader.text("repository", workflowRepository);
  const place = splitRepository(value);
  if (place === undefined) {
    reader.addProblem(
      "repository",
      value === "" ? "is empty." : `${quote(value)} is not a repository.`,
      "owner/name, not an address.",
    );
  }
  const environment = reader.text("environment");
  if (environment !== "" && !isEnvironment(environment)) {
    reader.addProblem(
      "environment",
      `${quote(environment)} cannot be an environment.`,
      `the name of an environment that exists, up to ${String(LONGEST_ENVIRONMENT)} characters.`,
    );
  }
  return environment === ""
    ? { kind: "repository", ...NOWHERE, ...place }
    : { kind: "environment", ...NOWHERE, ...place, environment };
}
