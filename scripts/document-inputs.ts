// Updates what is generated: `npm run document`. The tables of inputs and
// outputs in README.md and docs/inputs.md come from action.yml, the JSON Schema
// of `targets` from the action's own.
import { readFile, writeFile } from "node:fs/promises";
import { inputsPage, readmeTables } from "./input-tables.ts";
import { targetsSchema } from "./targets-schema.ts";

const root = new URL("../", import.meta.url);
const read = (path: string): Promise<string> =>
  readFile(new URL(path, root), "utf8");
const write = (path: string, text: string): Promise<void> =>
  writeFile(new URL(path, root), text);

const action = await read("action.yml");
await Promise.all([
  write("README.md", await readmeTables(await read("README.md"), action)),
  write(
    "docs/inputs.md",
    await inputsPage(await read("docs/inputs.md"), action),
  ),
  write("docs/targets.schema.json", await targetsSchema()),
]);
