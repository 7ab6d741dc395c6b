// Fails unless dist/ is, byte for byte, what the sources build. With
// --two-ways: fails unless they build the same in two directories and on the
// machine's own Node, when that is another one.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { type Bundle, type BundleOptions, bundle, readTree } from "./bundle.ts";

const root = join(import.meta.dirname, "..");

function differences(actual: Bundle, expected: Bundle): string[] {
  const names = [...new Set([...actual.keys(), ...expected.keys()])].sort();
  return names.flatMap((name) => {
    const [is, should] = [actual.get(name), expected.get(name)];
    if (is === undefined) return [`dist/${name} is missing`];
    if (should === undefined) return [`dist/${name} should not be there`];
    return is.equals(should) ? [] : [`dist/${name} differs`];
  });
}

function hash(files: Bundle): string {
  const sum = createHash("sha256");
  for (const [name, content] of files) {
    sum.update(`${name}\0${String(content.length)}\0`).update(content);
  }
  return sum.digest("hex");
}

async function versionOf(node: string): Promise<string> {
  const { stdout } = await promisify(execFile)(node, ["--version"]);
  return stdout.trim();
}

// Not the one among the packages, which npm puts first on the PATH.
async function machineNode(): Promise<string | undefined> {
  const name = process.platform === "win32" ? "node.exe" : "node";
  const candidates = [
    process.env["npm_node_execpath"] ?? "",
    ...(process.env["PATH"] ?? "")
      .split(delimiter)
      .map((directory) => join(directory, name)),
  ].filter((path) => path !== "" && !path.includes("node_modules"));
  for (const path of candidates) {
    try {
      await access(path);
      return path;
    } catch {
      // The next one, then.
    }
  }
  return undefined;
}

async function checkDist(): Promise<string[]> {
  const found = differences(
    await readTree(join(root, "dist")),
    await bundle(root),
  );
  return found.length === 0 ? [] : [...found, "run: npm run build"];
}

async function checkTwoWays(): Promise<string[]> {
  const ways: BundleOptions[] = [{}, { below: "another/place, deeper" }];
  const other = await machineNode();
  const major = (version: string): string => version.split(".")[0] ?? "";
  if (
    other !== undefined &&
    major(await versionOf(other)) !== major(process.version)
  ) {
    ways.push({ node: other });
  }
  const hashes = new Set<string>();
  for (const way of ways) {
    const result = hash(await bundle(root, way));
    const version = await versionOf(way.node ?? process.execPath);
    process.stdout.write(`${result}  ${version}  ./${way.below ?? ""}\n`);
    hashes.add(result);
  }
  return hashes.size === 1 ? [] : ["the same sources build different bundles"];
}

const problems = process.argv.includes("--two-ways")
  ? await checkTwoWays()
  : await checkDist();
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
