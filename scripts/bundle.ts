import { execFile } from "node:child_process";
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { licensesOf } from "./licenses.ts";

/** The files of a bundle: path below `dist` (with `/`) and content. */
export type Bundle = ReadonlyMap<string, Buffer>;

/** Which Node runs the bundler, and how deep below the temporary directory. */
export interface BundleOptions {
  readonly node?: string;
  readonly below?: string;
}

/** All that the bundle is made from; nothing else of the checkout can change it. */
const SOURCES = ["src", "package.json", "tsconfig.json"];

/**
 * Bundles the action of the checkout at `root` in a temporary copy of its
 * sources and packages, which is removed. Throws when the bundler refuses, or
 * when a path of this machine landed in the bundle.
 */
export async function bundle(
  root: string,
  { node = process.execPath, below = "" }: BundleOptions = {},
): Promise<Bundle> {
  const temporary = await realpath(
    await mkdtemp(join(tmpdir(), "token-rotator-bundle-")),
  );
  try {
    const copy = join(temporary, below);
    await copySources(root, copy);
    const stats = await runBundler(node, copy);
    const licenses = await licensesOf(stats, join(copy, "node_modules"));
    const files = inOrder([
      ...(await readTree(join(copy, "dist"))),
      ["licenses.txt", Buffer.from(licenses)],
    ]);
    refusePaths(files, [
      temporary,
      ...SOURCES.map((name) => join(root, name)),
      join(root, "node_modules"),
    ]);
    return files;
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Reads every file below `directory`; a directory that is not there has none. */
export async function readTree(directory: string): Promise<Bundle> {
  const files = new Map<string, Buffer>();
  const entries = await readdir(directory, {
    recursive: true,
    withFileTypes: true,
  }).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return [];
    }
    throw error;
  });
  for (const entry of entries) {
    if (entry.isDirectory()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(directory, path).split(sep).join("/");
    files.set(name, await readFile(path));
  }
  return inOrder([...files]);
}

function inOrder(files: readonly [string, Buffer][]): Bundle {
  return new Map(files.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

// The bundler names modules by their path, and it checks the types of whatever
// tsconfig.json includes: hence a copy of real files, without the tests.
async function copySources(root: string, copy: string): Promise<void> {
  await mkdir(copy, { recursive: true });
  for (const name of SOURCES) {
    await cp(join(root, name), join(copy, name), { recursive: true });
  }
  const skipped = await optionalPackages(root);
  const packages = join(root, "node_modules");
  await cp(packages, join(copy, "node_modules"), {
    recursive: true,
    filter: (path) =>
      dirname(path) !== packages ||
      !(basename(path).startsWith(".") || skipped.has(basename(path))),
  });
}

// The Node binaries: large, and not bundled.
async function optionalPackages(root: string): Promise<ReadonlySet<string>> {
  const text = await readFile(join(root, "package.json"), "utf8");
  const manifest: unknown = JSON.parse(text);
  const optional =
    typeof manifest === "object" &&
    manifest !== null &&
    "optionalDependencies" in manifest
      ? manifest.optionalDependencies
      : undefined;
  return new Set(Object.keys(Object(optional) as object));
}

// Returns what the bundler says of the modules. Its own list of licences lacks
// the packages of the files that are loaded late.
async function runBundler(node: string, copy: string): Promise<string> {
  const cli = join(copy, "node_modules/@vercel/ncc/dist/ncc/cli.js");
  const stats = join(copy, "stats.json");
  const options = ["-o", "dist", "--stats-out", stats];
  const env = { ...process.env, NODE_OPTIONS: "", NODE_ENV: "production" };
  try {
    await promisify(execFile)(
      node,
      [cli, "build", "src/index.ts", ...options, "--no-cache", "--quiet"],
      { cwd: copy, env },
    );
    return await readFile(stats, "utf8");
  } catch (error) {
    const said =
      error instanceof Error && "stderr" in error ? String(error.stderr) : "";
    throw new Error(`The bundler failed.\n${said}`, { cause: error });
  }
}

function refusePaths(files: Bundle, paths: readonly string[]): void {
  for (const [name, content] of files) {
    const found = paths
      .flatMap((path) => [path, JSON.stringify(path).slice(1, -1)])
      .find((path) => content.includes(path));
    if (found !== undefined) {
      throw new Error(`dist/${name} holds a path of this machine: ${found}`);
    }
  }
}
