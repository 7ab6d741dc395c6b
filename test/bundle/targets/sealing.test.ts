import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect } from "vitest";
import { BUNDLE, inputsFor, runAction } from "../../kit/run-action.ts";
import { it, liveTokens } from "../scenario.ts";

/** The bundle without the file that holds libsodium. */
async function copyWithoutSodium(folder: string): Promise<string> {
  await cp(dirname(BUNDLE), folder, { recursive: true });
  const left: string[] = [];
  for (const name of await readdir(folder)) {
    const text = await readFile(join(folder, name), "utf8");
    if (name !== "index.js" && text.includes("crypto_scalarmult_base")) {
      await rm(join(folder, name));
    } else left.push(name);
  }
  expect(left.length).toBeGreaterThan(1);
  return join(folder, "index.js");
}

describe("an action that cannot encrypt", () => {
  it("says so before anything is minted", async ({ world }) => {
    const folder = await mkdtemp(join(tmpdir(), "no-sodium-"));
    try {
      const before = liveTokens(world);
      const ended = await runAction({
        inputs: inputsFor(world),
        bundle: await copyWithoutSodium(folder),
      });
      expect(ended.exitCode).toBe(1);
      expect(ended.errors).toEqual([
        expect.stringContaining("cannot encrypt secrets on this runner"),
      ]);
      expect(ended.outputs["rotated"]).not.toBe("true");
      expect(liveTokens(world)).toEqual(before);
      expect(world.github.secrets()).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
