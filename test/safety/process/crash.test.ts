import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect } from "vitest";
import { BUNDLE, runAction } from "../../kit/run-action.ts";
import { it } from "./prepared-world.ts";
import { inputsOf, troublesAfter } from "./signalled-run.ts";

const PRELOAD = `--import=${new URL("crasher.ts", import.meta.url).href}`;

describe.concurrent("A run that meets", () => {
  it.for([
    ["an exception", "(Error"],
    ["a rejection", "(TypeError"],
    ["a rejection with a text", "(Error"],
    ["an exception that has a cause", "(Error"],
  ] as const)(
    "%s that nobody catches ends with one annotation and nothing on stderr",
    async ([crash, kind], { world }) => {
      const run = await runAction({
        inputs: inputsOf(world),
        env: { NODE_OPTIONS: PRELOAD, CRASH: crash },
      });

      expect(run).toMatchObject({ exitCode: 1, stderr: "" });
      expect(run.errors).toHaveLength(1);
      expect(run.errors[0]).toContain("Unexpected error");
      expect(run.errors[0]).toContain(kind);
      expect(run.errors[0]).toContain("Run again");
      expect(await troublesAfter(world)).toEqual([]);
    },
  );

  it.for([
    ["no other file of the bundle", /index\.js$/u],
    ["no file of the bundle that is loaded late", /(?:index|main)\.js$/u],
  ] as const)(
    "%s ends with one annotation that says so",
    async ([, there], { world }) => {
      const folder = await mkdtemp(join(tmpdir(), "half-a-bundle-"));
      await cp(dirname(BUNDLE), folder, {
        recursive: true,
        filter: (path) => path === dirname(BUNDLE) || there.test(path),
      });

      const run = await runAction({
        inputs: inputsOf(world),
        bundle: join(folder, "index.js"),
      });

      await rm(folder, { recursive: true });
      expect(run).toMatchObject({ exitCode: 1, stderr: "" });
      expect(run.errors).toHaveLength(1);
      expect(run.errors[0]).toContain("missing or damaged");
      expect(await troublesAfter(world)).toEqual([]);
    },
  );

  it("no reader any more goes on without a word, and finishes", async ({
    world,
  }) => {
    const run = await runAction({
      inputs: inputsOf(world),
      onStart: ({ stdout }) => {
        stdout.destroy();
      },
    });

    expect(run).toMatchObject({ exitCode: 0, stdout: "", stderr: "" });
    expect(run.outputs["rotated"]).toBe("true");
  });
});
