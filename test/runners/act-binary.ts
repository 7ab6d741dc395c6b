import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** The version of nektos/act that was tried. */
const VERSION = "v0.2.89";

const FOLDER = join(import.meta.dirname, "../../node_modules/.cache/act");

/**
 * The path of nektos/act: what the variable `ACT_BINARY` names, or what Go
 * builds of its module and this repository keeps (minutes, once). Undefined
 * where there is neither.
 */
export function actBinary(write: (text: string) => void): string | undefined {
  const named = process.env["ACT_BINARY"];
  if (named !== undefined) return named;
  const folder = join(FOLDER, VERSION);
  const built = join(folder, "act");
  if (existsSync(built)) return built;
  if (spawnSync("go", ["version"]).status !== 0) return undefined;
  write(`Building act ${VERSION} with Go; this takes minutes, once.\n`);
  execFileSync("go", ["install", `github.com/nektos/act@${VERSION}`], {
    env: { ...process.env, GOBIN: folder },
    stdio: "inherit",
  });
  return built;
}
