import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import type { Broken } from "./broken.ts";
import { type Core, loadCore } from "./core.ts";

const SOURCE = fileURLToPath(new URL("../../../src/rotation", import.meta.url));

/**
 * The protocol with a break in it, built from a copy of `src/rotation`. Throws
 * when a text is not found exactly once, so that no break can rot unseen.
 */
export async function breakCore({ name, changes }: Broken): Promise<Core> {
  const folder = await mkdtemp(join(tmpdir(), "broken-"));
  try {
    await cp(SOURCE, folder, { recursive: true });
    for (const [file, find, replace] of changes) {
      const path = join(folder, file);
      const [before, after, ...more] = (await readFile(path, "utf8")).split(
        find,
      );
      if (before === undefined || after === undefined || more.length > 0) {
        throw new Error(`"${name}": its text is not once in ${file}`);
      }
      await writeFile(path, before + replace + after);
    }
    return await loadCore(pathToFileURL(`${folder}/`));
  } finally {
    await rm(folder, { recursive: true });
  }
}
