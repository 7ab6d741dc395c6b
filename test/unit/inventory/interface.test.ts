import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { KINDS } from "../../../src/inventory/findings.ts";
import {
  INVENTORY_INPUTS,
  parseInventoryInputs,
} from "../../../src/inventory/inputs.ts";
import { REACHES } from "../../../src/inventory/reach.ts";

const read = (path: string): string =>
  readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

const ACTION = parse(read("inventory/action.yml")) as {
  readonly inputs: Readonly<
    Record<string, { readonly required?: boolean; readonly default?: string }>
  >;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly runs: Readonly<Record<string, string>>;
};

const TOKEN = ["AstraCS", "abc", "0".repeat(64)].join(":");

const DAY = 86_400_000;

const parsed = (
  given: Readonly<Record<string, string>>,
  variables: string[] = [],
) => parseInventoryInputs((name) => given[name], variables);

describe("inventory/action.yml", () => {
  it("declares the inputs that the program knows, and starts it", () => {
    expect(Object.keys(ACTION.inputs)).toEqual(INVENTORY_INPUTS);
    expect(ACTION.runs).toEqual({
      using: "node24",
      main: "../dist/inventory.js",
    });
  });

  it("states the defaults that the program has", () => {
    const result = parsed({ "astra-token": TOKEN });
    const defaults = Object.fromEntries(
      Object.entries(ACTION.inputs).flatMap(([name, { default: text = "" }]) =>
        text.startsWith("${{") ? [] : [[name, text]],
      ),
    );
    expect(parsed({ ...defaults, "astra-token": TOKEN })).toEqual(result);
    expect(result).toMatchObject({
      ok: true,
      inputs: {
        thresholds: { olderThanMs: 90 * DAY, notRenewedAfterMs: 60 * DAY },
        failOn: "none",
      },
    });
  });

  it("is what the documents describe", () => {
    const page = read("docs/inventory.md");
    const schema = read("docs/inventory.schema.json");
    const names = [
      ...Object.keys(ACTION.inputs),
      ...Object.keys(ACTION.outputs),
      ...KINDS,
      ...REACHES,
    ];
    for (const name of names) expect(page).toContain(`| \`${name}\``);
    for (const name of [...KINDS, ...REACHES]) {
      expect(schema).toContain(`"${name}"`);
    }
    const [step] = (
      parse(read("examples/inventory.yml")) as {
        jobs: { inventory: { steps: { with: Record<string, string> }[] } };
      }
    ).jobs.inventory.steps;
    const result = parsed({ ...step?.with, "astra-token": TOKEN });
    expect(result.ok).toBe(true);
    expect(INVENTORY_INPUTS).toEqual(
      expect.arrayContaining(Object.keys(step?.with ?? {})),
    );
  });
});

describe("bad inputs of an inventory", () => {
  it("are told all at once, a misspelt one with the nearest name", () => {
    const result = parsed(
      { "older-than": "soon", "fail-on": "notice", "organization-id": "x" },
      ["INPUT_OLDER_THAN", "INPUT_FAILON"],
    );
    expect(result.ok).toBe(false);
    const inputs = result.ok ? [] : result.problems.map(({ input }) => input);
    expect(inputs).toEqual([
      "INPUT_OLDER_THAN",
      "INPUT_FAILON",
      "astra-token",
      "organization-id",
      "older-than",
      "fail-on",
    ]);
  });
});
