import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import {
  explanations,
  owned,
  UNOWNED,
} from "../../scripts/owner/placeholder.ts";
import { inputProblems, ownFolder, usedIn } from "./actions.ts";
import { workflowProblems } from "./examples/workflow-problems.ts";
import { ROOT } from "./readme-examples.ts";

const FILES = execFileSync("git", ["ls-files"], { cwd: ROOT, encoding: "utf8" })
  .split("\n")
  .filter((path) => /\.(?:md|ya?ml|ts|txt|json)$/u.test(path))
  .filter((path) => existsSync(join(ROOT, path)) && !path.startsWith("dist/"));

const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

/** The files that people read and copy from. */
const PUBLIC = FILES.filter(
  (path) => !/^(?:test|scripts|src)\//u.test(path) && !path.endsWith(".json"),
);

describe("The owner's placeholder", () => {
  it("is explained in one place as long as it is anywhere", () => {
    const isThere = PUBLIC.some((path) => read(path).includes(UNOWNED));
    const places = PUBLIC.flatMap((path) =>
      Array.from({ length: explanations(read(path)) }, () => path),
    );
    expect(places).toEqual(isThere ? ["README.md"] : []);
  });

  it("is nowhere once the action has an owner", () => {
    const [word = ""] = UNOWNED.split("/");
    const left = PUBLIC.filter((path) =>
      new RegExp(`\\b${word}\\b`, "u").test(owned(read(path), "acme-labs")),
    );
    expect(left).toEqual([]);
  });

  it("leaves every example a workflow that uses the owner's action", async () => {
    const examples = PUBLIC.filter((path) => path.startsWith("examples/"));
    expect(examples.length).toBeGreaterThan(10);
    for (const path of examples) {
      const text = owned(read(path), "acme-labs");
      expect(await workflowProblems(path, text)).toEqual([]);
      const document: unknown = parse(text);
      expect(inputProblems(document), path).toEqual([]);
      const own = usedIn(document).filter(
        ({ uses }) => ownFolder(uses) !== undefined,
      );
      for (const { uses } of own) {
        expect(uses).toMatch(/^acme-labs\/astra-token-rotator/u);
      }
    }
  });
});
