import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import {
  INPUT_NAMES,
  readWatchEnvironment,
} from "../../../src/leak-watch/inputs.ts";

const ACTION = parse(
  readFileSync(
    new URL("../../../leak-watch/action.yml", import.meta.url),
    "utf8",
  ),
) as {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: Readonly<Record<string, string>>;
};

const GIVEN = {
  "astra-token": `AstraCS:${"x".repeat(24)}:${randomBytes(32).toString("hex")}`,
  "github-token": randomBytes(20).toString("hex"),
};

/** Reads inputs as the runner passes them, and keeps what was masked. */
function reading(
  given: Readonly<Record<string, string>> = {},
  more: Readonly<Record<string, string>> = {},
) {
  const masked: string[] = [];
  const env: Record<string, string | undefined> = {
    GITHUB_REPOSITORY: "acme/web",
    ...Object.fromEntries(
      Object.entries({ ...GIVEN, ...given }).map(([name, value]) => [
        `INPUT_${name.toUpperCase()}`,
        value,
      ]),
    ),
    ...more,
  };
  const read = readWatchEnvironment(env, (secret) => masked.push(secret));
  return { ...read, masked, env };
}

describe("leak-watch/action.yml", () => {
  it("declares the inputs that the program knows, and starts it", () => {
    expect(Object.keys(ACTION.inputs)).toEqual(INPUT_NAMES);
    expect(ACTION.runs).toEqual({
      using: "node24",
      main: "../dist/leak-watch.js",
    });
  });

  it("states the defaults that the program has", () => {
    const defaults = Object.fromEntries(
      Object.entries(ACTION.inputs).flatMap(([name, { default: text = "" }]) =>
        text === "" || text.startsWith("${{") ? [] : [[name, text]],
      ),
    );
    expect(reading(defaults).inputs).toEqual(reading().inputs);
    expect(reading().inputs).toMatchObject({ closeAlerts: true });
  });
});

describe("the inputs of the leak watch", () => {
  it("have their secrets masked first, and taken out of the environment (I5)", () => {
    const { masked, env } = reading(
      {},
      { GITHUB_EVENT_PATH: "/x", GITHUB_API_URL: "https://git.example/api/v3" },
    );
    expect(masked.slice(0, 2)).toEqual(Object.values(GIVEN));
    expect(Object.keys(env)).toEqual(["GITHUB_REPOSITORY"]);
  });

  it.each([
    ["the workflow's by default", "", ["acme/web"]],
    ["each once", "acme/web\nACME/web\n\nacme/app", ["ACME/web", "acme/app"]],
  ])("name the repositories: %s", (_, repositories, names) => {
    const { inputs } = reading({ repositories });
    expect(
      inputs?.repositories.map((one) => `${one.owner}/${one.repository}`),
    ).toEqual(names);
  });

  it.each(["true", "TRUE", ""])("close alerts for %j", (text) => {
    expect(reading({ "close-alerts": text }).inputs?.closeAlerts).toBe(true);
  });

  it("close none for false", () => {
    const given = { "close-alerts": "false" };
    expect(reading(given).inputs?.closeAlerts).toBe(false);
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ["astra-token", { "astra-token": "" }],
    ["astra-token", { "astra-token": "AstraCS:x" }],
    ["github-token", { "github-token": "" }],
    ["github-token", { "github-token": GIVEN["astra-token"] }],
    ["github-token", { "github-token": "two words" }],
    ["repositories", { repositories: "https://github.com/acme/web" }],
    ["repositories", { repositories: "acme/web\nacme" }],
    [
      "repositories",
      {
        repositories: Array.from(
          { length: 101 },
          (_, n) => `acme/r${String(n)}`,
        ).join("\n"),
      },
    ],
    ["close-alerts", { "close-alerts": "yes" }],
    ["astra-api-url", { "astra-api-url": "http://api.example" }],
    ["INPUT_CLOSE-ALERT", { "close-alert": "true" }],
  ])("are refused for a wrong %s, without its value", (input, given) => {
    const { inputs, problems } = reading(given);
    expect(inputs).toBeUndefined();
    expect(problems.map((one) => one.input)).toContain(input);
    expect(JSON.stringify(problems)).not.toContain(GIVEN["astra-token"]);
  });

  it("are refused with all problems at once", () => {
    const { problems } = reading(
      { repositories: "x", "close-alerts": "yes" },
      { NODE_TLS_REJECT_UNAUTHORIZED: "0" },
    );
    expect(problems.map(({ input }) => input)).toEqual(
      expect.arrayContaining([
        ...["repositories", "close-alerts", "NODE_TLS_REJECT_UNAUTHORIZED"],
      ]),
    );
  });
});
