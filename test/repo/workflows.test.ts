import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { isPinned, usesIn } from "./pinned-actions.ts";

const FOLDER = join(import.meta.dirname, "../../.github/workflows");

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

describe.each(readdirSync(FOLDER))("The workflow %s", (name) => {
  const text = readFileSync(join(FOLDER, name), "utf8");
  const workflow = parse(text) as Workflow;

  it("holds every action to a commit, and says its version", () => {
    const uses = usesIn(text);
    const others = text.match(/uses: (?!\.\/$)/gmu) ?? [];
    expect(uses).toHaveLength(others.length);
    expect(uses.filter((use) => !isPinned(use))).toEqual([]);
  });

  it("grants no permission but what a job asks for", () => {
    expect(workflow.permissions).toEqual({});
  });

  it("bounds the time of every job", () => {
    for (const job of Object.values(workflow.jobs)) {
      expect(job).toHaveProperty("timeout-minutes");
    }
  });
});
