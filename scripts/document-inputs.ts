// Writes the tables of inputs and outputs into README.md from action.yml: `npm run document`.
import { readFile, writeFile } from "node:fs/promises";
import { documented } from "./input-tables.ts";

const root = new URL("../", import.meta.url);
const readme = new URL("README.md", root);

const [action, before] = await Promise.all([
  readFile(new URL("action.yml", root), "utf8"),
  readFile(readme, "utf8"),
]);
await writeFile(readme, await documented(before, action));
