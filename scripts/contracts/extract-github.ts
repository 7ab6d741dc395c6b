// Takes the facts that the contract tests use out of GitHub's own OpenAPI description:
//   npm run node -- scripts/contracts/extract-github.ts <directory with node_modules/@octokit/openapi> [--check]
// With --check nothing is written: a difference from the recorded facts is printed and the exit status is 1.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { format } from "prettier";
import { githubFacts } from "./github-facts.ts";
import { DESCRIPTION_PACKAGE, isRecorded } from "./github-operations.ts";
import { jsonDifference } from "./json-difference.ts";
import { objectOf, parseJson, stringOf } from "./json-value.ts";
import type { JsonObject } from "./json-value.ts";

const RECORDED = new URL(
  "../../test/contracts/github-openapi.json",
  import.meta.url,
);
const MOST_LINES = 60;

function packageIn(directory: string): string {
  const places = [
    join(directory, "node_modules", DESCRIPTION_PACKAGE.name),
    join(directory, DESCRIPTION_PACKAGE.name),
  ];
  const place = places.find((candidate) =>
    existsSync(join(candidate, "package.json")),
  );
  if (place === undefined)
    throw new Error(`${directory} holds no ${DESCRIPTION_PACKAGE.name}`);
  return place;
}

function readObject(file: string): JsonObject {
  return objectOf(parseJson(readFileSync(file, "utf8")), file);
}

function versionOf(place: string): string {
  const version = stringOf(
    readObject(join(place, "package.json"))["version"],
    "the version",
  );
  if (version !== DESCRIPTION_PACKAGE.version) {
    throw new Error(
      `${place} is version ${version}; the facts are of ${DESCRIPTION_PACKAGE.version}`,
    );
  }
  return version;
}

function extract(directory: string): JsonObject {
  const place = packageIn(directory);
  const version = versionOf(place);
  const generated = join(place, "generated");
  const names = readdirSync(generated)
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -".json".length))
    .filter(isRecorded)
    .sort();
  const roots = new Map(
    names.map((name) => [name, readObject(join(generated, `${name}.json`))]),
  );
  return githubFacts({ package: DESCRIPTION_PACKAGE.name, version }, roots);
}

function check(fresh: JsonObject): void {
  const difference = jsonDifference(
    parseJson(readFileSync(RECORDED, "utf8")),
    fresh,
  );
  if (difference.length === 0) {
    console.log("The recorded facts are those of GitHub's description.");
    return;
  }
  console.error(difference.slice(0, MOST_LINES).join("\n"));
  const more = difference.length - MOST_LINES;
  if (more > 0) console.error(`… and ${String(more)} more`);
  process.exitCode = 1;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { check: { type: "boolean" } },
});
const [directory] = positionals;
if (directory === undefined)
  throw new Error(
    "name the directory that holds node_modules/@octokit/openapi",
  );
const facts = extract(directory);
if (values.check === true) check(facts);
else
  writeFileSync(
    RECORDED,
    await format(JSON.stringify(facts), { parser: "json" }),
  );
