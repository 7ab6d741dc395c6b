import { closeSync, openSync } from "node:fs";
import * as core from "@actions/core";
import { RotationError, systemCode } from "../../rotation/errors.ts";

/** When the runner's file turned out not to be writable. */
export type Stage = "before" | "after";

/**
 * The error when the runner's file for outputs cannot be opened for writing;
 * undefined when it can. Called before the first request, so that nothing is
 * minted that later steps could not learn of.
 */
export function unwritableOutputs(
  file: string | undefined,
): RotationError | undefined {
  // Without a file, outputs would be printed: no place for a token.
  if (file === undefined || file === "") return outputsUnwritten("before");
  try {
    closeSync(openSync(file, "a"));
    return undefined;
  } catch (thrown) {
    return outputsUnwritten("before", thrown);
  }
}

/** Sets outputs in the runner's file; returns why they could not be set. */
export function setOutputs(
  outputs: Readonly<Record<string, string>>,
  file: string | undefined,
): RotationError | undefined {
  // Without a file, outputs would be printed: no place for a token.
  if (file === undefined || file === "") return outputsUnwritten("after");
  try {
    for (const [name, value] of Object.entries(outputs)) {
      core.setOutput(name, value);
    }
    return undefined;
  } catch (thrown) {
    return outputsUnwritten("after", thrown);
  }
}

/**
 * Writes the job summary; where that fails it says so, and must not hide how
 * the run ended.
 */
export async function writeSummary(markdown: string): Promise<void> {
  try {
    await core.summary.addRaw(markdown, true).write();
  } catch {
    core.info("The job summary could not be written.");
  }
}

/** The error `outputs-unwritten`, with what to do about the system's reason. */
export function outputsUnwritten(
  stage: Stage,
  thrown?: unknown,
): RotationError {
  const { code } = Object(thrown) as { readonly code?: unknown };
  const reason = thrown === undefined ? "no file" : systemCode(code);
  const consequence =
    stage === "before"
      ? "No request was sent and nothing was changed."
      : "Everything that the log reports was done, but later steps cannot read the outputs.";
  return new RotationError({
    code: "outputs-unwritten",
    summary: `The outputs cannot be written to the runner's file (${reason ?? "unknown reason"}).`,
    remedy: `${consequence} ${adviceFor(reason)}`,
    rerun: "fix-first",
  });
}

function adviceFor(reason: string | undefined): string {
  switch (reason) {
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return "The job's user may not write the runner's files: in a job container, use the runner's user or root (`container.options: --user …`).";
    case "ENOSPC":
    case "EDQUOT":
      return "The runner's disk is full: free some space.";
    case "no file":
    case "ENOENT":
      return "The runner names no such file (`GITHUB_OUTPUT`): run the action as a step of a job.";
    case undefined:
    default:
      return "Check the runner's disk and its temporary folder.";
  }
}
