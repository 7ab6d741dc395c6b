import { basename } from "node:path";
import { parse } from "yaml";

/** An input that a workflow declares. */
export interface DeclaredInput {
  readonly type?: string;
  readonly default?: unknown;
  readonly required?: boolean;
}

/** A step of a workflow that uses the action, once for each combination of its matrix. */
export interface ServedStep {
  /** As people find it: file, job, combination. */
  readonly label: string;
  /** The folder of the action that it uses; empty for the rotation itself. */
  readonly action: string;
  /** Its `with:`, with the expressions as they are written. */
  readonly given: Readonly<Record<string, string>>;
  /** The environment of its job, as it is written. */
  readonly environment: string | undefined;
  readonly matrix: Readonly<Record<string, unknown>>;
  /** Names of the variables that its job sets for proxies and certificates. */
  readonly network: readonly string[];
  /** Whether “Run workflow” is its only trigger. */
  readonly isByHand: boolean;
  /** Inputs of “Run workflow”. */
  readonly dispatch: Readonly<Record<string, DeclaredInput>>;
  /** Inputs of a workflow that others call. */
  readonly called: Readonly<Record<string, DeclaredInput>>;
}

interface Workflow {
  readonly on?: unknown;
  readonly jobs?: Readonly<Record<string, Job>>;
}

interface Job {
  readonly uses?: string;
  readonly environment?: string | { readonly name: string };
  readonly strategy?: { readonly matrix?: unknown };
  readonly env?: Readonly<Record<string, unknown>>;
  readonly steps?: readonly Step[];
}

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
}

const USES = /\/astra-token-rotator(?:\/([\w-]+))?@/u;

/**
 * The steps of a workflow file that use the action, in order. Throws when there
 * is none, in a sentence that says what to do.
 */
export function stepsOf(path: string, text: string): readonly ServedStep[] {
  const { on, jobs = {} } = (parse(text) ?? {}) as Workflow;
  const file = basename(path);
  const steps = Object.entries(jobs).flatMap(([id, job]) =>
    (job.steps ?? []).flatMap((step) =>
      served(`${file}, job ${id}`, job, step),
    ),
  );
  if (steps.length > 0) {
    const dispatch = declared(on, "workflow_dispatch");
    const called = declared(on, "workflow_call");
    const isByHand = triggersOf(on).join() === "workflow_dispatch";
    return steps.map((step) => ({ ...step, isByHand, dispatch, called }));
  }
  const calls = Object.values(jobs).flatMap(({ uses }) => uses ?? []);
  throw new Error(
    calls.length > 0
      ? `${file} calls another workflow, ${calls.join(", ")}. Give the sandbox that one, and the inputs that it requires as name=value.`
      : `No step of ${file} has \`uses: …/astra-token-rotator@…\`.`,
  );
}

function served(
  label: string,
  { environment, strategy, env }: Job,
  { uses = "", with: given = {}, env: stepEnv }: Step,
): readonly Omit<ServedStep, "isByHand" | "dispatch" | "called">[] {
  const found = USES.exec(uses);
  if (found === null) return [];
  const combinations = combinationsOf(strategy?.matrix);
  return combinations.map((matrix) => ({
    label: [label, ...Object.values(matrix).slice(0, 1)].join(", "),
    action: found[1] ?? "",
    given: Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name, textOf(value)]),
    ),
    environment:
      typeof environment === "object" ? environment.name : environment,
    matrix,
    network: Object.keys({ ...env, ...stepEnv }).filter((name) =>
      /proxy$|^NODE_EXTRA_CA_CERTS$/iu.test(name),
    ),
  }));
}

/** A value as the runner passes it on. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return value === null || value === undefined ? "" : JSON.stringify(value);
}

function triggersOf(on: unknown): readonly string[] {
  if (typeof on === "string") return [on];
  if (Array.isArray(on)) return on.map(String);
  return Object.keys(on ?? {});
}

function declared(
  on: unknown,
  trigger: string,
): Readonly<Record<string, DeclaredInput>> {
  if (typeof on !== "object" || on === null) return {};
  const { inputs } = ((on as Record<string, unknown>)[trigger] ?? {}) as {
    readonly inputs?: Readonly<Record<string, DeclaredInput>> | null;
  };
  return inputs ?? {};
}

/** The combinations of a matrix: of its lists, and those of `include` alone. */
function combinationsOf(
  matrix: unknown,
): readonly Readonly<Record<string, unknown>>[] {
  if (typeof matrix === "string") {
    throw new Error(
      "The matrix is an expression, which the sandbox cannot follow. Write the list itself there to try it.",
    );
  }
  const {
    include = [],
    exclude,
    ...lists
  } = (matrix ?? {}) as Readonly<Record<string, readonly unknown[]>>;
  if (exclude !== undefined) {
    throw new Error("The sandbox does not know `exclude` of a matrix.");
  }
  const products = Object.entries(lists).reduce<
    readonly Readonly<Record<string, unknown>>[]
  >(
    (all, [name, values]) =>
      all.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
  const more = include as readonly Readonly<Record<string, unknown>>[];
  return Object.keys(lists).length === 0 && more.length > 0
    ? more
    : [...products, ...(Object.keys(lists).length > 0 ? more : [])];
}
