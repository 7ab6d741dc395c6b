import { existsSync, globSync } from "node:fs";

/** What is mutated: the core, what keeps secrets unsaid, the parsers, and the transport. */
const SOURCES = [
  "src/rotation/*.ts",
  "src/action/report/{mask,markup}.ts",
  "src/action/inputs/{quote,reader,github-names}.ts",
  "src/action/inputs/{secret-names,target-inputs,unknown-inputs}.ts",
  "src/action/inputs/{targets,targets-schema,yaml-text}.ts",
  "src/astra/{credential-wire,wire}.ts",
  "src/github/{secret-values,token-kind,wire}.ts",
  "src/github/pace/rate-limit.ts",
  "src/{http,service}/*.ts",
];

const TRANSPORT = [
  "test/unit/http/answer-limit.test.ts",
  "test/unit/http/through-proxy.test.ts",
  "test/unit/http/transport.test.ts",
];

/** The tests that judge a file beside its own; all of them are fast and start no process. */
const OTHER_TESTS: Readonly<Record<string, readonly string[]>> = {
  "src/action/inputs/github-names.ts": [
    "test/unit/action/inputs/target-inputs.test.ts",
  ],
  "src/action/inputs/targets.ts": ["test/bundle/targets/targets.test.ts"],
  "src/action/inputs/targets-schema.ts": [
    "test/bundle/targets/targets.test.ts",
    "test/unit/action/inputs/targets.test.ts",
  ],
  "src/service/bounded-json.ts": ["test/unit/github/wire.test.ts"],
  "src/http/dispatcher.ts": TRANSPORT,
  "src/http/request-rules.ts": ["test/unit/http/transport.test.ts"],
  "src/http/transport.ts": ["test/unit/http/dispatcher.test.ts"],
  "src/http/transport-error.ts": ["test/unit/http/classify-failure.test.ts"],
};

/** Files in which not one mutant may live: the core, and what keeps secrets unsaid. */
const WITHOUT_MERCY: readonly RegExp[] = [
  /^src\/rotation\//u,
  /^src\/action\/(?:report|inputs)\/(?:mask|markup|quote)\.ts$/u,
  /^src\/astra\/credential-wire\.ts$/u,
  /^src\/github\/secret-values\.ts$/u,
  /^src\/http\/(?:transport-error|request-rules)\.ts$/u,
  /^src\/service\/bounded-json\.ts$/u,
];

/** The files that are mutated, or some of them; those that hold only types leave nothing to break. */
export async function sources(
  some: readonly string[],
): Promise<readonly string[]> {
  const files = SOURCES.flatMap((pattern) => globSync(pattern))
    .filter((file) => !file.endsWith(".d.ts"))
    .filter((file) => some.length === 0 || some.includes(file))
    .toSorted();
  const holdCode = await Promise.all(
    files.map(async (file) => {
      const module: unknown = await import(`../../../${file}`);
      return Object.keys(Object(module) as object).length > 0;
    }),
  );
  return files.filter((_, index) => holdCode[index]);
}

/**
 * The tests that have to find the mutants of a file: all of the core's for a file
 * of the core, else its own, `src/a/b.ts` → `test/unit/a/b.test.ts`, and others.
 */
export function testsOf(file: string): readonly string[] {
  if (file.startsWith("src/rotation/")) {
    return globSync("test/unit/rotation/*.test.ts").toSorted();
  }
  const own = file.replace(/^src\/(.+)\.ts$/u, "test/unit/$1.test.ts");
  const tests = [own, ...(OTHER_TESTS[file] ?? [])].filter((test) =>
    existsSync(test),
  );
  if (tests.length === 0) throw new Error(`no test judges ${file}`);
  return tests;
}

/** The share of its mutants, in percent, that the tests of a file have to find. */
export function leastShareOf(file: string): number {
  return WITHOUT_MERCY.some((pattern) => pattern.test(file)) ? 100 : 0;
}

/** The share of all mutants, in percent, that the tests have to find. */
export const LEAST_SHARE = 90;
