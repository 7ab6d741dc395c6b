import type { Connections } from "../http/connections.ts";
import { Secret } from "../rotation/secret.ts";
import type { Step } from "../rotation/steps.ts";
import { type Adapters, composeAdapters } from "./compose.ts";
import { withHeadStart } from "./head-start.ts";
import type { Inputs } from "./inputs/inputs.ts";
import { Relay } from "./relay.ts";
import { createRunControl, type RunControl } from "./run-control.ts";
import { sendOver } from "./senders.ts";
import { readWorkflow } from "./workflow.ts";

/** A step, and when it was taken, monotonic milliseconds. */
export interface TimedStep {
  readonly step: Step;
  readonly at: number;
}

/** A run whose first requests are on their way. */
export interface Beginning {
  readonly inputs: Inputs;
  readonly control: RunControl;
  readonly adapters: Adapters;
  /** Secrets to be masked before anything else is written. */
  readonly secrets: Relay<string>;
  /** What happens in the run. */
  readonly steps: Relay<TimedStep>;
  /** Monotonic milliseconds. */
  readonly startedAt: number;
  /** Gives back what was made for the run, and ends its connections. */
  close(): Promise<void>;
}

/**
 * Begins a run: sends the first requests. All that it needs is loaded with it, and nothing else,
 * because everything before the first request is felt as delay.
 */
export function beginRun(
  inputs: Inputs,
  connections: Connections,
  env: NodeJS.ProcessEnv,
  now: () => number,
): Beginning {
  const control = createRunControl(inputs.runTimeoutMs, now);
  const { clock, stopSignal: lifeline } = control;
  const send = sendOver(connections, control, Math.random);
  const secrets = new Relay<string>();
  const steps = new Relay<TimedStep>();
  const workflowToken = env["GITHUB_TOKEN"];
  const adapters = composeAdapters(inputs, readWorkflow(env), {
    send,
    clock,
    stopSignal: lifeline,
    remainingMs: () => control.remainingMs(),
    wallTime: () => Date.now(),
    mask: (secret) => {
      secrets.tell(secret);
    },
    workflowToken:
      workflowToken === undefined ? undefined : new Secret(workflowToken),
    onProgress: (progress) => {
      steps.tell({ step: { kind: "progress", ...progress }, at: now() });
    },
  });
  return {
    inputs,
    control,
    adapters: withHeadStart(adapters),
    secrets,
    steps,
    startedAt: now(),
    close: async () => {
      await adapters.close();
      await connections.close();
    },
  };
}
