// The deep check: fetches the package with GitHub's OpenAPI description afresh into a temporary directory and compares
// the recorded facts with it. Only the descriptions in use are unpacked; the whole package takes 400 MB.
//   npm run node -- scripts/contracts/check-github.ts
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DESCRIPTION_PACKAGE, isRecorded } from "./github-operations.ts";

const LARGEST_LISTING = 16 * 1024 * 1024;

/** Runs a program to its end in a directory and returns what it printed; throws when it fails. */
function run(
  program: string,
  args: readonly string[],
  directory: string,
): string {
  const windows = process.platform === "win32";
  const ran = spawnSync(program, args, {
    cwd: directory,
    encoding: "utf8",
    maxBuffer: LARGEST_LISTING,
    shell: windows && program === "npm",
  });
  if (ran.error !== undefined) throw ran.error;
  if (ran.status !== 0)
    throw new Error(`${program} ${args.join(" ")} failed:\n${ran.stderr}`);
  return ran.stdout;
}

function isNeeded(file: string): boolean {
  if (file === "package/package.json") return true;
  const name = /^package\/generated\/(.+)\.json$/.exec(file)?.[1];
  return name !== undefined && isRecorded(name);
}

function unpackDescriptions(directory: string): void {
  const wanted = `${DESCRIPTION_PACKAGE.name}@${DESCRIPTION_PACKAGE.version}`;
  run("npm", ["pack", "--silent", "--ignore-scripts", wanted], directory);
  const archive = readdirSync(directory).find((file) => file.endsWith(".tgz"));
  if (archive === undefined)
    throw new Error(`npm pack left no archive of ${wanted}`);
  const files = run("tar", ["-tzf", archive], directory)
    .split(/\r?\n/)
    .filter(isNeeded);
  const place = join("node_modules", DESCRIPTION_PACKAGE.name);
  mkdirSync(join(directory, place), { recursive: true });
  run(
    "tar",
    ["-xzf", archive, "-C", place, "--strip-components=1", ...files],
    directory,
  );
}

const directory = mkdtempSync(join(tmpdir(), "github-description-"));
try {
  unpackDescriptions(directory);
  const extract = fileURLToPath(
    new URL("./extract-github.ts", import.meta.url),
  );
  const ran = spawnSync(process.execPath, [extract, directory, "--check"], {
    stdio: "inherit",
  });
  process.exitCode = ran.status ?? 1;
} finally {
  rmSync(directory, { recursive: true, force: true });
}
