import type { TargetSpec } from "../../github/target-spec.ts";
import {
  ENVIRONMENT_FORM,
  isEnvironment,
  REPOSITORY,
  REPOSITORY_FORM,
  splitRepository,
} from "./github-names.ts";
import type { InputReader } from "./reader.ts";
import { quote } from "./quote.ts";
import { parseTargets } from "./targets.ts";

type Reader = InputReader<"targets" | "repository" | "environment">;

type Targets = readonly [TargetSpec, ...TargetSpec[]];

/** How many problems of `targets` are reported. */
const MAX_PROBLEMS = 50;

/** Stands in where there is no usable target. */
const NOWHERE: TargetSpec = {
  kind: "repository",
  store: "actions",
  owner: "",
  repository: "",
};

/**
 * Reads where the secrets are: `targets`, or `repository` (by default the
 * workflow's own) and `environment`.
 */
export function readTargets(reader: Reader, workflowRepository = ""): Targets {
  if (reader.text("targets") === "") {
    return [readTarget(reader, workflowRepository)];
  }
  for (const name of ["repository", "environment"] as const) {
    if (reader.text(name) === "") continue;
    reader.addProblem(
      name,
      "cannot be combined with targets.",
      "either targets, or repository and environment.",
    );
  }
  // Trimming would change the columns of the first line.
  const { targets, problems } = parseTargets(reader.raw("targets"));
  for (const { at, problem, allowed } of problems.slice(0, MAX_PROBLEMS)) {
    const { line, column } = at;
    reader.addProblem(
      "targets",
      `line ${String(line)}, column ${String(column)}: ${problem}`,
      allowed,
    );
  }
  const [first = NOWHERE, ...others] = targets;
  return [first, ...others];
}

function readTarget(reader: Reader, workflowRepository: string): TargetSpec {
  const value = reader.text("repository", workflowRepository);
  if (!REPOSITORY.test(value)) {
    const problem =
      value === "" ? "is empty." : `${quote(value)} is not a valid repository.`;
    reader.addProblem("repository", problem, REPOSITORY_FORM);
  }
  const place = { store: "actions", ...splitRepository(value) } as const;
  const environment = reader.text("environment");
  if (environment === "") return { kind: "repository", ...place };
  if (!isEnvironment(environment)) {
    const problem = `${quote(environment)} is not a valid environment.`;
    reader.addProblem("environment", problem, ENVIRONMENT_FORM);
  }
  return { kind: "environment", ...place, environment };
}
