import { execFileSync, spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { parse } from "yaml";
import type { RehearsalState } from "./rehearsal-gh.ts";

const ROOT = join(import.meta.dirname, "../..");

/** The account that the rehearsal names the owner. */
const ACCOUNT = "rehearsal";

interface Job {
  readonly steps: readonly {
    readonly name?: string;
    readonly uses?: string;
    readonly run?: string;
  }[];
}

/** How a rehearsal is set. */
export interface RehearsalOptions {
  readonly version: string;
  /** Run what the workflow runs to test the commit, too: minutes. */
  readonly withTests: boolean;
  readonly github?: Partial<RehearsalState>;
  /** Leave out the naming of the owner, the preparation, or the format. */
  readonly without?: readonly ("owner" | "prepare" | "format")[];
  /** Tags that the remote has before, at its first commit. */
  readonly tags?: readonly string[];
  readonly write: (text: string) => void;
}

/** What a rehearsal left behind. */
export interface Rehearsed {
  /** The step that failed; undefined when all went through. */
  readonly failed: string | undefined;
  /** Every `gh` call, in order. */
  readonly calls: readonly string[];
  /** The remote's tags, each with its commit. */
  readonly tags: Readonly<Record<string, string>>;
  readonly commit: string;
}

/**
 * Releases a clone of this repository to a bare one beside it, by the scripts
 * of the workflow `release` as they stand in it. Nothing leaves this machine.
 */
export function rehearse(options: RehearsalOptions): Rehearsed {
  const folder = mkdtempSync(join(tmpdir(), "release-"));
  try {
    return rehearseIn(folder, options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function rehearseIn(folder: string, options: RehearsalOptions): Rehearsed {
  const { version, write } = options;
  const remote = join(folder, "remote.git");
  const clone = join(folder, "clone");
  const state = join(folder, "github.json");
  git(folder, "clone", "--quiet", "--bare", "--no-tags", ROOT, remote);
  for (const tag of options.tags ?? []) git(remote, "tag", tag);
  git(folder, "clone", "--quiet", remote, clone);
  git(clone, "checkout", "--quiet", "-B", "main");
  symlinkSync(join(ROOT, "node_modules"), join(clone, "node_modules"));
  writeFileSync(state, JSON.stringify({ ...untouched(), ...options.github }));
  const env = environment(folder, { remote, state, version });
  const prepared = prepare(clone, options, env);
  const commit = git(clone, "rev-parse", "HEAD");
  const workflowEnv = { ...env, GITHUB_SHA: commit };
  const failed = prepared ?? playWorkflow(clone, options, workflowEnv);
  const { calls } = JSON.parse(readFileSync(state, "utf8")) as RehearsalState;
  const tags = git(
    remote,
    "for-each-ref",
    "--format=%(refname:short) %(objectname)",
    "refs/tags",
  );
  for (const line of tags.split("\n")) write(`remote: tag ${line}\n`);
  return {
    failed,
    calls,
    tags: Object.fromEntries(
      tags.split("\n").map((line) => line.split(" ") as [string, string]),
    ),
    commit,
  };
}

function untouched(): RehearsalState {
  return { reviewers: [ACCOUNT], immutable: true, releases: [], calls: [] };
}

/** What a maintainer does before the workflow; the command that failed. */
function prepare(
  clone: string,
  { version, without = [], write }: RehearsalOptions,
  env: NodeJS.ProcessEnv,
): string | undefined {
  write("== a maintainer's machine\n");
  const commands = [
    ...(without.includes("owner")
      ? []
      : [`node scripts/owner/owner.ts ${ACCOUNT}`]),
    ...(without.includes("prepare")
      ? []
      : [`node scripts/release/prepare.ts ${version}`]),
    ...(without.includes("format") ? [] : [FORMAT]),
    "git add --all",
    `git ${WHO.join(" ")} commit --quiet --allow-empty --message='Release ${version}'`,
    "git push --quiet origin main",
  ];
  return commands.find((command) => !succeeds(clone, command, env, write));
}

/** Plays the scripts of the workflow; the name of the job that failed. */
function playWorkflow(
  clone: string,
  { withTests, write }: RehearsalOptions,
  env: NodeJS.ProcessEnv,
): string | undefined {
  const text = readFileSync(
    join(clone, ".github/workflows/release.yml"),
    "utf8",
  );
  const { jobs } = parse(text) as { jobs: Record<string, Job> };
  for (const [name, { steps }] of Object.entries(jobs)) {
    write(`== job ${name}\n`);
    for (const { run, uses } of steps) {
      if (run === undefined) write(`(on GitHub: ${String(uses)})\n`);
      else if (run === ".ci/run" && !withTests) write("(left out: .ci/run)\n");
      else if (!succeeds(clone, run, env, write)) return name;
    }
  }
  return undefined;
}

function succeeds(
  cwd: string,
  command: string,
  env: NodeJS.ProcessEnv,
  write: (text: string) => void,
): boolean {
  write(`> ${command}\n`);
  const { status, stdout, stderr } = spawnSync("bash", ["-ec", command], {
    cwd,
    env,
    encoding: "utf8",
  });
  write(stdout);
  if (status !== 0) write(stderr);
  return status === 0;
}

/** The variables of the workflow, and a `gh` that asks nobody. */
function environment(
  folder: string,
  of: {
    readonly remote: string;
    readonly state: string;
    readonly version: string;
  },
): NodeJS.ProcessEnv {
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const program = join(import.meta.dirname, "rehearsal-gh.ts");
  writeFileSync(
    join(bin, "gh"),
    `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`,
    { mode: 0o755 },
  );
  const path = [bin, dirname(process.execPath), process.env["PATH"] ?? ""];
  return {
    PATH: path.join(delimiter),
    HOME: folder,
    TMPDIR: folder,
    GH_REPO: `${ACCOUNT}/astra-token-rotator`,
    VERSION: of.version,
    REHEARSAL_REMOTE: of.remote,
    REHEARSAL_STATE: of.state,
  };
}

const FORMAT =
  "git diff --name-only -z | xargs -0 node node_modules/prettier/bin/prettier.cjs --write --log-level warn --ignore-unknown";

const WHO = ["-c user.name=rehearsal", "-c user.email=rehearsal@localhost"];

function git(cwd: string, ...words: readonly string[]): string {
  return execFileSync("git", words, { cwd, encoding: "utf8" }).trim();
}
