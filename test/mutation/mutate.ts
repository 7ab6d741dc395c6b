/**
 * Breaks the source in every way that Stryker knows, one at a time, and has the
 * tests find it: `npm run test:mutation`, or with files of `src/` for those
 * alone. What has not changed since the last run is not tried again; `--force`
 * tries everything.
 */
import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { EQUIVALENT } from "./equivalent.ts";
import { type Folder, FOLDERS, LEAST_SHARE, leastShareOf } from "./folders.ts";
import { scoreOf, shareOf, wrongEntries } from "./judge.ts";
import { type Mutant, readReport } from "./report.ts";

const OUTPUT = "mutation-output";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    force: { type: "boolean", default: false },
    workers: { type: "string", default: "2" },
  },
});

/** The files of a folder that were asked for. */
function filesOf({ name, files }: Folder): readonly string[] {
  return files
    .flatMap((pattern) => globSync(`src/${name}/${pattern}`))
    .filter((file) => !file.endsWith(".d.ts"))
    .filter((file) => positionals.length === 0 || positionals.includes(file))
    .toSorted();
}

/** Mutates files of one folder. */
function mutate(
  { name, tests }: Folder,
  files: readonly string[],
): readonly Mutant[] {
  const report = `${OUTPUT}/${name}.report.json`;
  const options = {
    mutate: files,
    plugins: ["@stryker-mutator/vitest-runner"],
    testRunner: "vitest",
    vitest: {
      configFile: "test/mutation/vitest.config.ts",
      related: false,
    },
    coverageAnalysis: "perTest",
    incremental: true,
    incrementalFile: `${OUTPUT}/${name}.json`,
    force: values.force,
    concurrency: Number(values.workers),
    ignorePatterns: ["dist", "docs", "examples", "*-output"],
    reporters: ["progress-append-only", "json"],
    jsonReporter: { fileName: report },
    warnings: { slow: false },
    // A slow machine must not pass for a mutant that never ends.
    timeoutMS: 30_000,
    logLevel: "warn",
    allowConsoleColors: false,
  };
  const config = `${OUTPUT}/${name}.config.json`;
  writeFileSync(config, JSON.stringify(options));
  const stryker = "node_modules/@stryker-mutator/core/bin/stryker.js";
  const { status } = spawnSync(process.execPath, [stryker, "run", config], {
    stdio: "inherit",
    env: {
      ...process.env,
      MUTATION_TESTS: tests.map((pattern) => `test/${pattern}`).join(" "),
    },
  });
  if (status !== 0) throw new Error(`Stryker failed on src/${name}`);
  return readReport(JSON.parse(readFileSync(report, "utf8"))).filter(
    ({ file }) => files.includes(file),
  );
}

/** Prints the score of some mutants; whether it suffices. */
function tell(name: string, mutants: readonly Mutant[], least: number) {
  const score = scoreOf(mutants, EQUIVALENT);
  const share = shareOf(score);
  const counts = `${String(score.found)} found, ${String(score.alive.length)} alive, ${String(score.equivalent)} equivalent`;
  console.log(`${name}: ${share.toFixed(1)} % (${counts})`);
  return { isEnough: share >= least, alive: score.alive };
}

mkdirSync(OUTPUT, { recursive: true });
const mutants: Mutant[] = [];
for (const folder of FOLDERS) {
  const files = filesOf(folder);
  if (files.length > 0) mutants.push(...mutate(folder, files));
}
const problems: string[] = [];
for (const file of new Set(mutants.map((mutant) => mutant.file))) {
  const own = mutants.filter((mutant) => mutant.file === file);
  const least = leastShareOf(file);
  const { isEnough, alive } = tell(file, own, least);
  for (const { line, original, replacement } of alive) {
    console.log(`  ${file}:${String(line)}  ${original}  →  ${replacement}`);
  }
  if (!isEnough) problems.push(`${file} has to reach ${String(least)} %`);
}
if (!tell("All", mutants, LEAST_SHARE).isEnough) {
  problems.push(`all files together have to reach ${String(LEAST_SHARE)} %`);
}
for (const { file, original, replacement } of wrongEntries(
  mutants,
  EQUIVALENT,
)) {
  problems.push(
    `not equivalent, or no longer there: ${file}  ${original}  →  ${replacement}`,
  );
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
