import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { type Evidence, OUTPUT_FILE } from "./leak-oracle-evidence.ts";
import { requireClean } from "./leak-oracle.ts";
import { reportProblems } from "./report-schema.ts";
import { readFiles, type Watch, watchRun } from "./run-watch.ts";
import { readAsRunner, type RunnerCommand } from "./runner-commands.ts";
import { workflowVariables } from "./workflow-variables.ts";
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

/** A run under way. */
export interface StartedAction {
  readonly pid?: number | undefined;
  kill(signal: NodeJS.Signals): void;
  readonly stdout: Readable;
}

/** How a run is started. */
export interface StartOptions {
  readonly inputs: Inputs;
  /** More environment variables. */
  readonly env?: Readonly<Record<string, string>>;
  /** Another bundle than the shipped one. */
  readonly bundle?: string;
  /** Receives the process, for signals and kills. */
  readonly onStart?: (child: StartedAction) => void;
  /** Texts beside the secrets that must be seen nowhere. */
  readonly moreSecrets?: readonly string[];
}

/**
 * The inputs that every run against a world needs: tokens, addresses, a role
 * and a repository.
 */
export function inputsFor(world: World, more: Inputs = {}): Inputs {
  return {
    "astra-token": world.adminToken,
    "github-token": world.githubToken,
    role: "Read/Write Service Account",
    repository: "acme/web",
    "astra-api-url": world.astra.url,
    "github-api-url": world.github.url,
    ...(more["targets"] === undefined ? {} : { "rotation-id": "tests" }),
    ...more,
  };
}

/**
 * Starts the bundle the way the runner does: `INPUT_*` and `GITHUB_*`
 * variables, files for what it tells the runner, a home and a temporary folder
 * of its own, and nothing else in the environment. Throws when the leak oracle
 * finds anything, or the report is not as published.
 */
export async function runAction(options: StartOptions): Promise<ActionRun> {
  const { run, evidence } = await runWatched(options);
  requireClean(evidence);
  requirePublishedShape(run.outputs["report"]);
  return run;
}

/** Every report of every run is as its published schema says. */
function requirePublishedShape(report: string | undefined): void {
  const problems = report === undefined ? [] : reportProblems(report);
  if (problems.length > 0) {
    throw new Error(`The report is not as published: ${problems.join("; ")}`);
  }
}

/**
 * Runs the bundle as `runAction` does, and leaves the judgement to the caller.
 */
export async function runWatched(
  options: StartOptions,
): Promise<{ readonly run: ActionRun; readonly evidence: Evidence }> {
  const folder = await mkdtemp(join(tmpdir(), "action-run-"));
  try {
    await prepare(folder);
    const watch = watchRun(options.inputs);
    const ended = await start(options, folder, watch);
    const { requests, answers, commandLines } = watch.stop();
    const files = await readFiles(folder);
    const commands = readAsRunner(ended.stdout).flatMap((read) =>
      read.kind === "command" ? [read.command] : [],
    );
    const evidence: Evidence = {
      ...ended,
      inputs: options.inputs,
      env: options.env ?? {},
      moreSecrets: options.moreSecrets ?? [],
      masks: dataOf(commands, "add-mask"),
      files,
      requests,
      answers,
      commandLines,
    };
    return { run: { ...ended, ...read(ended, files, commands) }, evidence };
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

const SUMMARY_FILE = "runner/summary";

/** The runner's files: where each is, and the variable that says so. */
const RUNNER_FILES: Readonly<Record<string, string>> = {
  GITHUB_OUTPUT: OUTPUT_FILE,
  GITHUB_STEP_SUMMARY: SUMMARY_FILE,
  GITHUB_ENV: "runner/env",
  GITHUB_STATE: "runner/state",
  GITHUB_PATH: "runner/path",
};

/** Folders of the process: where each is, and the variables that say so. */
const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  home: ["HOME", "USERPROFILE"],
  temporary: ["TMPDIR", "TMP", "TEMP", "RUNNER_TEMP"],
  work: ["GITHUB_WORKSPACE"],
};

async function prepare(folder: string): Promise<void> {
  const folders = ["runner", ...Object.keys(FOLDERS)];
  await Promise.all(folders.map((name) => mkdir(join(folder, name))));
  const files = Object.values(RUNNER_FILES);
  await Promise.all(files.map((path) => writeFile(join(folder, path), "")));
}

function environmentOf(folder: string): Record<string, string> {
  const files = Object.entries(RUNNER_FILES);
  const folders = Object.entries(FOLDERS).flatMap(([path, names]) =>
    names.map((name) => [name, path] as const),
  );
  return Object.fromEntries(
    [...files, ...folders].map(([name, path]) => [name, join(folder, path)]),
  );
}

type Ended = Pick<ActionRun, "exitCode" | "signal" | "stdout" | "stderr">;

async function start(
  { inputs, env, bundle = BUNDLE, onStart }: StartOptions,
  folder: string,
  watch: Watch,
): Promise<Ended> {
  const child = spawn(process.execPath, [bundle], {
    cwd: join(folder, "work"),
    env: {
      ...inputVariables(inputs),
      ...workflowVariables(inputs, env),
      GITHUB_RUN_ID: "16020123456",
      GITHUB_RUN_ATTEMPT: "1",
      ...environmentOf(folder),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  watch.process(child.pid);
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

function read(
  { stdout }: Ended,
  files: ReadonlyMap<string, string>,
  commands: readonly RunnerCommand[],
): Omit<ActionRun, keyof Ended> {
  return {
    outputs: parseOutputs(files.get(OUTPUT_FILE) ?? ""),
    summary: files.get(SUMMARY_FILE) ?? "",
    errors: dataOf(commands, "error"),
    warnings: dataOf(commands, "warning"),
    log: readAsRunner(stdout).flatMap((read) =>
      read.kind === "text" && read.line !== "" ? [read.line] : [],
    ),
  };
}

function dataOf(
  commands: readonly RunnerCommand[],
  name: string,
): readonly string[] {
  return commands.flatMap((command) =>
    command.name === name ? [command.data] : [],
  );
}

/** Reads the runner's output file: `name<<delimiter`, lines, `delimiter`. */
function parseOutputs(text: string): Readonly<Record<string, string>> {
  const outputs: Record<string, string> = {};
  const records = /^([^\n]+)<<([^\n]+)\n([\s\S]*?)\n\2$/gmu;
  const lines = text.replaceAll("\r\n", "\n");
  for (const [, name = "", , value = ""] of lines.matchAll(records)) {
    outputs[name] = value;
  }
  return outputs;
}
