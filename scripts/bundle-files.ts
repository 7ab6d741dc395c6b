// The files of dist/ and their names: entries of a few lines, the program, and
// what the program loads late.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import * as v from "valibot";

/** The program that all entries load, in the sources. */
export const PROGRAM_SOURCE = "src/action/main.ts";

const PROGRAM = "main.js";

/** A path and its content. */
type File = [string, Buffer];

/** How the bundler names the file of a chunk, in the code of the program. */
const NAME_OF_CHUNK = '"" + chunkId + ".index.js"';

/**
 * The bundler's files under names that say what they hold: the program, and
 * for what is loaded late the module that is imported, and its packages.
 * `stats` is what the bundler says of its chunks. Throws when two would have
 * the same name, or the bundler names files in another way than it used to.
 */
export function named(
  files: ReadonlyMap<string, Buffer>,
  stats: string,
): readonly File[] {
  const { chunks } = v.parse(StatsWire, JSON.parse(stats));
  const late = chunks
    .filter(({ names }) => !names.includes("main"))
    .map((chunk) => ({ id: chunk.id, name: `${importedBy(chunk)}.js` }));
  const names = new Map<string, string>(
    late.map(({ id, name }) => [`${String(id)}.index.js`, name]),
  );
  names.set("index.js", PROGRAM);
  if (new Set(names.values()).size !== names.size) {
    throw new Error("Two files of the bundle would have the same name.");
  }
  return [...files].map(([name, content]) => [
    names.get(name) ?? name,
    name === "index.js" ? withNames(content, late) : content,
  ]);
}

const StatsWire = v.object({
  chunks: v.array(
    v.object({
      id: v.number(),
      names: v.array(v.string()),
      idHints: v.array(v.string()),
      origins: v.array(v.object({ request: v.string() })),
    }),
  ),
});

type Chunk = v.InferOutput<typeof StatsWire>["chunks"][number];

/** The names of the modules whose import loads a chunk; the bundler gives their packages one of their own. */
function importedBy({ idHints, origins }: Chunk): string {
  const importers = origins.map(({ request }) => {
    const [, name] =
      /^\.{1,2}\/(?:[a-z-]+\/)*([a-z-]+)\.[jt]s$/u.exec(request) ?? [];
    if (name === undefined)
      throw new Error("A file of the bundle has no name.");
    return name;
  });
  if (importers.length === 0)
    throw new Error("A file of the bundle has no name.");
  const name = [...new Set(importers)].sort().join("-and-");
  return idHints.includes("vendors") ? `${name}-packages` : name;
}

function withNames(
  program: Buffer,
  late: readonly { readonly id: number; readonly name: string }[],
): Buffer {
  const names = Object.fromEntries(late.map(({ id, name }) => [id, name]));
  const parts = program.toString().split(NAME_OF_CHUNK);
  if (late.length > 0 && parts.length !== 2) {
    throw new Error("The bundler names files in another way.");
  }
  return Buffer.from(parts.join(`${JSON.stringify(names)}[chunkId]`));
}

/** The entries: each file directly in `sources`, without its types, loading the program of the bundle. */
export async function entries(sources: string): Promise<readonly File[]> {
  const files = await readdir(sources, { withFileTypes: true });
  return await Promise.all(
    files
      .filter((file) => file.isFile())
      .map(async ({ name }): Promise<File> => {
        const text = await readFile(join(sources, name), "utf8");
        const { outputText } = transpileModule(text, {
          compilerOptions: {
            module: ModuleKind.ESNext,
            target: ScriptTarget.ESNext,
          },
        });
        const entry = outputText.replace(
          '"./action/main.ts"',
          `"./${PROGRAM}"`,
        );
        return [name.replace(/\.ts$/u, ".js"), Buffer.from(entry)];
      }),
  );
}
