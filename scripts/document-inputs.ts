// Updates what is generated: `npm run document`. The tables of inputs and
// outputs in README.md come from action.yml, the JSON Schema of `targets` from
// the action's own.
import { readFile, writeFile } from "node:fs/promises";
import { documented } from "./input-tables.ts";
import { targetsSchema } from "./targets-schema.ts";

const root = new URL("../", import.meta.url);
const readme = new URL("README.md", root);

const [action, before] = await Promise.all([
  readFile(new URL("action.yml", root), "utf8"),
  readFile(readme, "utf8"),
]);
await Promise.all([
  writeFile(readme, await documented(before, action)),
  writeFile(new URL("docs/targets.schema.json", root), await targetsSchema()),
]);
