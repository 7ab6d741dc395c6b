import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import {
  INPUT_NAMES,
  readPrepareEnvironment,
} from "../../src/prepare-role/inputs.ts";
import { inputVariables } from "../kit/run-action.ts";
import { usedIn } from "./actions.ts";
import { usesOf } from "./examples/with-problems.ts";

const read = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

interface Action {
  readonly inputs: Readonly<
    Record<string, { readonly required?: boolean; readonly default?: string }>
  >;
  readonly outputs: Readonly<Record<string, unknown>>;
}

const ACTION = parse(read("prepare-role/action.yml")) as Action;

/** The rows of the tables of a document, by the code in their first cell. */
const ROWS = new Map(
  [
    ...read("docs/one-database.md").matchAll(
      /^\| `([\w-]+)` *\| *(.*?) *\|(.*)$/gmu,
    ),
  ].map(([, name = "", second = ""]) => [name, second]),
);

/** The `with:` of the step of an example that uses this action. */
function exampleInputs(): Readonly<Record<string, string>> {
  const found: Record<string, string>[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const { uses, with: given } = node as Record<string, unknown>;
    if (typeof uses === "string" && uses.includes("/prepare-role@")) {
      found.push(given as Record<string, string>);
    }
    Object.values(node).forEach(visit);
  };
  visit(parse(read("examples/prepare-role.yml")));
  return found[0] ?? {};
}

describe("prepare-role/action.yml", () => {
  it("declares the inputs that the program reads, in the same order", () => {
    expect(Object.keys(ACTION.inputs)).toEqual(INPUT_NAMES);
  });

  it("is documented in docs/one-database.md, with every default", () => {
    for (const [name, input] of Object.entries(ACTION.inputs)) {
      const { required, default: standard = "" } = input;
      expect(ROWS.get(name), name).toBe(
        required === true ? "**required**" : standard && `\`${standard}\``,
      );
    }
    expect([...ROWS.keys()]).toEqual(
      expect.arrayContaining(Object.keys(ACTION.outputs)),
    );
  });
});

describe("examples/prepare-role.yml", () => {
  const given = exampleInputs();
  const token = `AstraCS:${"x".repeat(24)}:${randomBytes(32).toString("hex")}`;

  it("gives the action inputs that it accepts", () => {
    expect(usedIn(parse(read("examples/prepare-role.yml")))).toHaveLength(1);
    const inputs = { ...given, "astra-token": token, "dry-run": "true" };
    const { problems } = readPrepareEnvironment(
      inputVariables(inputs),
      () => undefined,
    );
    expect(problems).toEqual([]);
    const wrong = inputVariables({ ...inputs, access: "all" });
    expect(readPrepareEnvironment(wrong, () => undefined).problems).not.toEqual(
      [],
    );
  });

  it("makes the role that examples/one-database.yml uses", () => {
    const [rotation = {}] = usesOf(parse(read("examples/one-database.yml")));
    for (const name of ["database", "keyspaces", "access"]) {
      expect(rotation[name]).toBe(given[name]);
    }
  });

  it("starts nothing by itself, and asks for the owner's token only", () => {
    const workflow = read("examples/prepare-role.yml");
    const { on } = parse(workflow) as { on: object };
    expect(Object.keys(on)).toEqual(["workflow_dispatch"]);
    expect(workflow.match(/secrets\.\w+/gu)).toEqual([
      "secrets.ASTRA_OWNER_TOKEN",
    ]);
  });
});
