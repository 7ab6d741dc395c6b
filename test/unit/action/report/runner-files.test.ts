import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setOutputs } from "../../../../src/action/report/runner-files.ts";

describe("setOutputs", () => {
  let folder: string;
  let printed: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "runner-files-"));
    printed = "";
    vi.spyOn(process.stdout, "write").mockImplementation((text) => {
      printed += String(text);
      return true;
    });
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("writes every output to the runner's file", () => {
    const file = join(folder, "output");
    writeFileSync(file, "");
    vi.stubEnv("GITHUB_OUTPUT", file);

    expect(setOutputs({ token: "a", report: "b" }, file)).toBeUndefined();

    expect(readFileSync(file, "utf8")).toMatch(/^token<<[\s\S]*\nreport<</u);
    expect(printed).toBe("");
  });

  it.each([undefined, ""])("prints nothing when the file is %o", (file) => {
    vi.stubEnv("GITHUB_OUTPUT", file);

    expect(setOutputs({ token: "a" }, file)).toMatchObject({
      code: "outputs-unwritten",
    });

    expect(printed).toBe("");
  });

  it("says why when the file has gone", () => {
    const file = join(folder, "gone");
    vi.stubEnv("GITHUB_OUTPUT", file);

    expect(setOutputs({ token: "a" }, file)).toMatchObject({
      code: "outputs-unwritten",
    });
    expect(printed).toBe("");
  });
});
