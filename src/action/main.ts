import { beginRun } from "./beginning.ts";
import { parseInputs } from "./inputs.ts";

/**
 * Runs the action once, as the runner starts it. The first requests leave before the greater
 * part of the program is loaded, which then happens while they are on their way.
 */
export async function main(): Promise<void> {
  const { env } = process;
  const read = (name: string): string | undefined =>
    env[`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`];
  const parsed = await parseInputs(read, {
    ...present("repository", env["GITHUB_REPOSITORY"]),
    ...present("apiUrl", env["GITHUB_API_URL"]),
    ...present("githubToken", env["GITHUB_TOKEN"]),
  });
  if (!parsed.ok) {
    const { refuse } = await import("./perform.ts");
    refuse(parsed.problems, read);
    return;
  }
  const beginning = beginRun(parsed.inputs, env, () => performance.now());
  const { control } = beginning;
  const cancel = (): void => {
    control.cancel();
  };
  process.on("SIGINT", cancel);
  process.on("SIGTERM", cancel);
  try {
    const { perform } = await import("./perform.ts");
    await perform(beginning, read, env);
  } finally {
    control.dispose();
    process.off("SIGINT", cancel);
    process.off("SIGTERM", cancel);
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
