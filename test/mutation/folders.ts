/** A folder of `src/`, and the tests that have to find its mutants. */
export interface Folder {
  readonly name: string;
  /** Patterns of the files that are mutated, within the folder. */
  readonly files: readonly string[];
  /** Patterns of the tests, within `test/`: fast ones, which start no process. */
  readonly tests: readonly string[];
}

/** The core, what keeps secrets unsaid, the parsers, and the transport. */
export const FOLDERS: readonly Folder[] = [
  { name: "rotation", files: ["*.ts"], tests: ["rotation/*.test.ts"] },
  {
    name: "action",
    files: [
      ...["mask.ts", "quote.ts", "markup.ts", "input-reader.ts"],
      ...["github-names.ts", "secret-names.ts", "target-inputs.ts"],
      ...["targets.ts", "yaml-list.ts"],
    ],
    tests: ["action/*.test.ts", "places/{targets,place-inputs}.test.ts"],
  },
  {
    name: "astra",
    files: ["credential-wire.ts", "wire.ts"],
    tests: ["astra/{credential-wire,wire}.test.ts"],
  },
  {
    name: "github",
    files: ["plain-values.ts", "token-kind.ts", "wire.ts"],
    tests: ["github/{plain-values,token-kind,wire}.test.ts"],
  },
  {
    name: "http",
    files: ["*.ts"],
    // Those of certificates start processes, which know nothing of the mutant.
    tests: ["http/!(tls).test.ts"],
  },
];

/** Files in which not one mutant may live: the core, and what keeps secrets unsaid. */
const WITHOUT_MERCY: readonly RegExp[] = [
  /^src\/rotation\//u,
  /^src\/action\/(?:mask|markup|quote)\.ts$/u,
  /^src\/astra\/credential-wire\.ts$/u,
  /^src\/github\/plain-values\.ts$/u,
  /^src\/http\/(?:http-error|json|request-rules)\.ts$/u,
];

/** The share of its mutants, in percent, that the tests of a file have to find. */
export function leastShareOf(file: string): number {
  return WITHOUT_MERCY.some((pattern) => pattern.test(file)) ? 100 : 0;
}

/** The share of all mutants, in percent, that the tests have to find. */
export const LEAST_SHARE = 90;
