// Plays whole years of scheduled runs:
//   npm run test:years                 every schedule, 20 seeds
//   npm run test:years -- --seeds 3
import { parseArgs } from "node:util";

import { SCHEDULES } from "./schedules.ts";
import { playYear } from "./year.ts";

const { values } = parseArgs({
  options: { seeds: { type: "string", default: "20" } },
});
Error.stackTraceLimit = 0;

let bad = 0;
for (const [name, schedule] of Object.entries(SCHEDULES)) {
  for (const keepsExpired of [false, true]) {
    let mintings = 0;
    let asked = 0;
    let restores = 0;
    const dead: string[] = [];
    const failures = new Map<string, number>();
    for (let seed = 1; seed <= Number(values.seeds); seed += 1) {
      const year = await playYear({
        ...schedule,
        keepsExpired,
        days: 365,
        seed,
      });
      mintings += year.mintings;
      asked += year.asked;
      restores += year.restores;
      dead.push(
        ...year.deadHours.map((text) => `${text} (seed ${String(seed)})`),
      );
      for (const { invariant, text } of year.history.violations) {
        dead.push(`${invariant}: ${text} (seed ${String(seed)})`);
      }
      for (const code of year.failures) {
        failures.set(code, (failures.get(code) ?? 0) + 1);
      }
    }
    const isBad = dead.length > 0 || Math.abs(mintings / asked - 1) > 0.1;
    if (isBad) bad += 1;
    const failed = [...failures].map(([code, n]) => `${code} ${String(n)}`);
    console.log(
      `${isBad ? "BAD " : "ok  "}${name}, list ${keepsExpired ? "keeps" : "drops"}: ${String(mintings)} mintings, ${String(asked)} asked for, ${String(restores)} restores, ${String(dead.length)} dead hours or violations${failed.length > 0 ? `; failed: ${failed.join(", ")}` : ""}`,
    );
    for (const text of dead.slice(0, 5)) console.log(`    ${text}`);
  }
}
process.exitCode = bad === 0 ? 0 : 1;
