// Loaded into the bundle's process before it (NODE_OPTIONS=--import), this writes
// down, at its end, how much memory it had at its fullest: see /proc(5), VmHWM.
// No TypeScript, because Node would need memory of its own to read it.
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

process.on("exit", () => {
  // What goes wrong here would be lost: the process takes errors for its own and is at its end.
  let peak;
  try {
    const status = readFileSync("/proc/self/status", "utf8");
    peak = /^VmHWM:\s+(\d+) kB$/mu.exec(status)?.[1] ?? status;
  } catch (thrown) {
    peak = String(thrown);
  }
  writeFileSync(join(tmpdir(), "peak"), peak);
});
