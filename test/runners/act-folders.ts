import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { parse, stringify } from "yaml";
import { actionFolders } from "../repo/actions.ts";

const ROOT = join(import.meta.dirname, "../..");

/** An action that does nothing: what runs on a prepared machine needs none. */
const NOTHING = {
  name: "nothing",
  description: "Stands for an action that prepares a machine.",
  runs: {
    using: "composite",
    steps: [{ run: "true", shell: "bash" }],
  },
};

/**
 * The files of this repository as they are now, and no other: a clone, with
 * what has changed since put over it.
 */
export function ownCopy(folder: string): string {
  git(ROOT, "clone", "--quiet", "--shared", ROOT, folder);
  for (const path of ["dist", "action.yml", "test/runners", ".github"]) {
    cpSync(join(ROOT, path), join(folder, path), { recursive: true });
  }
  return folder;
}

/**
 * The actions as a release has them, except that their address of Astra is the
 * given one: so an example runs without a change.
 */
export function releasedActions(folder: string, astraUrl: string): string {
  for (const part of actionFolders()) {
    const text = readFileSync(join(ROOT, part, "action.yml"), "utf8");
    const action = parse(text) as {
      inputs: Record<string, { default?: string }>;
    };
    const address = action.inputs["astra-api-url"];
    if (address !== undefined) address.default = astraUrl;
    mkdirSync(join(folder, part), { recursive: true });
    writeFileSync(join(folder, part, "action.yml"), stringify(action));
  }
  cpSync(join(ROOT, "dist"), join(folder, "dist"), { recursive: true });
  return folder;
}

/** A folder for an action that does nothing. */
export function nothingAction(folder: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "action.yml"), stringify(NOTHING));
  return folder;
}

/** A folder with a `gh` that only sets variables, and tells nobody. */
export function ghAlone(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const script = `#!/bin/sh
test "$1 $2 $4" = "variable set --body" && test -n "$3" && test -n "$5"
`;
  writeFileSync(join(folder, "gh"), script, { mode: 0o755 });
  return folder;
}

/** `acme/web` with every example as a workflow, and the scripts they run. */
export function consumer(folder: string): string {
  const examples = join(ROOT, "examples");
  const workflows = join(folder, ".github/workflows");
  cpSync(examples, workflows, { recursive: true });
  const scripts = readdirSync(examples)
    .flatMap((name) => [
      ...readFileSync(join(examples, name), "utf8").matchAll(/\.\/(\S+\.sh)/gu),
    ])
    .map(([, script = ""]) => script);
  for (const script of new Set(scripts)) {
    const path = join(folder, script);
    mkdirSync(dirname(path), { recursive: true });
    // The new token has to be there, and is not shown.
    writeFileSync(path, '#!/bin/sh\ntest -n "$ASTRA_DB_APPLICATION_TOKEN"\n', {
      mode: 0o755,
    });
  }
  git(folder, "init", "--quiet", "--initial-branch=main");
  git(folder, "remote", "add", "origin", "https://github.com/acme/web");
  git(folder, "add", ".");
  git(folder, "commit", "--quiet", "--message=The examples");
  return folder;
}

/** The repository of the reusable workflow, by its name at the caller. */
export function reusable(folder: string): string {
  const path = join(folder, ".github/workflows/rotate-astra-token.yml");
  mkdirSync(dirname(path), { recursive: true });
  cpSync(join(ROOT, "examples/reusable.yml"), path);
  return folder;
}

function git(cwd: string, ...words: readonly string[]): void {
  const who = ["-c", "user.name=tests", "-c", "user.email=tests@localhost"];
  execFileSync("git", [...who, ...words], { cwd });
}
