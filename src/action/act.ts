import { setTimeout as delay } from "node:timers/promises";
import type { Connections } from "../http/connections.ts";
import { beginRun } from "./beginning.ts";
import { environmentProblems } from "./inputs/environment.ts";
import { inputVariable } from "./inputs/input-variable.ts";
import { parseInputs } from "./inputs/inputs.ts";
import { onItsWay } from "./on-its-way.ts";
import type { Presentation } from "./present.ts";
import type { ProcessWatch } from "./process.ts";

/** The inputs that hold secrets; masked before anything is written. */
const SECRET_INPUTS = [
  "astra-token",
  "github-token",
  "github-app-private-key",
  "previous-token",
];

/** How long the loading of what comes after the first requests waits for their connections, milliseconds. */
const PATIENCE_MS = 100;

/** After how long a run is heard of at the latest, milliseconds. */
const SILENCE_MS = 1_000;

/** Where the action runs. */
export interface Surroundings extends Presentation {
  readonly watch: ProcessWatch;
}

/** Reads the inputs and goes through with the run, or tells all that is wrong with them. */
export async function act(
  connections: Connections,
  { env, explain, watch }: Surroundings,
): Promise<void> {
  const read = (name: string): string | undefined => env[inputVariable(name)];
  const secrets = SECRET_INPUTS.map((name) => read(name)?.trim() ?? "");
  const parsed = await parseInputs(read, {
    ...given("repository", env["GITHUB_REPOSITORY"]),
    ...given("apiUrl", env["GITHUB_API_URL"]),
    ...given("githubToken", env["GITHUB_TOKEN"]),
  });
  // Nothing that this process starts, or writes about itself, shall find them there.
  for (const name of SECRET_INPUTS) {
    Reflect.deleteProperty(env, inputVariable(name));
  }
  // Loading @actions/github parses both, and fails when one is malformed.
  for (const name of ["GITHUB_EVENT_PATH", "GITHUB_API_URL"]) {
    Reflect.deleteProperty(env, name);
  }
  const problems = [
    ...environmentProblems(env, parsed.ok ? parsed.inputs : undefined),
    ...(parsed.ok ? [] : parsed.problems),
  ];
  if (!parsed.ok || problems.length > 0) {
    await connections.close();
    const { refuse } = await import("./present.ts");
    refuse(problems, secrets, explain);
    return;
  }
  const beginning = beginRun(parsed.inputs, connections, env, () =>
    performance.now(),
  );
  watch.onSignal(() => {
    beginning.control.cancel();
  });
  try {
    // The first requests leave before the processor is busy with loading the rest.
    await onItsWay();
    await connections.begun(PATIENCE_MS);
    await onItsWay();
    const { carryOut } = await import("./carry-out.ts");
    const { decided, outcome } = carryOut(beginning, env);
    // So does what was decided; a long observation has its progress told before.
    await Promise.race([decided, delay(SILENCE_MS, undefined, { ref: false })]);
    await onItsWay();
    try {
      const { present } = await import("./present.ts");
      await present(beginning, outcome, secrets, { env, explain });
    } catch (thrown) {
      beginning.control.cancel();
      await outcome;
      throw thrown;
    }
  } finally {
    beginning.control.dispose();
  }
}

function given<K extends string>(
  key: K,
  value: string | undefined,
): Partial<Record<K, string>> {
  return value === undefined
    ? {}
    : ({ [key]: value } as Partial<Record<K, string>>);
}
