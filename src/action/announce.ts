import * as core from "@actions/core";
import type { Outcome } from "../rotation/outcome.ts";
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
}

/** Tells the world how the run ended: outputs, summary, and one annotation when something is wrong. */
export async function announce(
  report: Report,
  { record, error }: Outcome,
  { exposeToken, explain }: AnnounceOptions,
): Promise<void> {
  for (const [name, value] of Object.entries(outputsOf(report))) {
    core.setOutput(name, value);
  }
  if (exposeToken && record.minted?.state === "published") {
    const secrets = secretOutputsOf(record.minted.credential);
    for (const [name, value] of Object.entries(secrets)) {
      core.setOutput(name, value);
    }
  }
  await writeSummary(summaryOf(report, explain));
  if (error === undefined) core.info(lastLine(report));
  else core.setFailed(annotationOf(error, explain));
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
