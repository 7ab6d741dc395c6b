import * as core from "@actions/core";
import {
  joinErrors,
  RotationError,
  systemCode,
} from "../../rotation/errors.ts";
import type { Outcome } from "../../rotation/outcome.ts";
import { annotationOf, type Explain } from "./annotation.ts";
import { outputsOf, secretOutputsOf } from "./outputs.ts";
import type { Report } from "./report.ts";
import { summaryOf } from "./summary.ts";
import { verdictOf } from "./verdict.ts";
import { duration } from "./words.ts";

/** How an outcome is announced. */
export interface AnnounceOptions {
  /** Whether the fresh token becomes an output, too. */
  readonly exposeToken: boolean;
  readonly explain: Explain;
  /** The runner's file for outputs, where it names one. */
  readonly outputFile: string | undefined;
}

/** Tells the world how the run ended: outputs, summary, and one annotation when something is wrong. */
export async function announce(
  report: Report,
  { record, error }: Outcome,
  { exposeToken, explain, outputFile }: AnnounceOptions,
): Promise<void> {
  const isExposed = exposeToken && record.minted?.state === "published";
  const outputs = {
    ...outputsOf(report),
    ...(isExposed ? secretOutputsOf(record.minted.credential) : {}),
  };
  const unwritten = writeOutputs(outputs, outputFile);
  await writeSummary(summaryOf(report, explain));
  const [first, ...others] = [error, unwritten].filter(
    (one) => one !== undefined,
  );
  if (first === undefined) core.info(lastLine(report));
  else core.setFailed(annotationOf(joinErrors([first, ...others]), explain));
}

/** Sets all outputs, or tells why they could not be set. */
function writeOutputs(
  outputs: Readonly<Record<string, string>>,
  file: string | undefined,
): RotationError | undefined {
  // Without a file, outputs would be printed: no place for a token.
  if (file === undefined || file === "") return outputsUnwritten("no file");
  try {
    for (const [name, value] of Object.entries(outputs)) {
      core.setOutput(name, value);
    }
    return undefined;
  } catch (thrown) {
    const code = Object(thrown) as { readonly code?: unknown };
    return outputsUnwritten(systemCode(code.code) ?? "unknown reason");
  }
}

function lastLine(report: Report): string {
  const { head, rest } = verdictOf(report);
  return `${head} ${rest.replaceAll("`", "")} (${duration(report.elapsedMs)} in all)`;
}

/** A summary that cannot be written must not hide how the run ended. */
async function writeSummary(markdown: string): Promise<void> {
  try {
    await core.summary.addRaw(markdown, true).write();
  } catch {
    core.info("The job summary could not be written; the log has it all.");
  }
}

function outputsUnwritten(why: string): RotationError {
  return new RotationError({
    code: "outputs-unwritten",
    summary: `The outputs could not be written (${why}).`,
    remedy:
      "What the log says was done is done; only later steps that read an output do without. Look at the runner's disk, then run again.",
    rerun: "safe",
  });
}
