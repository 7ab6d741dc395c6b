import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { runAction } from "../../kit/run-action.ts";
import { it } from "./prepared-world.ts";
import { inputsOf, troublesAfter } from "./signalled-run.ts";

/** Places where a file of the runner cannot be written, and what the system calls it. */
const UNWRITABLE: readonly (readonly [string, string, string])[] = [
  ["on a full disk", "/dev/full", "ENOSPC"],
  ["a folder", tmpdir(), "EISDIR"],
  ["gone", join(tmpdir(), "no", "such", "file"), ""],
];

const possible = UNWRITABLE.filter(
  ([, path]) => path !== "/dev/full" || existsSync(path),
);

describe.concurrent("When the output file is", () => {
  it.for(possible)(
    "%s, a run says so, and every secret holds a live token",
    async ([, path, code], { world }) => {
      const run = await runAction({
        inputs: inputsOf(world),
        env: { GITHUB_OUTPUT: path },
      });

      expect(run).toMatchObject({ exitCode: 1, stderr: "" });
      expect(run.errors[0]).toContain("outputs cannot be written");
      expect(run.errors[0]).toContain(code);
      expect(run.errors[0]).toContain("outputs-unwritten");
      // A full disk shows only when something is written.
      const verdict = path === "/dev/full" ? "Rotated" : "Failed";
      expect(run.summary).toContain(verdict);
      expect(await troublesAfter(world)).toEqual([]);
    },
  );

  it("not named, the outputs are left out, `expose-token` or not", async ({
    world,
  }) => {
    const run = await runAction({
      inputs: { ...inputsOf(world), "expose-token": "true" },
      env: { GITHUB_OUTPUT: "" },
    });

    expect(run.errors[0]).toContain("outputs-unwritten");
    expect(run.stdout).not.toContain("set-output");
  });

  it("full and the run has failed anyhow, both are in one annotation", async ({
    world,
  }) => {
    const run = await runAction({
      inputs: { ...inputsOf(world), role: "No Such Role" },
      env: { GITHUB_OUTPUT: "/dev/full" },
    });

    expect(run.errors).toHaveLength(1);
    expect(run.errors[0]).toContain("role-unknown");
    expect(run.errors[0]).toContain("outputs-unwritten");
  });

  it("not writable, nothing is requested", async ({ world }) => {
    const before = world.history.events.length;
    await runAction({
      inputs: inputsOf(world),
      env: { GITHUB_OUTPUT: tmpdir() },
    });

    expect(world.history.events).toHaveLength(before);
  });
});

describe.concurrent("When the summary is", () => {
  it.for([...possible, ["not named", "", ""] as const])(
    "%s, a run is none the worse for it",
    async ([, path], { world }) => {
      const run = await runAction({
        inputs: inputsOf(world),
        env: { GITHUB_STEP_SUMMARY: path },
      });

      expect(run).toMatchObject({ exitCode: 0, stderr: "", errors: [] });
      expect(run.outputs["rotated"]).toBe("true");
    },
  );
});
