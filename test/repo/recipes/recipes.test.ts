import { describe, expect, it } from "vitest";
import type { GhState } from "./gh-state.ts";
import { type Beginning, has, runRecipe, shellOf } from "./run-recipe.ts";

const LABEL = "astra-rotation";
const RUN = "https://github.com/acme/web/actions/runs/7";

/** The commands of a run, without their options. */
const calls = ({ calls: all }: GhState): readonly string[] =>
  all.map(([one = "", other = ""]) => `${one} ${other}`);

function issue(number: number, body: string, isOpen = true) {
  return { number, label: LABEL, title: "x", body, isOpen };
}

const OURS = "<!-- astra-rotation: orders -->\nIt has failed.";
const OTHER = issue(1, "<!-- astra-rotation: bills -->\nIt has failed.");

const jqs = (["jq-wasm", "jq"] as const).filter(
  (one) => one === "jq-wasm" || has(one),
);

describe.skipIf(!has("bash"))("the recipe", () => {
  describe.each(jqs)("of one issue per rotation, with %s,", (jq) => {
    const report = JSON.stringify({ error: { summary: 'A "quoted" $(x).' } });
    const tell = (result: string, { state = {}, values = {} }: Beginning) =>
      runRecipe(shellOf("One issue per rotation"), {
        values: { RESULT: result, REPORT: report, RUN, ...values },
        ...{ state, jq },
      });

    it("opens an issue with the summary of the report when the rotation has failed", () => {
      const { status, state } = tell("failure", { state: { issues: [OTHER] } });
      expect(status).toBe(0);
      expect(state.labels).toContain(LABEL);
      expect(state.issues).toHaveLength(2);
      expect(state.issues[1]).toMatchObject({
        body: `<!-- astra-rotation: orders -->\nA "quoted" $(x).\n\n${RUN}`,
        isOpen: true,
      });
    });

    it.each(["", "{", "{}"])(
      "opens an issue when the report is %j",
      (REPORT) => {
        const { status, state } = tell("failure", { values: { REPORT } });
        expect(status).toBe(0);
        expect(state.issues[0]?.body).toContain(RUN);
        if (REPORT !== "{") {
          expect(state.issues[0]?.body).toContain("The run left no report.");
        }
      },
    );

    it("opens no second one", () => {
      const issues = [OTHER, issue(2, OURS)];
      const { status, state } = tell("failure", { state: { issues } });
      expect(status).toBe(0);
      expect(state.issues).toEqual(issues);
      expect(calls(state)).toEqual(["issue list"]);
    });

    it("closes the one of its rotation when it works again", () => {
      const issues = [OTHER, issue(2, OURS)];
      const { status, state } = tell("success", { state: { issues } });
      expect(status).toBe(0);
      expect(state.issues.map(({ isOpen }) => isOpen)).toEqual([true, false]);
      expect(state.calls.at(-1)?.join(" ")).toContain(RUN);
    });

    it("does nothing when it works, and did before", () => {
      const issues = [OTHER, issue(2, OURS, false)];
      const { status, state } = tell("success", { state: { issues } });
      expect(status).toBe(0);
      expect(calls(state)).toEqual(["issue list"]);
    });

    it.each(["success", "failure"])(
      "fails and opens nothing when the issues cannot be listed (%s)",
      (result) => {
        const refused = "issue list";
        const { status, state } = tell(result, { state: { refused } });
        expect(status).not.toBe(0);
        expect(calls(state)).toEqual(["issue list"]);
      },
    );
  });

  describe("of consumers that restart", () => {
    const deploy = (state: Partial<GhState>) =>
      runRecipe(shellOf("Restart consumers"), { state });

    it("waits for the run that it has started", () => {
      const { status, state } = deploy({ started: `${RUN}\n` });
      expect(status).toBe(0);
      expect(state.calls).toEqual([
        ["workflow", "run", "deploy.yml", "--ref", "main"],
        ["run", "watch", "7", "--exit-status"],
      ]);
    });

    it.each<[string, Partial<GhState>]>([
      ["fails", { started: `${RUN}\n`, hasFailed: true }],
      ["cannot be started", { started: RUN, refused: "workflow run" }],
      ["is not named by an older gh", { started: "" }],
    ])("fails, so that nothing is retired, when the run %s", (_, state) => {
      expect(deploy(state).status).not.toBe(0);
    });
  });

  describe("of variables", () => {
    const set = (values: Readonly<Record<string, string>>, refused?: string) =>
      runRecipe(shellOf("Client ID and dates"), {
        values: { CLIENT_ID: "abc", ...values },
        state: refused === undefined ? {} : { refused },
      });

    it.each([
      ["2027-01-01T00:00:00Z", "2027-01-01T00:00:00Z"],
      ["", "never"],
    ])("sets both when the token expires on %j", (EXPIRES_ON, kept) => {
      const { status, state } = set({ EXPIRES_ON });
      expect(status).toBe(0);
      expect(state.variables).toEqual({
        ASTRA_CLIENT_ID: "abc",
        ASTRA_EXPIRES_ON: kept,
      });
    });

    it("fails when GitHub refuses one", () => {
      const { status, state } = set({ EXPIRES_ON: "" }, "variable set");
      expect(status).not.toBe(0);
      expect(state.calls).toHaveLength(1);
    });
  });
});

describe("the stand-in for gh", () => {
  it.skipIf(!has("bash"))("refuses what gh would", () => {
    for (const run of [
      "gh issue opne",
      "gh issue create --label none --body x",
      "GH_TOKEN= gh issue list --label x",
      "gh issue list --lable x",
    ]) {
      const env = { GH_TOKEN: "x", GH_REPO: "acme/web" };
      expect(runRecipe({ run, env }, {}).status, run).not.toBe(0);
    }
  });
});
