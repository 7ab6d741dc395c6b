import { randomBytes } from "node:crypto";
import {
  type InputContext,
  type InputProblem,
  type Inputs,
  parseInputs,
} from "../../../../src/action/inputs/inputs.ts";

/** Inputs by name, as a workflow gives them. */
export type Given = Readonly<Record<string, string>>;

/** A text of a token's form, made up anew: a whole one in a file trips secret scanning. */
export function madeUpAstraToken(): string {
  const letters = "abcdefghijklmnopqrstuvwx";
  return `AstraCS:${letters}:${randomBytes(32).toString("hex")}`;
}

/** The least that has to be given. */
export const LEAST: Given = {
  "astra-token": madeUpAstraToken(),
  "github-token": `github_pat_${randomBytes(30).toString("hex")}`,
  role: "R/W Svc Acct",
};

const CONTEXT: InputContext = { repository: "acme/ops", variables: [] };

/** The typed inputs of a configuration that is in order; throws its problems otherwise. */
export function accepted(given: Given = {}, context = CONTEXT): Inputs {
  const all = { ...LEAST, ...given };
  const parsed = parseInputs((name) => all[name], context);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.inputs;
}

/** The problems of a configuration; none when it is in order. */
export function problemsOf(
  given: Given,
  context = CONTEXT,
): readonly InputProblem[] {
  const all = { ...LEAST, ...given };
  const parsed = parseInputs((name) => all[name], context);
  return parsed.ok ? [] : parsed.problems;
}
