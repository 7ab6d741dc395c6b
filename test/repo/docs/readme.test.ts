import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { inputsPage, readmeTables } from "../../../scripts/input-tables.ts";
import { reportText } from "../../../src/action/report/json.ts";
import {
  clientId,
  madeReport,
  NOW,
  partialReport,
} from "../../reporting/made-reports.ts";

const read = (path: string): string =>
  readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const README = read("README.md");
const INPUTS = read("docs/inputs.md");
const ACTION = read("action.yml");

describe("the tables of the README and of docs/inputs.md", () => {
  it("are those that `npm run document` makes from action.yml", async () => {
    expect(await readmeTables(README, ACTION)).toBe(README);
    expect(await inputsPage(INPUTS, ACTION)).toBe(INPUTS);
  });

  it("change with action.yml, and with inputs that no group names", async () => {
    const other = ACTION.replace("default: 24h", "default: 25h").replace(
      "inputs:\n",
      "inputs:\n  brand-new:\n    description: New.\n",
    );
    expect(await readmeTables(README, other)).toContain("`25h`");
    const page = await inputsPage(INPUTS, other);
    expect(page).toContain("`25h`");
    expect(page).toContain("`brand-new`");
  });
});

/** The jq filters that docs/inputs.md shows, with their options, by the question above each. */
const FILTERS = new Map(
  [
    ...INPUTS.matchAll(/^# (.+\?)\njq (?:(-\w) )?'([^']+)' report\.json$/gmu),
  ].map(([, question = "", option, filter = ""]) => [
    question,
    { option, filter },
  ]),
);

/** jq itself; its types need more of a browser's than there is here, so it is not named as a literal. */
const JQ: string = "jq-wasm";
const { raw } = (await import(JQ)) as {
  raw: (
    input: unknown,
    filter: string,
    options: readonly string[],
  ) => Promise<{ readonly stdout: string; readonly stderr: string }>;
};

async function answer(question: string, report: unknown): Promise<string> {
  const asked = FILTERS.get(question);
  if (asked === undefined) throw new Error(`docs/inputs.md does not ask that.`);
  const { option, filter } = asked;
  const result = await raw(
    report,
    filter,
    option === undefined ? [] : [option],
  );
  expect(result.stderr).toBe("");
  return result.stdout.trim();
}

describe("the questions to the report in docs/inputs.md", () => {
  const good: unknown = JSON.parse(reportText(madeReport()));
  const bad: unknown = JSON.parse(reportText(partialReport(3, 1)));

  it("are all asked here", () => {
    expect([...FILTERS.keys()]).toEqual([
      "Did the run fail, and what should I do?",
      "Which secrets did not get the new token?",
      "Which old tokens are still valid, and from when can each be revoked?",
      "How old is the current token, in days?",
      "How long did each part of the run take?",
    ]);
  });

  it("tell whether the run failed", async () => {
    const question = "Did the run fail, and what should I do?";
    expect(await answer(question, good)).toBe("ok");
    expect(await answer(question, bad)).toMatch(
      /^publish-incomplete: Give it/u,
    );
  });

  it("tell which secrets did not get the new token", async () => {
    const question = "Which secrets did not get the new token?";
    expect(await answer(question, good)).toBe("");
    expect(await answer(question, bad)).toBe(
      "ASTRA_DB_APPLICATION_TOKEN in acme/service-001: refused",
    );
  });

  it("tell which tokens are still valid", async () => {
    expect(
      await answer(
        "Which old tokens are still valid, and from when can each be revoked?",
        good,
      ),
    ).toBe(`${clientId("B")} 2026-01-06T03:17:00.000Z`);
  });

  it("tell the age of the current token", async () => {
    const days = Math.floor((Date.now() - NOW) / 86_400_000);
    expect(await answer("How old is the current token, in days?", good)).toBe(
      String(days),
    );
  });

  it("tell how long each part took", async () => {
    expect(await answer("How long did each part of the run take?", good)).toBe(
      '{"observeMs":300,"mintMs":200,"verifyMs":100,"publishMs":150,"retireMs":null,"totalMs":760}',
    );
  });
});
