import { execFile } from "node:child_process";
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { promisify } from "node:util";
import * as v from "valibot";
import { entries, named, PROGRAM_SOURCE } from "./bundle-files.ts";
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
      ...named(await readTree(join(copy, "dist")), stats),
      ...(await entries(join(copy, "src"))),
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

// The bundler names modules by their path: hence a copy of real files, and of
// those packages only that can have a part in the bundle.
async function copySources(root: string, copy: string): Promise<void> {
  await mkdir(copy, { recursive: true });
  for (const name of SOURCES) {
    await cp(join(root, name), join(copy, name), { recursive: true });
  }
  await rename(join(copy, "tsconfig.json"), join(copy, "tsconfig.house.json"));
  await writeFile(join(copy, "tsconfig.json"), JSON.stringify(TRANSPILATION));
  for (const path of await packagesInUse(root)) {
    const isOwn = (file: string): boolean =>
      !relative(join(root, path), file).split(sep).includes("node_modules");
    await cp(join(root, path), join(copy, path), {
      recursive: true,
      filter: isOwn,
    });
  }
  await cp(
    join(import.meta.dirname, "undici-in-bundle.cjs"),
    join(copy, "node_modules/undici/index.js"),
  );
}

// Types are checked by `npm run check`; here they are only taken away.
const TRANSPILATION = {
  extends: "./tsconfig.house.json",
  compilerOptions: {
    module: "ESNext",
    moduleResolution: "Bundler",
  },
};

/** Packages that are not dependencies of the action, but make the bundle. */
const TOOLS = ["node_modules/@vercel/ncc", "node_modules/typescript"];

// Dependencies of the action and, in turn, of those.
async function packagesInUse(root: string): Promise<readonly string[]> {
  const text = await readFile(join(root, "package-lock.json"), "utf8");
  const { packages } = v.parse(LockfileWire, JSON.parse(text));
  const inUse = Object.entries(packages).filter(
    ([path, { dev, optional }]) => path !== "" && !dev && !optional,
  );
  return [...TOOLS, ...inUse.map(([path]) => path)];
}

const LockfileWire = v.object({
  packages: v.record(
    v.string(),
    v.object({
      dev: v.optional(v.boolean(), false),
      optional: v.optional(v.boolean(), false),
    }),
  ),
});

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
      [
        cli,
        "build",
        PROGRAM_SOURCE,
        ...options,
        "--no-cache",
        "--quiet",
        "--transpile-only",
      ],
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
