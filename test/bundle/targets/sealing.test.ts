import {
  cp,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect } from "vitest";
import { BUNDLE, inputsFor, runAction } from "../../kit/run-action.ts";
import { it, liveTokens } from "../scenario.ts";

/** A program in WebAssembly, as text: `\0asm` in base64, and at least 10,000 characters. */
const PROGRAM = /AGFzbQ[\w+/]{10000,}={0,2}/gu;

/** The bundle with a libsodium whose programs are damaged; gives its entry. */
async function copyWithoutSodium(folder: string): Promise<string> {
  await cp(dirname(BUNDLE), folder, { recursive: true });
  let damaged = 0;
  for (const name of await readdir(folder)) {
    const text = await readFile(join(folder, name), "utf8");
    if (!text.includes("crypto_scalarmult_base")) continue;
    const changed = text.replaceAll(PROGRAM, "AGFzbQ==");
    if (changed !== text) damaged += 1;
    await writeFile(join(folder, name), changed);
  }
  expect(damaged).toBeGreaterThan(0);
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
