import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { usesOf } from "../repo/examples/with-problems.ts";
import type { Inputs } from "../kit/run-action.ts";

/** What a workflow says under `with:`, as far as the sandbox can follow it. */
export interface Followed {
  readonly settings: Inputs;
  /** What is otherwise here than the workflow says, in sentences. */
  readonly notes: readonly string[];
}

/** Tokens and addresses, of which the sandbox has its own. */
const REPLACED: ReadonlySet<string> = new Set([
  "astra-token",
  "github-token",
  "github-app-id",
  "github-app-private-key",
  "astra-api-url",
  "github-api-url",
]);

const PLACES: ReadonlySet<string> = new Set([
  "repository",
  "environment",
  "targets",
]);

/**
 * Reads what the first step of a workflow that uses the action gives to it, as
 * on a schedule: inputs of the workflow itself are empty. Throws when there is
 * no such step, or when the value of an expression is not known here.
 */
export function followed(workflow: string): Followed {
  const [given] = usesOf(parse(workflow));
  if (given === undefined) {
    throw new Error(
      "No step of that workflow has `uses: …/astra-token-rotator@…`.",
    );
  }
  const names = Object.keys(given);
  const kept = names.filter((name) => !REPLACED.has(name) && !PLACES.has(name));
  const known = declaredInputs();
  return {
    settings: {
      // Not passed on where the workflow does not: then the old token stays.
      ...(names.includes("previous-token") ? {} : { "previous-token": "" }),
      ...Object.fromEntries(
        kept
          .filter((name) => name !== "previous-token")
          .map((name) => [name, valueOf(name, String(given[name]))]),
      ),
    },
    notes: [
      ...names
        .filter((name) => !known.has(name))
        .map(
          (name) =>
            `The action has no input \`${name}\`. GitHub only warns of that, and the run goes on without it.`,
        ),
      ...(names.includes("database")
        ? ["Here the database is one of the sandbox, whatever it names."]
        : []),
      ...(names.some((name) => PLACES.has(name))
        ? ["Here the secrets are those of acme/web, whatever place it names."]
        : []),
    ],
  };
}

function valueOf(input: string, written: string): string {
  return written.replace(/\$\{\{(.*?)\}\}/gu, (_, inner: string) => {
    const expression = inner.trim();
    if (/^inputs\.[\w-]+$/u.test(expression)) return "";
    const choice = /^inputs\.[\w-]+ && '[^']*' \|\| '([^']*)'$/u.exec(
      expression,
    );
    if (choice?.[1] !== undefined) return choice[1];
    throw new Error(
      `The sandbox does not know what \`${expression}\` is in \`${input}\`. Write the value itself there to try it.`,
    );
  });
}

function declaredInputs(): ReadonlySet<string> {
  const path = new URL("../../action.yml", import.meta.url);
  const { inputs } = parse(readFileSync(path, "utf8")) as { inputs: object };
  return new Set(Object.keys(inputs));
}
