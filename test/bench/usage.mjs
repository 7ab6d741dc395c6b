// Preloaded into the measured process: leaves what it used in the file USAGE.
import { writeFileSync } from "node:fs";

process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const usage = {
    mebibytes: maxRSS / 1024,
    cpuMs: (userCPUTime + systemCPUTime) / 1000,
  };
  writeFileSync(process.env.USAGE, JSON.stringify(usage));
});
