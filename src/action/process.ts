import * as core from "@actions/core";
import { asRotationError, RotationError } from "../rotation/errors.ts";
import { annotationOf, type Explain, explainAt } from "./report/annotation.ts";

/**
 * After a signal, how long the process may live, milliseconds; the runner kills
 * it after 7.5 s.
 */
const LONGEST_FAREWELL_MS = 6_800;

/** What a program gets from the process that it runs in. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly explain: Explain;
  /**
   * Calls `cancel` at the first SIGINT or SIGTERM; at once if it came already.
   */
  readonly onSignal: (cancel: () => void) => void;
  /** Sets exit code 1 and writes the one annotation of a failed run. */
  readonly fail: (error: RotationError) => void;
}

/**
 * Runs a program, and handles what would otherwise end the process in disorder:
 * signals, uncaught errors, and a closed standard output. Never rejects.
 */
export async function runProgram(
  program: (surroundings: Surroundings) => Promise<void>,
): Promise<void> {
  const { env } = process;
  const explain = explainAt(env);
  const fail = (error: RotationError): void => {
    const { title, text } = annotationOf(error, explain);
    core.error(text, { title });
    process.exitCode = 1;
  };
  const crash = (thrown: unknown): void => {
    // An exit code means that there is an annotation already.
    if (process.exitCode === undefined) fail(asRotationError(thrown));
    process.stdout.write("", () => process.exit(1));
  };
  let signalled = false;
  let cancel = (): void => undefined;
  const hearSignal = (): void => {
    if (signalled) return;
    signalled = true;
    cancel();
    setTimeout(() => {
      crash(overdue());
    }, LONGEST_FAREWELL_MS).unref();
  };
  const onSignal: Surroundings["onSignal"] = (listener) => {
    cancel = listener;
    if (signalled) cancel();
  };
  process.on("SIGINT", hearSignal);
  process.on("SIGTERM", hearSignal);
  process.on("uncaughtException", crash);
  // Nobody reads any more (EPIPE), or the disk is full: the run itself goes on.
  process.stdout.on("error", () => undefined);
  process.stderr.on("error", () => undefined);
  await program({ env, explain, onSignal, fail }).catch(crash);
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
