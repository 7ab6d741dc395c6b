import { asRotationError, RotationError } from "../rotation/errors.ts";

/** After a signal, how long the process may live, milliseconds; the runner kills it after 7.5 s. */
const LONGEST_FAREWELL_MS = 6_800;

/** What the action hears from the process that it runs in. */
export interface ProcessWatch {
  /** Has `cancel` called at the first SIGINT or SIGTERM, at once when it has come already. */
  onSignal(cancel: () => void): void;
  /** Ends the process with exit code 1 and an annotation, unless there is one already. */
  crash(thrown: unknown): Promise<void>;
}

/**
 * Takes over what would end the process in disorder: signals, uncaught errors,
 * and readers that went away. To be called before anything else; `annotate`
 * turns an error into the text of its annotation.
 */
export function watchProcess(
  annotate: (error: RotationError) => string,
): ProcessWatch {
  let signalled = false;
  let cancel = (): void => undefined;
  const crash = async (thrown: unknown): Promise<void> => {
    const core = await import("@actions/core").catch(endDamaged);
    // An exit code means that the annotation was given.
    if (process.exitCode === undefined) {
      core.setFailed(annotate(asRotationError(thrown)));
    }
    process.stdout.write("", () => process.exit(1));
  };
  const onSignal = (): void => {
    if (signalled) return;
    signalled = true;
    cancel();
    setTimeout(() => {
      void crash(overdue());
    }, LONGEST_FAREWELL_MS).unref();
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  process.on("uncaughtException", (thrown) => {
    void crash(thrown);
  });
  // Nobody reads any more (EPIPE), or the disk is full: the run itself goes on.
  process.stdout.on("error", () => undefined);
  process.stderr.on("error", () => undefined);
  return {
    onSignal: (listener) => {
      cancel = listener;
      if (signalled) cancel();
    },
    crash,
  };
}

/** Ends a program that has lost a file of its own; fixed words, since what would escape others is lost, too. */
function endDamaged(): Promise<never> {
  const text =
    "A file of the action is missing or damaged. Nothing more is done; pin the action to a release and run again. Running again is safe.";
  return new Promise(() => {
    process.stdout.write(`::error::${text}\n`, () => process.exit(1));
  });
}

function overdue(): RotationError {
  return new RotationError({
    code: "cancelled",
    summary:
      "The run was cancelled, and did not end in the time that it had left.",
    remedy:
      "It is safe to run again: the next run looks at what is live and puts the rest right.",
    rerun: "safe",
  });
}
