import {
  cp,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import type { Broken } from "./broken-one.ts";
import { type Core, loadCore } from "./core.ts";

const SOURCE = fileURLToPath(new URL("../../../src/rotation", import.meta.url));
const REGISTRY = new URL("./broken.ts", import.meta.url).href;

/**
 * The protocol with a break in it. A copy of `src/rotation` is made in which
 * each wrapped function's file exports the wrapper instead; everything else of
 * the core then calls that. Throws when a name is not exported exactly once,
 * so that no break can rot unseen.
 */
export async function breakCore(broken: Broken): Promise<Core> {
  const folder = await mkdtemp(join(tmpdir(), "broken-"));
  try {
    await cp(SOURCE, folder, { recursive: true });
    await wrapIn(folder, broken);
    const core = await loadCore(pathToFileURL(`${folder}/`));
    const { ports, settings } = broken;
    return {
      ...core,
      rotate: async (given, told) =>
        await core.rotate(
          ports === undefined ? given : ports(given, told),
          settings === undefined ? told : settings(told),
        ),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The file of the core that exports a function of that name. */
export async function fileThatExports(name: string): Promise<string> {
  const files = (await readdir(SOURCE)).filter((file) => file.endsWith(".ts"));
  const texts = await Promise.all(
    files.map(async (file) => await readFile(join(SOURCE, file), "utf8")),
  );
  const pattern = new RegExp(`^export (?:async )?function ${name}\\b`, "mu");
  const [found, ...more] = files.filter((_, index) =>
    pattern.test(texts[index] ?? ""),
  );
  if (found === undefined || more.length > 0) {
    throw new Error(`"${name}" is not exported once by src/rotation`);
  }
  return found;
}

async function wrapIn(folder: string, { name, wraps }: Broken): Promise<void> {
  const byFile = new Map<string, string[]>();
  for (const wrapped of Object.keys(wraps ?? {})) {
    const file = await fileThatExports(wrapped);
    byFile.set(file, [...(byFile.get(file) ?? []), wrapped]);
  }
  for (const [file, names] of byFile) {
    const moved = file.replace(".ts", ".shipped.ts");
    await rename(join(folder, file), join(folder, moved));
    const lines = [
      `import { brokenOf } from ${JSON.stringify(REGISTRY)};`,
      `import * as shipped from "./${moved}";`,
      `export * from "./${moved}";`,
      `const { wraps } = brokenOf(${JSON.stringify(name)});`,
      ...names.map((one) => {
        const wrapped = `wraps.${one}(shipped.${one})(...given)`;
        return `export function ${one}(...given) { return ${wrapped}; }`;
      }),
    ];
    await writeFile(join(folder, file), lines.join("\n"));
  }
}
