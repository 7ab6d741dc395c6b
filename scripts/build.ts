// Makes dist/ anew from src/: `npm run build`.
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { bundle } from "./bundle.ts";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");

const files = await bundle(root);
await rm(dist, { recursive: true, force: true });
for (const [name, content] of files) {
  const path = join(dist, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  process.stdout.write(`dist/${name}  ${String(content.length)} bytes\n`);
}
