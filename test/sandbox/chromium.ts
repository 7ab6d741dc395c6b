import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/** The machine's Chromium: `CHROME_PATH`, or one on the `PATH`; undefined when there is none. */
export function findChromium(): string | undefined {
  const named = process.env["CHROME_PATH"];
  const candidates = named === undefined ? NAMES : [named];
  return candidates.find((name) => spawnSync(name, ["--version"]).status === 0);
}

/** Opens a file of this machine, lets its scripts run, and gives the page as it is then. */
export async function openPage(
  chromium: string,
  path: string,
  ...options: readonly string[]
): Promise<string> {
  const profile = await mkdtemp(join(tmpdir(), "chromium-"));
  try {
    const { stdout } = await promisify(execFile)(
      chromium,
      [
        "--headless",
        "--disable-gpu",
        "--no-sandbox",
        `--user-data-dir=${profile}`,
        "--virtual-time-budget=20000",
        ...options,
        "--dump-dom",
        pathToFileURL(path).href,
      ],
      { maxBuffer: 64 * 1024 * 1024 },
    );
    return stdout;
  } finally {
    await rm(profile, { recursive: true, maxRetries: 5 });
  }
}
