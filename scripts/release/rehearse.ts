// npm run release:rehearse [-- VERSION] [--with-tests]
// Shows every step of a release, up to the push, against a bare repository on
// this machine and a `gh` that asks nobody.
import { readFileSync } from "node:fs";
import { manifest } from "./answers.ts";
import { rehearse } from "./rehearsal.ts";

const words = process.argv.slice(2);
const version =
  words.find((word) => !word.startsWith("--")) ??
  manifest(readFileSync("package.json", "utf8")).version;
const write = (text: string): void => {
  process.stdout.write(text);
};
const { failed } = rehearse({
  version,
  withTests: words.includes("--with-tests"),
  write,
});
write(
  failed === undefined
    ? `v${version} went through; nothing has left this machine.\n`
    : `It failed: ${failed}\n`,
);
process.exitCode = failed === undefined ? 0 : 1;
