import * as core from "@actions/core";
import type { Policy } from "../rotation/observation.ts";
import type { Clock, Ports } from "../rotation/ports.ts";
import { lineOf } from "./log.ts";
import { duration } from "./words.ts";

/** Writes every step as a line of the log, with the time since the line before it. */
export function createStepLog(
  policy: Policy,
  dryRun: boolean,
  clock: Pick<Clock, "now">,
): Ports["report"] {
  let last = clock.now();
  return (step) => {
    const line = lineOf(step, policy, dryRun);
    const at = clock.now();
    if (step.kind === "warning") core.warning(line);
    else core.info(`${line} (${duration(at - last)})`);
    last = at;
  };
}
