import {
  type ActionRun,
  BUNDLE,
  type Inputs,
  runAction,
} from "../kit/run-action.ts";
import type { World } from "../kit/world.ts";
import { type Gate, openGate } from "../simulators/kernel/gate.ts";
import { type LogEntry, readLog } from "./runner-log.ts";

/** One run of the action, as a person finds it afterwards. */
export interface Run {
  readonly caption: string;
  /** Epoch milliseconds, when it was started. */
  readonly at: number;
  readonly ended: ActionRun;
  readonly log: readonly LogEntry[];
  readonly reads: number;
  /** Requests that ask for a change, with or without an answer. */
  readonly writes: number;
}

/** How one run differs from a scheduled one that nothing disturbs. */
export interface RunOptions {
  readonly inputs?: Inputs;
  /** Fate of its requests; `kill` ends the run at once, as a lost runner does. */
  readonly gate?: (kill: () => void) => Gate;
  /** Another program than the rotation's. */
  readonly bundle?: string;
}

/** Runs the action once, as the runner starts it, and reads what it left. */
export async function playRun(
  world: World,
  caption: string,
  number: number,
  { inputs = {}, gate, bundle = BUNDLE }: RunOptions,
): Promise<Run> {
  const at = world.clock.now();
  const before = world.history.events.length;
  const ended = await runAction({
    inputs,
    bundle,
    env: { GITHUB_RUN_ID: String(16_020_123_000 + number) },
    onStart: (child) => {
      // A moment later, so that the service acts on the request before the end.
      const kill = (): void => {
        setImmediate(() => {
          child.kill("SIGKILL");
        });
      };
      world.setGate(gate?.(kill) ?? openGate);
    },
  });
  world.setGate(openGate);
  const requests = world.history.events
    .slice(before)
    .flatMap((event) =>
      event.kind === "request" && !isForAppToken(event.request.path)
        ? [event.request]
        : [],
    );
  // A database is only ever asked, though each command is a POST.
  const reads = requests.filter(
    ({ method, service }) => method === "GET" || service === "dataApi",
  ).length;
  return {
    caption,
    at,
    ended,
    log: readLog(ended.stdout),
    reads,
    writes: requests.length - reads,
  };
}

/** Whether a request only gets or ends a token of a GitHub App. */
function isForAppToken(path: string): boolean {
  return /\/access_tokens$|\/installation\/token$/u.test(path);
}
