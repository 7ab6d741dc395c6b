import * as core from "@actions/core";
import type { Outcome } from "../rotation/outcome.ts";
import { annotationOf } from "./annotation.ts";
import { outputsOf, secretOutputsOf } from "./outputs.ts";
import type { Report } from "./report.ts";
import { summaryOf } from "./summary.ts";

/** Tells the world how the run ended: outputs, summary, and one annotation when something is wrong. */
export async function announce(
  report: Report,
  { record, error }: Outcome,
  exposeToken: boolean,
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
  await core.summary.addRaw(summaryOf(report), true).write();
  if (error !== undefined) core.setFailed(annotationOf(error));
}
