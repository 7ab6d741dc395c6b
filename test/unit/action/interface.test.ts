import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { parseInputs } from "../../../src/action/inputs/inputs.ts";
import { targetsSchema } from "../../../scripts/targets-schema.ts";
import { INPUT_NAMES } from "../../../src/action/inputs/input-names.ts";
import { inputVariable } from "../../../src/action/inputs/input-names.ts";
import { type Given, LEAST } from "./inputs/parsed-inputs.ts";

interface Declared {
  readonly inputs: Readonly<
    Record<string, { readonly required?: boolean; readonly default?: string }>
  >;
}

const { inputs: declared } = parse(
  readFileSync(new URL("../../../action.yml", import.meta.url), "utf8"),
) as Declared;

/** What the runner passes for an input that nobody sets, in a job of `acme/ops`. */
const DEFAULTS: Given = Object.fromEntries(
  Object.entries(declared).map(([name, { default: text = "" }]) => [
    name,
    text
      .replace("${{ github.repository }}", "acme/ops")
      .replace("${{ github.api_url }}", "https://api.github.com"),
  ]),
);

const CONTEXT = {
  repository: "acme/ops",
  apiUrl: "https://api.github.com",
  variables: Object.keys(declared).map(inputVariable),
};

/** Parses and notes every input that is asked for. */
function readAll(given: Given) {
  const names = new Set<string>();
  const parsed = parseInputs((name) => {
    names.add(name);
    return given[name];
  }, CONTEXT);
  return { parsed, names };
}

describe("docs/targets.schema.json", () => {
  it("is what `npm run document` generates", async () => {
    const published = new URL(
      "../../../docs/targets.schema.json",
      import.meta.url,
    );
    expect(readFileSync(published, "utf8")).toBe(await targetsSchema());
  });
});

describe("action.yml", () => {
  it("declares exactly the inputs that the program knows, in its order", () => {
    expect(Object.keys(declared)).toEqual(INPUT_NAMES);
  });

  it("declares exactly the inputs that are read", () => {
    const withToken = readAll({});
    const withApp = readAll({ "github-app-id": "1" });
    const names = new Set([...withToken.names, ...withApp.names]);
    expect([...names].sort()).toEqual(Object.keys(declared).sort());
  });

  it("gives the defaults that hold without it", () => {
    const declaredDefaults = readAll({ ...DEFAULTS, ...LEAST });
    const ownDefaults = readAll(LEAST);
    expect(declaredDefaults.parsed).toMatchObject({ ok: true });
    expect(declaredDefaults.parsed).toEqual(ownDefaults.parsed);
  });

  it("requires what no configuration can do without", () => {
    for (const [name, { required }] of Object.entries(declared)) {
      if (required !== true) continue;
      const { parsed } = readAll({ ...LEAST, [name]: "" });
      expect(parsed).toMatchObject({ ok: false, problems: [{ input: name }] });
    }
  });

  it("requires nothing that some mode does without", () => {
    const required = Object.entries(declared)
      .filter(([, input]) => input.required)
      .map(([name]) => name);
    expect(required).toEqual(["astra-token"]);
    const { parsed } = readAll({ ...LEAST, role: "", mode: "check" });
    expect(parsed.ok).toBe(true);
  });
});
