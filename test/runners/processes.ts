import { readdirSync, readFileSync } from "node:fs";

/**
 * Kills every run of the action against one address of the simulated Astra, and
 * says how many there were. The address is in the run's environment, and no
 * other process has it there. Linux only: it reads `/proc`.
 */
export function killProcessesOf(astraUrl: string): number {
  const mark = `INPUT_ASTRA-API-URL=${astraUrl}`;
  const found = readdirSync("/proc")
    .filter((name) => /^\d+$/u.test(name))
    .filter((pid) => isRun(pid, mark));
  for (const pid of found) process.kill(Number(pid), "SIGKILL");
  return found.length;
}

function isRun(pid: string, mark: string): boolean {
  try {
    const read = (name: string): readonly string[] =>
      readFileSync(`/proc/${pid}/${name}`, "utf8").split("\0");
    return (
      read("cmdline").some((word) => word.endsWith("dist/index.js")) &&
      read("environ").includes(mark)
    );
  } catch {
    // It has ended, or belongs to somebody else.
    return false;
  }
}
