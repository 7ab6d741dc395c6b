import { generateKeyPairSync, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { parseInputs } from "../../../src/action/inputs/inputs.ts";

const ACTION = new URL("../../../action.yml", import.meta.url);

const PRIVATE_KEY = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .privateKey.export({ type: "pkcs1", format: "pem" })
  .toString();

/** What `action.yml` says of an input. */
interface DeclaredInput {
  readonly required?: boolean;
  readonly default?: string;
}

const { inputs: DECLARED } = parse(readFileSync(ACTION, "utf8")) as {
  inputs: Readonly<Record<string, DeclaredInput>>;
};

/** The `with:` of every step that uses this action; steps may lie anywhere in the document. */
export function usesOf(
  document: unknown,
): readonly Readonly<Record<string, unknown>>[] {
  if (Array.isArray(document)) return document.flatMap(usesOf);
  if (typeof document !== "object" || document === null) return [];
  const { uses, with: given, ...rest } = document as Record<string, unknown>;
  return typeof uses === "string" && uses.includes("/astra-token-rotator@")
    ? [(given ?? {}) as Record<string, unknown>]
    : usesOf(Object.values(rest));
}

/** What the action would have against a `with:`: undeclared inputs, absent ones, and values that its own reader refuses. */
export function withProblems(
  given: Readonly<Record<string, unknown>>,
): readonly string[] {
  const undeclared = Object.keys(given)
    .filter((name) => !(name in DECLARED))
    .map((name) => `${name} is not an input of action.yml.`);
  const absent = Object.entries(DECLARED)
    .filter(([name, { required }]) => required === true && !(name in given))
    .map(([name]) => `${name} is required.`);
  const parsed = parseInputs(
    (name) =>
      name in given
        ? standIn(name, String(given[name]))
        : DECLARED[name]?.default?.replace(/^\$\{\{.*$/u, ""),
    {
      repository: "acme/web",
      apiUrl: "https://api.github.com",
      variables: [],
    },
  );
  const refused = parsed.ok
    ? []
    : parsed.problems.map(({ input, problem }) => `${input}: ${problem}`);
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
