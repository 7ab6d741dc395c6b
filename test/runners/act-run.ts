import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** One run of a workflow under nektos/act, on this machine, without Docker. */
export interface ActRun {
  readonly act: string;
  /** A Git work tree; its remote names the repository. */
  readonly cwd: string;
  /** A folder for what act keeps; nothing else of the machine is touched. */
  readonly home: string;
  readonly workflow: string;
  readonly event: "push" | "schedule" | "workflow_dispatch";
  /** Runs this job and those that it needs; all jobs when absent. */
  readonly job?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Folders that stand for `owner/name@ref`. */
  readonly repositories: Readonly<Record<string, string>>;
  /** The folder of the `node` that actions run on. */
  readonly path: string;
}

/** How it ended, and all that it wrote. */
export interface ActEnd {
  readonly exitCode: number | null;
  readonly log: string;
}

/** Runs it to its end, at most ten minutes. */
export async function runAct(run: ActRun): Promise<ActEnd> {
  const child = spawn(run.act, argumentsOf(run), {
    cwd: run.cwd,
    env: {
      HOME: run.home,
      XDG_CONFIG_HOME: join(run.home, "config"),
      XDG_CACHE_HOME: join(run.home, "cache"),
      PATH: run.path,
      ...registrySettings(),
    },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 600_000,
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      log += text;
    });
  }
  return await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => {
      resolve({ exitCode, log });
    });
  });
}

function argumentsOf(run: ActRun): readonly string[] {
  const file = (name: string, values: Readonly<Record<string, string>> = {}) =>
    written(join(run.home, name), dotenv(values));
  // Without a settings file of its own, act asks a question.
  written(join(run.home, "config/act/actrc"), "");
  return [
    run.event,
    ...["-W", run.workflow],
    ...(run.job === undefined ? [] : ["-j", run.job]),
    ...["-P", "ubuntu-latest=-self-hosted"],
    ...["--action-cache-path", join(run.home, "actions")],
    // Secrets are in a file, for arguments are seen by everybody.
    ...["--secret-file", file("secrets", run.secrets)],
    ...["--var-file", file("variables", run.variables)],
    ...["--env-file", file("env", run.env)],
    ...["--no-cache-server"],
    ...Object.entries(run.inputs ?? {}).flatMap(([name, value]) => [
      "--input",
      `${name}=${value}`,
    ]),
    ...Object.entries(run.repositories).flatMap(([name, path]) => [
      "--local-repository",
      `${name}=${path}`,
    ]),
  ];
}

const REGISTRY =
  /^(?:npm_config_(?:cache|registry|userconfig)|https?_proxy|no_proxy|node_extra_ca_certs)$/iu;

/** What npm needs to know to reach its registry, and no other variable. */
function registrySettings(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      REGISTRY.test(name) && value !== undefined ? [[name, value]] : [],
    ),
  );
}

function dotenv(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}\n`)
    .join("");
}

function written(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode: 0o600 });
  return path;
}
