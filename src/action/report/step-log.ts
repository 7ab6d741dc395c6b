import * as core from "@actions/core";
import type { Clock, Ports } from "../../rotation/ports.ts";
import type { Step } from "../../rotation/steps.ts";
import { lineOf, type LogSettings } from "./log.ts";
import { type Phase, phaseOf, type Timings } from "./timings.ts";
import { titleOf } from "./warning-words.ts";
import { count, duration } from "./words.ts";

/**
 * Of more targets than these, those that went well are told together in a
 * group.
 */
const FEW_TARGETS = 10;

/** The log of a run while it works. */
export interface StepLog {
  readonly report: Ports["report"];
  /** Ends the log; tells how long the run took, and each part of it. */
  end(): { readonly timings: Timings; readonly elapsedMs: number };
}

/**
 * Writes every step as a line of the log, with the time since the line before
 * it; a warning becomes an annotation. Of many targets only progress and
 * failures are lines of their own. All times are measured on `clock`.
 */
export function createStepLog(
  settings: LogSettings,
  clock: Pick<Clock, "now">,
): StepLog {
  const spent = new Map<Phase, number>();
  const written: string[] = [];
  let targets = 0;
  const startedAt = clock.now();
  let lastStep = startedAt;
  let lastLine = startedAt;

  const measure = (step: Step): void => {
    const phase = phaseOf(step);
    const at = clock.now();
    if (phase !== undefined) {
      spent.set(phase, (spent.get(phase) ?? 0) + at - lastStep);
    }
    lastStep = at;
  };
  const tell = (step: Step, line: string): void => {
    const took = duration(lastStep - lastLine);
    lastLine = lastStep;
    if (step.kind !== "warning") core.info(`${line} (${took})`);
    else core.warning(line, { title: titleOf(step.warning) });
  };
  const flush = (): void => {
    if (written.length === 0) return;
    const took = duration(lastStep - lastLine);
    lastLine = lastStep;
    const what = `Wrote every secret of ${count(written.length, "target")}.`;
    core.startGroup(`${what} (${took})`);
    for (const line of written.splice(0)) core.info(line);
    core.endGroup();
  };

  return {
    report: (step) => {
      if (step.kind === "observed") {
        const { secrets: cells } = step.observation;
        targets = new Set(cells.map(({ target }) => target)).size;
      }
      const isAmidWriting =
        step.kind === "published" || step.kind === "progress";
      if (!isAmidWriting) flush();
      measure(step);
      const line = lineOf(step, settings);
      if (targets > FEW_TARGETS && isWritten(step)) written.push(line);
      else tell(step, line);
    },
    end: () => {
      flush();
      const elapsedMs = clock.now() - startedAt;
      return { timings: Object.fromEntries(spent), elapsedMs };
    },
  };
}

function isWritten(step: Step): boolean {
  return (
    step.kind === "published" &&
    step.secrets.every(({ answer }) => answer.kind === "done")
  );
}
