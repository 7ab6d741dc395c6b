import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect } from "vitest";
import { BUNDLE, runAction } from "../../kit/run-action.ts";
import { it } from "./prepared-world.ts";
import { inputsOf } from "./signalled-run.ts";

/** Where the runner's two files are, for a run that may write nothing else. */
async function runnerFiles(): Promise<{
  readonly folder: string;
  readonly output: string;
  readonly summary: string;
}> {
  const folder = await mkdtemp(join(tmpdir(), "confined-run-"));
  const output = join(folder, "output");
  const summary = join(folder, "summary");
  await Promise.all([writeFile(output, ""), writeFile(summary, "")]);
  return { folder, output, summary };
}

describe.concurrent("A run that Node confines", () => {
  // https://nodejs.org/api/permissions.html: whatever is not granted fails.
  it("starts no process, no thread and no native code, reads only its own folder, and writes only the runner's files (I5)", async ({
    world,
  }) => {
    const { folder, output, summary } = await runnerFiles();
    try {
      const run = await runAction({
        inputs: inputsOf(world),
        env: {
          GITHUB_OUTPUT: output,
          GITHUB_STEP_SUMMARY: summary,
          NODE_OPTIONS: [
            "--permission",
            `--allow-fs-read=${dirname(BUNDLE)}`,
            `--allow-fs-read=${output}`,
            `--allow-fs-read=${summary}`,
            `--allow-fs-write=${output}`,
            `--allow-fs-write=${summary}`,
          ].join(" "),
        },
      });

      expect(run).toMatchObject({ exitCode: 0, stderr: "", errors: [] });
      expect(await readFile(output, "utf8")).toContain("rotated<<");
      expect(await readFile(summary, "utf8")).toContain("Rotated");
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("would not get far if it wrote elsewhere", async ({ world }) => {
    const run = await runAction({
      inputs: inputsOf(world),
      env: {
        NODE_OPTIONS: `--permission --allow-fs-read=${dirname(BUNDLE)}`,
      },
    });

    expect(run.errors[0]).toContain("ERR_ACCESS_DENIED");
  });
});
