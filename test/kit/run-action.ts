import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { World } from "./world.ts";

/** The shipped bundle. */
export const BUNDLE = fileURLToPath(
  new URL("../../dist/index.js", import.meta.url),
);

/** Inputs by name, as a workflow's `with:` gives them. */
export type Inputs = Readonly<Record<string, string>>;

/** What a finished run left behind. */
export interface ActionRun {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** Texts of the `::error::` commands, unescaped. */
  readonly errors: readonly string[];
  /** Texts of the `::warning::` commands, unescaped. */
  readonly warnings: readonly string[];
  /** What a person reads in the log: no commands. */
  readonly log: readonly string[];
}

/** How a run is started. */
export interface StartOptions {
  readonly inputs: Inputs;
  /** More environment variables. */
  readonly env?: Readonly<Record<string, string>>;
  /** Is told the process, for signals and kills. */
  readonly onStart?: (child: { kill(signal: NodeJS.Signals): void }) => void;
}

/** The inputs that every run against a world needs: tokens, addresses, a role and a repository. */
export function inputsFor(world: World, more: Inputs = {}): Inputs {
  return {
    "astra-token": world.adminToken,
    "github-token": world.githubToken,
    role: "Read/Write Service Account",
    repository: "acme/web",
    "astra-api-url": world.astra.url,
    "github-api-url": world.github.url,
    ...more,
  };
}

/**
 * Starts the bundle the way the runner does: `INPUT_*` and `GITHUB_*` variables,
 * files for outputs and summary, and nothing else in the environment.
 */
export async function runAction(options: StartOptions): Promise<ActionRun> {
  const folder = await mkdtemp(join(tmpdir(), "action-run-"));
  const output = join(folder, "output");
  const summary = join(folder, "summary");
  await Promise.all([writeFile(output, ""), writeFile(summary, "")]);
  try {
    const ended = await start(options, { output, summary });
    return {
      ...ended,
      outputs: parseOutputs(await readFile(output, "utf8")),
      summary: await readFile(summary, "utf8"),
      errors: commands(ended.stdout, "error"),
      warnings: commands(ended.stdout, "warning"),
      log: ended.stdout
        .split("\n")
        .filter((line) => line !== "" && !line.startsWith("::")),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The variables that carry inputs, named as the runner names them. */
export function inputVariables(inputs: Inputs): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`,
      value,
    ]),
  );
}

type Ended = Pick<ActionRun, "exitCode" | "signal" | "stdout" | "stderr">;

async function start(
  { inputs, env, onStart }: StartOptions,
  files: { readonly output: string; readonly summary: string },
): Promise<Ended> {
  const child = spawn(process.execPath, [BUNDLE], {
    env: {
      ...inputVariables(inputs),
      GITHUB_REPOSITORY: "acme/web",
      GITHUB_RUN_ID: "16020123456",
      GITHUB_RUN_ATTEMPT: "1",
      GITHUB_OUTPUT: files.output,
      GITHUB_STEP_SUMMARY: files.summary,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  onStart?.(child);
  return await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode, signal) => {
      resolve({ exitCode, signal, stdout, stderr });
    });
  });
}

/** Reads the runner's output file: `name<<delimiter`, lines, `delimiter`. */
function parseOutputs(text: string): Readonly<Record<string, string>> {
  const outputs: Record<string, string> = {};
  const records = /^([^\n]+)<<([^\n]+)\n([\s\S]*?)\n\2$/gmu;
  for (const [, name = "", , value = ""] of text.matchAll(records)) {
    outputs[name] = value;
  }
  return outputs;
}

function commands(stdout: string, command: string): readonly string[] {
  return stdout.split("\n").flatMap((line) => {
    const found = /^::([a-z-]+)(?: [^:]*)?::(.*)$/u.exec(line);
    return found?.[1] === command ? [unescaped(found[2] ?? "")] : [];
  });
}

function unescaped(text: string): string {
  return text
    .replaceAll("%0A", "\n")
    .replaceAll("%0D", "\r")
    .replaceAll("%25", "%");
}
