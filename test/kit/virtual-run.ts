import { randomBytes } from "node:crypto";
import { composeAdapters } from "../../src/action/adapters.ts";
import { parseInputs } from "../../src/action/inputs/inputs.ts";
import { settingsOf } from "../../src/action/inputs/settings.ts";
import { readWorkflow } from "../../src/action/workflow.ts";
import { openConnections } from "../../src/http/dispatcher.ts";
import { DEFAULT_RETRY_POLICY } from "../../src/http/retry.ts";
import { sendWithRetry } from "../../src/http/send-with-retry.ts";
import type { Send } from "../../src/http/send-with-retry.ts";
import { createTransport, type Transport } from "../../src/http/transport.ts";
import type { Outcome } from "../../src/rotation/outcome.ts";
import type { Purpose } from "../../src/rotation/ports.ts";
import { rotate } from "../../src/rotation/rotate.ts";
import type { Step } from "../../src/rotation/steps.ts";
import { type Inputs, inputsFor } from "./run-action.ts";
import { VirtualTime } from "./virtual-time.ts";
import { workflowVariables } from "./workflow-variables.ts";
import type { World } from "./world.ts";

/** What a run in this process came to. */
export interface VirtualRun {
  readonly outcome: Outcome;
  readonly steps: readonly Step[];
  /** Time of the world that went by, milliseconds. */
  readonly elapsedMs: number;
  readonly masked: readonly string[];
}

/** How a run differs from an ordinary one. */
export interface VirtualRunOptions {
  /** What the runner's clock is ahead of the world's, milliseconds. */
  readonly runnerSkewMs?: number;
  readonly onStep?: (step: Step) => void;
}

/**
 * Runs the real protocol with the real adapters in this process, with time that
 * jumps over every wait. The world's clock must not flow by itself.
 */
export async function runVirtually(
  world: World,
  inputs: Inputs,
  options: VirtualRunOptions = {},
): Promise<VirtualRun> {
  const all = inputsFor(world, inputs);
  const parsed = parseInputs((name) => all[name], {
    repository: "acme/web",
    variables: [],
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { runTimeoutMs } = parsed.inputs;
  const time = new VirtualTime(world.clock);
  const connections = openConnections();
  const { dispatcher } = connections;
  const transport = createTransport({ dispatcher, clock: time });
  const remainingMs = (): number => runTimeoutMs - time.now();
  const steps: Step[] = [];
  const masked: string[] = [];
  const report = (step: Step): void => {
    steps.push(step);
    options.onStep?.(step);
  };
  const stopSignal = {
    stopped: () => (remainingMs() <= 0 ? ("deadline" as const) : undefined),
  };
  const workflow = readWorkflow(workflowVariables(all));
  const adapters = composeAdapters(parsed.inputs, workflow, {
    send: senders(transport, time, remainingMs),
    clock: time,
    stopSignal: stopSignal,
    remainingMs,
    wallTime: () => world.clock.now() + (options.runnerSkewMs ?? 0),
    mask: (secret) => masked.push(secret),
    report,
  });
  const settings = settingsOf(parsed.inputs, adapters.lineage, {
    attempt: randomBytes(9).toString("base64url"),
    run: "1.1",
  });
  try {
    const outcome = await time.drive(rotate(adapters.ports, settings));
    await adapters.close();
    return { outcome, steps, masked, elapsedMs: time.now() };
  } finally {
    await connections.close();
  }
}

function senders(
  transport: Transport,
  time: VirtualTime,
  remainingMs: () => number,
): Readonly<Record<Purpose, Send>> {
  const held: Transport = {
    send: (request, limits) => time.hold(() => transport.send(request, limits)),
  };
  const sender =
    (purpose: Purpose): Send =>
    async (request, { pace, once = false, ...options } = {}) =>
      await sendWithRetry(
        held,
        request,
        { ...DEFAULT_RETRY_POLICY, maxAttempts: once ? 1 : 5 },
        {
          ...options,
          pace: purpose === "rotate" ? pace : undefined,
          random: () => 0.5,
          sleep: (milliseconds) => time.sleep(milliseconds),
          remainingMs: purpose === "rotate" ? remainingMs : () => 6_000,
          mayStart: () => true,
        },
      );
  return { rotate: sender("rotate"), compensate: sender("compensate") };
}
