import * as core from "@actions/core";
import { joinErrors, type RotationError } from "../../rotation/errors.ts";
import type { Minted } from "../../rotation/outcome.ts";
import type { Explain } from "./annotation.ts";
import { outputsOf, secretOutputsOf } from "./outputs.ts";
import type { Report } from "./report.ts";
import { setOutputs, writeSummary } from "./runner-files.ts";
import { summaryOf } from "./summary.ts";
import { verdictOf } from "./verdict.ts";
import { duration } from "./words.ts";

/** How an outcome is announced. */
export interface AnnounceOptions {
  /** What was minted, where its secret outputs were asked for. */
  readonly exposed?: Minted | undefined;
  readonly explain: Explain;
  /** Ends the action as failed, with its one annotation. */
  readonly fail: (error: RotationError) => void;
  /** The runner's file for outputs, where it names one. */
  readonly outputFile: string | undefined;
}

/**
 * Reports how the run ended: outputs, summary, and one annotation when
 * something is wrong.
 */
export async function announce(
  report: Report,
  { exposed, explain, fail, outputFile }: AnnounceOptions,
): Promise<void> {
  const outputs = {
    ...outputsOf(report),
    ...secretOutputsOf(exposed),
  };
  const unwritten = setOutputs(outputs, outputFile);
  await writeSummary(summaryOf(report, explain));
  const { error } = report;
  if (error === undefined && unwritten === undefined) {
    core.info(lastLine(report));
    return;
  }
  // A run that was refused for its outputs has already said why.
  const isTold = error?.code === unwritten?.code;
  const [first, ...others] = [error, isTold ? undefined : unwritten].filter(
    (one) => one !== undefined,
  );
  if (first !== undefined) fail(joinErrors([first, ...others]));
}

function lastLine(report: Report): string {
  const { head, rest, reason = "" } = verdictOf(report);
  const text = `${head} ${rest} ${reason}`.replaceAll("`", "").trimEnd();
  return `${text} (${duration(report.elapsedMs)} in total)`;
}
