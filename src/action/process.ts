import * as core from "@actions/core";
import type { Annotation } from "./report/annotation.ts";
import { asRotationError, RotationError } from "../rotation/errors.ts";

/**
 * After a signal, how long the process may live, milliseconds; the runner kills
 * it after 7.5 s.
 */
const LONGEST_FAREWELL_MS = 6_800;

/** What a program hears from the process that it runs in. */
export interface ProcessWatch {
  /**
   * Calls `cancel` at the first SIGINT or SIGTERM; at once if it came already.
   */
  onSignal(cancel: () => void): void;
  /** Sets exit code 1 and writes the one annotation of a failed run. */
  readonly fail: (annotation: Annotation) => void;
  /**
   * Ends the process with exit code 1 and an annotation, unless there is one
   * already.
   */
  crash(thrown: unknown): void;
}

/**
 * Handles what would otherwise end the process in disorder: signals, uncaught
 * errors, and a closed standard output. Call it before anything else.
 * `annotate` turns an error into its annotation.
 */
export function watchProcess(
  annotate: (error: RotationError) => Annotation,
): ProcessWatch {
  let signalled = false;
  let cancel = (): void => undefined;
  const fail = ({ title, text }: Annotation): void => {
    core.error(text, { title });
    process.exitCode = 1;
  };
  const crash = (thrown: unknown): void => {
    // An exit code means that there is an annotation already.
    if (process.exitCode === undefined) {
      fail(annotate(asRotationError(thrown)));
    }
    process.stdout.write("", () => process.exit(1));
  };
  const onSignal = (): void => {
    if (signalled) return;
    signalled = true;
    cancel();
    setTimeout(() => {
      crash(overdue());
    }, LONGEST_FAREWELL_MS).unref();
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  process.on("uncaughtException", crash);
  // Nobody reads any more (EPIPE), or the disk is full: the run itself goes on.
  process.stdout.on("error", () => undefined);
  process.stderr.on("error", () => undefined);
  return {
    onSignal: (listener) => {
      cancel = listener;
      if (signalled) cancel();
    },
    fail,
    crash,
  };
}

function overdue(): RotationError {
  return new RotationError({
    code: "cancelled",
    summary:
      "The run was cancelled and did not finish in the time that was left.",
    remedy:
      "It is safe to run again: the next run reads what is live and completes the work.",
    rerun: "safe",
  });
}
