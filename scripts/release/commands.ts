import { spawnSync } from "node:child_process";

/** What a command said, and how it ended. */
export interface Ended {
  readonly status: number;
  readonly stdout: string;
}

/** Shows a command as a person would type it, runs it, and says how it ended. */
export function attempt(...command: readonly string[]): Ended {
  const shown = command
    .map((word) => (/^[\w./:@=-]+$/u.test(word) ? word : `'${word}'`))
    .join(" ");
  process.stdout.write(`$ ${shown}\n`);
  const [file = "", ...words] = command;
  const { status, stdout, error } = spawnSync(file, words, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (error !== undefined) throw error;
  return { status: status ?? 1, stdout: stdout.trim() };
}

/** Like `attempt`, and gives what it said. Throws when it fails. */
export function run(...command: readonly string[]): string {
  const { status, stdout } = attempt(...command);
  if (status !== 0) throw new Error(`it failed with ${String(status)}`);
  return stdout;
}
