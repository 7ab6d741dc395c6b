// npm run release:prepare -- 1.2.3
// Sets the version in package.json and package-lock.json, and dates its section
// of CHANGELOG.md. The result is committed like any change.
import { readFileSync, writeFileSync } from "node:fs";
import { datedChangelog, requireVersion } from "./version.ts";

const version = requireVersion(process.argv[2] ?? "");
const today = new Date().toISOString().slice(0, 10);

function change(path: string, by: (text: string) => string): void {
  const text = readFileSync(path, "utf8");
  const changed = by(text);
  writeFileSync(path, changed);
  process.stdout.write(
    `${path}: ${changed === text ? "was ready" : "changed"}\n`,
  );
}

const setVersion = (text: string): string =>
  text.replace(/"version": "[^"]+"/u, `"version": "${version}"`);

change("package.json", setVersion);
// Its own version stands twice at the top of the lock file.
change("package-lock.json", (text) => {
  const at = text.indexOf('"packages"');
  return setVersion(text.slice(0, at)) + setVersion(text.slice(at));
});
change("CHANGELOG.md", (text) => datedChangelog(text, version, today));
process.stdout.write(
  `Ready for v${version}: commit, merge, and run the workflow "release" on main.\n`,
);
