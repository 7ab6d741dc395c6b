import type { ServiceName } from "../simulators/kernel/gate.ts";
import type { HistoryEvent } from "../simulators/kernel/history.ts";

/** One request that reached a simulator while the run lasted. */
export type SeenRequest = Extract<HistoryEvent, { kind: "request" }>;

/** One answer that a simulator gave while the run lasted. */
export interface SeenAnswer {
  readonly service: ServiceName;
  readonly body: string;
}

/** Everything that one run of the bundle was given, and everything that it left or sent. */
export interface Evidence {
  readonly inputs: Readonly<Record<string, string>>;
  /** What the test added to the environment. */
  readonly env: Readonly<Record<string, string>>;
  /** More texts that must not be seen anywhere. */
  readonly moreSecrets: readonly string[];
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What the run asked the runner to mask. */
  readonly masks: readonly string[];
  /** Every file that was there when it ended, by its path in the run's own folder. */
  readonly files: ReadonlyMap<string, string>;
  /** Command lines of the process and of any that it started, as the system showed them. */
  readonly commandLines: readonly string[];
  readonly requests: readonly SeenRequest[];
  readonly answers: readonly SeenAnswer[];
}

/** The path of the runner's output file in the run's folder. */
export const OUTPUT_FILE = "runner/output";
