import { annotationOf, type Explain, explainAt } from "./annotation.ts";
import { beginRun } from "./beginning.ts";
import { environmentProblems } from "./environment.ts";
import { parseInputs } from "./inputs.ts";
import { type ProcessWatch, watchProcess } from "./process.ts";

/** The inputs that hold secrets; masked before anything is written. */
const SECRET_INPUTS = [
  "astra-token",
  "github-token",
  "github-app-private-key",
  "previous-token",
];

/** Runs the action once, as the runner starts it, and ends in order whatever happens. */
export async function main(): Promise<void> {
  const { env } = process;
  const explain = explainAt({
    server: env["GITHUB_SERVER_URL"],
    repository: env["GITHUB_ACTION_REPOSITORY"],
    ref: env["GITHUB_ACTION_REF"],
  });
  const watch = watchProcess((error) => annotationOf(error, explain));
  try {
    await act(env, explain, watch);
  } catch (thrown) {
    await watch.crash(thrown);
  }
}

/**
 * Reads the environment and begins the run. The first requests leave before the greater part
 * of the program is loaded, which then happens while they are on their way.
 */
async function act(
  env: NodeJS.ProcessEnv,
  explain: Explain,
  watch: ProcessWatch,
): Promise<void> {
  const variable = (name: string): string =>
    `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`;
  const read = (name: string): string | undefined => env[variable(name)];
  const secrets = SECRET_INPUTS.map((name) => read(name)?.trim() ?? "");
  const parsed = await parseInputs(read, {
    ...present("repository", env["GITHUB_REPOSITORY"]),
    ...present("apiUrl", env["GITHUB_API_URL"]),
    ...present("githubToken", env["GITHUB_TOKEN"]),
  });
  // Nothing that this process starts, or writes about itself, shall find them there.
  for (const name of SECRET_INPUTS) Reflect.deleteProperty(env, variable(name));
  const problems = [
    ...environmentProblems(env, parsed.ok ? parsed.inputs : undefined),
    ...(parsed.ok ? [] : parsed.problems),
  ];
  if (!parsed.ok || problems.length > 0) {
    const { refuse } = await import("./perform.ts");
    refuse(problems, secrets);
    return;
  }
  const beginning = beginRun(parsed.inputs, env, () => performance.now());
  watch.onSignal(() => {
    beginning.control.cancel();
  });
  try {
    const { perform } = await import("./perform.ts");
    await perform(beginning, secrets, { env, explain });
  } finally {
    beginning.control.dispose();
  }
}

function present<K extends string>(
  key: K,
  value: string | undefined,
): Partial<Record<K, string>> {
  return value === undefined
    ? {}
    : ({ [key]: value } as Partial<Record<K, string>>);
}
