import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Name, licence and licence text of every package whose code is in a bundle,
 * as one text in the order of the names. `stats` is what the bundler says of
 * its modules, `packages` the directory that they came from. Throws when a
 * package names no licence.
 */
export async function licensesOf(
  stats: string,
  packages: string,
): Promise<string> {
  const names = packagesIn(JSON.parse(stats)).sort();
  const entries = names.map(async (name) => {
    const directory = join(packages, name);
    const manifest = await readFile(join(directory, "package.json"), "utf8");
    const { license } = JSON.parse(manifest) as { license?: unknown };
    if (typeof license !== "string") throw new Error(`${name}: no licence`);
    const text = await licenseText(directory);
    return [name, license, ...text].join("\n");
  });
  return `${(await Promise.all(entries)).join("\n\n")}\n`;
}

// A module's name is its path; modules that were joined are listed below the
// one that they were joined to.
function packagesIn(stats: unknown): string[] {
  const found = new Set<string>();
  const visit = ({ name, modules }: StatsModule): void => {
    const [, owner] = /node_modules\/((?:@[^/]+\/)?[^/]+)\//u.exec(name) ?? [];
    if (owner !== undefined) found.add(owner);
    modules?.forEach(visit);
  };
  (stats as { modules: readonly StatsModule[] }).modules.forEach(visit);
  return [...found];
}

interface StatsModule {
  readonly name: string;
  readonly modules?: readonly StatsModule[];
}

async function licenseText(directory: string): Promise<string[]> {
  const names = await readdir(directory);
  const files = names.filter((name) => /^licen[cs]e(?:\.|$)/iu.test(name));
  const texts = files
    .sort()
    .map((name) => readFile(join(directory, name), "utf8"));
  return (await Promise.all(texts)).map((text) => text.trim());
}
