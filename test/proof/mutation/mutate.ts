/**
 * Breaks the source in every way that Stryker knows, one at a time, and has the
 * tests find it: `npm run test:mutation`, or with files of `src/` for those
 * alone. With `--changed`, what has not changed since the last run is not tried
 * again; Stryker does not see every change of a test, so the whole run decides.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { EQUIVALENT } from "./equivalent.ts";
import { scoreOf, shareOf, wrongEntries } from "./judge.ts";
import { type Mutant, readReport } from "./report.ts";
import { LEAST_SHARE, leastShareOf, sources, testsOf } from "./scope.ts";

const OUTPUT = "mutation-output";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    changed: { type: "boolean", default: false },
    workers: { type: "string", default: "2" },
  },
});

/** Mutates files that the same tests judge. */
function mutate(files: readonly string[], tests: string): readonly Mutant[] {
  const [first = ""] = files;
  const name = `${OUTPUT}/${first.replaceAll("/", "-")}`;
  const report = `${name}.report.json`;
  const options = {
    mutate: files,
    plugins: ["@stryker-mutator/vitest-runner"],
    testRunner: "vitest",
    vitest: {
      configFile: "test/proof/mutation/vitest.config.ts",
      related: false,
    },
    coverageAnalysis: "perTest",
    incremental: values.changed,
    incrementalFile: `${name}.known.json`,
    concurrency: Number(values.workers),
    ignorePatterns: [
      "*",
      "!src/**",
      "!test/**",
      "!docs/*.json",
      "!*.{json,yml}",
    ],
    reporters: ["json"],
    jsonReporter: { fileName: report },
    warnings: { slow: false },
    // A slow machine must not pass for a mutant that never ends.
    timeoutMS: 60_000,
    logLevel: "warn",
    allowConsoleColors: false,
  };
  const config = `${name}.config.json`;
  writeFileSync(config, JSON.stringify(options));
  const stryker = "node_modules/@stryker-mutator/core/bin/stryker.js";
  const { status } = spawnSync(process.execPath, [stryker, "run", config], {
    stdio: "inherit",
    env: { ...process.env, MUTATION_TESTS: tests },
  });
  if (status !== 0) throw new Error(`Stryker failed on ${first}`);
  return readReport(JSON.parse(readFileSync(report, "utf8")));
}

/** Prints the score of some mutants and those that live; whether it suffices. */
function tell(
  name: string,
  mutants: readonly Mutant[],
  leastShare: number,
): boolean {
  const { found, equivalent, alive } = scoreOf(mutants, EQUIVALENT);
  const share = shareOf({ found, alive });
  console.log(
    `${name}: ${share.toFixed(1)} % (${String(found)} found, ${String(alive.length)} alive, ${String(equivalent)} equivalent)`,
  );
  return share >= leastShare;
}

mkdirSync(OUTPUT, { recursive: true });
const mutants: Mutant[] = [];
const problems: string[] = [];
const files = await sources(positionals);
const groups = Map.groupBy(files, (file) => testsOf(file).join(" "));
for (const [tests, group] of groups) mutants.push(...mutate(group, tests));
for (const file of files) {
  const own = mutants.filter((mutant) => mutant.file === file);
  const least = leastShareOf(file);
  if (!tell(file, own, least)) {
    problems.push(`${file} has to reach ${String(least)} %`);
  }
  for (const one of scoreOf(own, EQUIVALENT).alive) {
    console.log(
      `  ${String(one.line)}: ${one.original}  →  ${one.replacement}`,
    );
  }
  for (const { original, replacement } of wrongEntries(own, EQUIVALENT)) {
    problems.push(
      `${file}: not equivalent, or no longer there: ${original}  →  ${replacement}`,
    );
  }
}
if (!tell("All", mutants, LEAST_SHARE)) {
  problems.push(`all files together have to reach ${String(LEAST_SHARE)} %`);
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
