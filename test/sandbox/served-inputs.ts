import { OWNER, REPOSITORY, type World } from "../kit/world.ts";
import type { Inputs } from "../kit/run-action.ts";
import { type Contexts, evaluated } from "./expressions.ts";
import { declaredInputs } from "./shipped-actions.ts";
import type { DeclaredInput, ServedStep } from "./workflow.ts";

/** Values that a person gives: inputs of the workflow, `vars.NAME` for variables. */
export type Given = Readonly<Record<string, string>>;

/** What GitHub knows and a workflow only names. */
export interface Surroundings {
  readonly world: World;
  /** What was given when the sandbox was started. */
  readonly fixed: Given;
  readonly variables: Readonly<Record<string, string>>;
  /** Endpoint of the sandbox's database. */
  readonly endpoint: string;
  /** The workflow's own `GITHUB_TOKEN`. */
  readonly workflowToken: string;
  /** Values of the secrets that a caller passes, by name. */
  readonly passed: ReadonlyMap<string, () => string>;
  /** The token that an earlier step makes for a GitHub App. */
  readonly appToken: () => string;
}

/**
 * What the runner would pass to a step: its `with:`, evaluated at this moment, and
 * the addresses of the simulated services. Throws a sentence.
 */
export function inputsIn(
  surroundings: Surroundings,
  step: ServedStep,
  given: Given,
): Inputs {
  const { world, endpoint } = surroundings;
  const declared = declaredInputs(step.action);
  const contexts = contextsIn(surroundings, step, given);
  const asked = Object.entries(step.given).map(
    ([name, text]) => [name, evaluated(name, text, contexts)] as const,
  );
  const own = Object.entries({
    "astra-api-url": world.astra.url,
    "github-api-url": world.github.url,
    ...((step.given["database"] ?? "") === "" ? {} : { database: endpoint }),
  }).filter(([name]) => name in declared);
  return Object.fromEntries([...asked, ...own]);
}

function contextsIn(
  { world, fixed, variables, workflowToken, passed, appToken }: Surroundings,
  step: ServedStep,
  given: Given,
): Contexts {
  const { github, repository } = world;
  const inputs = inputsContext(step, fixed, given);
  const environment = environmentOf(step, inputs);
  const job = { repository, ...(environment === "" ? {} : { environment }) };
  const secretOf = (name: string): string =>
    name === "GITHUB_TOKEN"
      ? workflowToken
      : (passed.get(name)?.() ?? github.secretInJob(job, name)?.value ?? "");
  return {
    inputs,
    matrix: step.matrix,
    vars: variables,
    github: {
      repository: `${OWNER}/${REPOSITORY}`,
      repository_owner: OWNER,
      api_url: github.url,
      server_url: "https://github.com",
      event_name: step.isByHand ? "workflow_dispatch" : "schedule",
      ref: "refs/heads/main",
      ref_name: "main",
      token: workflowToken,
    },
    ...stepsContext(step, appToken()),
    secrets: Object.fromEntries(
      secretNamesIn(step).map((name) => [name, secretOf(name)]),
    ),
  };
}

/** The name of the job's environment; empty where it has none. */
export function environmentOf(
  { environment = "", matrix }: ServedStep,
  inputs: Readonly<Record<string, unknown>>,
): string {
  return evaluated("environment", environment, { inputs, matrix });
}

/**
 * The context `inputs`: as on a schedule, where those of “Run workflow” are
 * empty, unless one of them is given or there is no schedule. Throws where a
 * required one is not given.
 */
export function inputsContext(
  { isByHand, dispatch, called }: ServedStep,
  fixed: Given,
  given: Given,
): Readonly<Record<string, unknown>> {
  const isDispatch =
    isByHand || Object.keys(given).some((name) => name in dispatch);
  const unknown = Object.keys(given).filter(
    (name) => !(name in dispatch) && !(name in called),
  );
  if (unknown.length > 0) {
    const all = Object.keys({ ...dispatch, ...called });
    throw new Error(
      `The workflow has no input \`${unknown.join("`, `")}\`${all.length === 0 ? "" : `; it has ${all.join(", ")}`}.`,
    );
  }
  const valueOf = (
    name: string,
    { type, default: standard, required }: DeclaredInput,
    isUsed: boolean,
  ): unknown => {
    const value = given[name] ?? fixed[name] ?? (isUsed ? standard : "");
    if (value === undefined && required === true) {
      throw new Error(
        `The workflow's input \`${name}\` is required. Give it when you start the sandbox: ${name}="…".`,
      );
    }
    return type === "boolean" ? String(value) === "true" : (value ?? "");
  };
  return {
    ...Object.fromEntries(
      Object.entries(dispatch).map(([name, one]) => [
        name,
        // Empty on a schedule, not false.
        isDispatch ? valueOf(name, one, true) : "",
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(called).map(([name, one]) => [
        name,
        valueOf(name, one, true),
      ]),
    ),
  };
}

/** The step that makes an App's token, where `github-token` reads its output. */
function stepsContext({ given }: ServedStep, appToken: string): Contexts {
  const [, id] =
    /\bsteps\.([\w-]+)\.outputs\.token\b/u.exec(given["github-token"] ?? "") ??
    [];
  return id === undefined
    ? {}
    : { steps: { [id]: { outputs: { token: appToken } } } };
}

function secretNamesIn({ given }: ServedStep): readonly string[] {
  const names = Object.values(given).flatMap((text) =>
    [...text.matchAll(/\bsecrets\.([\w-]+)/gu)].map(([, name = ""]) => name),
  );
  return [...new Set(names)];
}

/** The variables that the steps name and the sandbox has a value for, and those given. */
export function variablesOf(
  steps: readonly ServedStep[],
  fixed: Given,
  known: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const named = steps.flatMap(({ given }) =>
    Object.entries(known).flatMap(([input, value]) => {
      const [, name] = /\bvars\.([\w-]+)/u.exec(given[input] ?? "") ?? [];
      return name === undefined ? [] : [[name, value] as const];
    }),
  );
  const given = Object.entries(fixed).flatMap(([name, value]) =>
    name.startsWith("vars.") ? [[name.slice(5), value] as const] : [],
  );
  return Object.fromEntries([...given, ...named]);
}
