import { generateKeyPairSync, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { parseInputs } from "../../../src/action/inputs/inputs.ts";
import type { InputProblem } from "../../../src/action/inputs/reader.ts";
import { readInventoryEnvironment } from "../../../src/inventory/environment.ts";
import { readWatchEnvironment } from "../../../src/leak-watch/inputs.ts";
import { readPrepareEnvironment } from "../../../src/prepare-role/inputs.ts";
import { inputVariables } from "../../kit/run-action.ts";

const PRIVATE_KEY = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .privateKey.export({ type: "pkcs1", format: "pem" })
  .toString();

/** What `action.yml` says of an input. */
interface DeclaredInput {
  readonly required?: boolean;
  readonly default?: string;
}

type Values = Readonly<Record<string, string>>;

type Reader = (inputs: Values) => readonly InputProblem[];

const noMask = (): void => undefined;

const workflow = (inputs: Values): Record<string, string> => ({
  ...inputVariables(inputs),
  GITHUB_REPOSITORY: "acme/web",
});

/** What reads the inputs of each action, by its folder; "" is the root. */
const READERS = {
  "": (inputs) => {
    const parsed = parseInputs((name) => inputs[name], {
      repository: "acme/web",
      apiUrl: "https://api.github.com",
      variables: [],
    });
    return parsed.ok ? [] : parsed.problems;
  },
  "/inventory": (inputs) => {
    const { parsed } = readInventoryEnvironment(workflow(inputs), noMask);
    return parsed.ok ? [] : parsed.problems;
  },
  "/leak-watch": (inputs) =>
    readWatchEnvironment(workflow(inputs), noMask).problems,
  "/prepare-role": (inputs) =>
    readPrepareEnvironment(workflow(inputs), noMask).problems,
} as const satisfies Record<string, Reader>;

/** Where an action of this repository is, below its root. */
export type Folder = keyof typeof READERS;

/** All of them. */
export const FOLDERS = Object.keys(READERS) as readonly Folder[];

function declaredIn(folder: Folder): Readonly<Record<string, DeclaredInput>> {
  const url = new URL(`../../..${folder}/action.yml`, import.meta.url);
  return (parse(readFileSync(url, "utf8")) as { inputs: never }).inputs;
}

/** The `with:` of every step that uses an action of ours; steps may lie anywhere in the document. */
export function usesOf(
  document: unknown,
  folder: Folder = "",
): readonly Readonly<Record<string, unknown>>[] {
  if (Array.isArray(document))
    return document.flatMap((one) => usesOf(one, folder));
  if (typeof document !== "object" || document === null) return [];
  const { uses, with: given, ...rest } = document as Record<string, unknown>;
  return typeof uses === "string" &&
    uses.includes(`/astra-token-rotator${folder}@`)
    ? [(given ?? {}) as Record<string, unknown>]
    : usesOf(Object.values(rest), folder);
}

/** What an action would have against a `with:`: undeclared inputs, absent ones, and values that its own reader refuses. */
export function withProblems(
  given: Readonly<Record<string, unknown>>,
  folder: Folder = "",
): readonly string[] {
  const declared = declaredIn(folder);
  const undeclared = Object.keys(given)
    .filter((name) => !(name in declared))
    .map((name) => `${name} is not an input of ${folder}/action.yml.`);
  const absent = Object.entries(declared)
    .filter(([name, { required }]) => required === true && !(name in given))
    .map(([name]) => `${name} is required.`);
  const inputs = Object.fromEntries(
    Object.entries(declared).map(([name, { default: standard = "" }]) => [
      name,
      name in given
        ? standIn(name, String(given[name]))
        : standard.replace(/^\$\{\{.*$/u, ""),
    ]),
  );
  const refused = READERS[folder](inputs).map(
    ({ input, problem }) => `${input}: ${problem}`,
  );
  return [...undeclared, ...absent, ...refused];
}

/** What an expression may stand for when the workflow runs; made anew, so that no token is written down. */
function standIn(input: string, value: string): string {
  if (!value.includes("${{")) return value;
  switch (input) {
    case "astra-token":
    case "previous-token":
      return `AstraCS:${"x".repeat(24)}:${randomBytes(32).toString("hex")}`;
    case "github-token":
      return randomBytes(20).toString("hex");
    case "github-app-id":
      return "12345";
    case "github-app-private-key":
      return PRIVATE_KEY;
    case "repository":
      return "acme/web";
    case "rotate-after":
    case "overlap":
      return "30d";
    case "dry-run":
    case "compromised":
      return "false";
    default:
      return "Something";
  }
}
