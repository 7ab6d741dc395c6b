import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { usesOf, withProblems } from "./with-problems.ts";
import { workflowProblems } from "./workflow-problems.ts";

const FOLDER = new URL("../../../examples/", import.meta.url);
const EXAMPLES = readdirSync(FOLDER).filter((name) => name.endsWith(".yml"));
const read = (name: string): string =>
  readFileSync(new URL(name, FOLDER), "utf8");

describe("the examples", () => {
  it("are all that the documents promise", () => {
    expect(EXAMPLES.sort()).toEqual([
      "call-reusable.yml",
      "daily.yml",
      "deploy-gate.yml",
      "emergency.yml",
      "fresh-token.yml",
      "github-app.yml",
      "matrix.yml",
      "monitor.yml",
      "monthly.yml",
      "organization.yml",
      "reusable.yml",
      "rotate-admin-token.yml",
    ]);
  });

  describe.each(EXAMPLES)("%s", (name) => {
    it("is a workflow to GitHub's own parser", async () => {
      expect(await workflowProblems(name, read(name))).toEqual([]);
    });

    it("gives the action only inputs that it takes, with values that it accepts", async () => {
      const uses = usesOf(parse(read(name)));
      expect(uses).toHaveLength(
        { "call-reusable.yml": 0, "deploy-gate.yml": 2 }[name] ?? 1,
      );
      for (const given of uses) {
        expect(await withProblems(given)).toEqual([]);
      }
    });

    it("says in a comment what it is for, and may do nothing but that", () => {
      const { permissions } = parse(read(name)) as { permissions: unknown };
      expect(read(name)).toMatch(/^# \w/u);
      expect(permissions).toEqual({});
    });
  });

  it("are held against checks that fail when something is wrong with them", async () => {
    const good = read("daily.yml");
    const broken = {
      "wrong workflow key": good.replace("runs-on:", "run-on:"),
      "wrong context": good.replace("secrets.ASTRA", "secret.ASTRA"),
      "broken expression": good.replace("}}", "}"),
      "wrong schedule": good.replace("37 4 * * *", "37 4 * *"),
    };
    for (const [what, text] of Object.entries(broken)) {
      expect(await workflowProblems("x.yml", text), what).not.toEqual([]);
    }
    const wrong = {
      "wrong key": good.replace("rotate-after:", "rotate-afther:"),
      "absent token": good.replace(/astra-token: .*/u, ""),
      "wrong value": good.replace("30d", "30 days"),
    };
    for (const [what, text] of Object.entries(wrong)) {
      const [given = {}] = usesOf(parse(text));
      expect(await withProblems(given), what).not.toEqual([]);
    }
  });
});
