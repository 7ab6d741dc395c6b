import * as core from "@actions/core";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { announce } from "../../../src/action/report/announce.ts";
import { composeAdapters } from "../../../src/action/adapters.ts";
import { type Inputs, parseInputs } from "../../../src/action/inputs/inputs.ts";
import { settingsOf } from "../../../src/action/inputs/settings.ts";
import {
  annotationOf,
  type Explain,
} from "../../../src/action/report/annotation.ts";
import { mask } from "../../../src/action/report/mask.ts";
import { readWorkflow } from "../../../src/action/workflow.ts";
import { reportOf } from "../../../src/action/report/report.ts";
import {
  createStepLog,
  type StepLog,
} from "../../../src/action/report/step-log.ts";
import { DEFAULT_RETRY_POLICY } from "../../../src/http/retry.ts";
import { type Send, sendWithRetry } from "../../../src/http/send-with-retry.ts";
import type { Policy } from "../../../src/rotation/observation.ts";
import type { Outcome } from "../../../src/rotation/outcome.ts";
import type { Clock } from "../../../src/rotation/ports.ts";
import { rotate } from "../../../src/rotation/rotate.ts";
import { type Evidence, OUTPUT_FILE } from "../../kit/leak-oracle-evidence.ts";
import type { Inputs as InputTexts } from "../../kit/run-action.ts";
import { watchRun } from "../../kit/run-watch.ts";
import { readAsRunner } from "../../kit/runner-commands.ts";
import type { World } from "../../kit/world.ts";
import {
  createInProcessTransport,
  type Tamper,
} from "./in-process-transport.ts";

/** A run that took place in this process. */
export interface InProcessRun {
  readonly outcome: Outcome;
  readonly evidence: Evidence;
  /** Virtual milliseconds from beginning to end. */
  readonly lasted: number;
}

/**
 * Runs everything of the action but its entry and its sockets in this process,
 * in virtual time. Runs must not overlap: what they print is caught.
 */
export async function runInProcess(
  world: World,
  texts: InputTexts,
  tamper: Tamper,
): Promise<InProcessRun> {
  const parsed = parseInputs((name) => texts[name], {
    repository: "acme/web",
    variables: [],
  });
  if (!parsed.ok) throw new Error("these inputs are malformed");
  const { inputs } = parsed;
  const watch = watchRun(texts);
  const stage = openStage();
  const clock = virtualClock(world, inputs.runTimeoutMs);
  try {
    const log = createStepLog(inputs, clock);
    const { outcome, policy } = await perform(inputs, log, clock, tamper);
    const report = reportOf(outcome, {
      ...log.end(),
      rotation: "fuzz",
      policy,
      dryRun: inputs.dryRun,
    });
    const explain: Explain = (code) => `docs/recovery.md, ${code}`;
    await announce(report, {
      exposed: inputs.exposeToken ? outcome.record.minted : undefined,
      explain,
      fail: (error) => {
        const { title, text } = annotationOf(error, explain);
        core.error(text, { title });
        process.exitCode = 1;
      },
      outputFile: output,
    });
    const { stdout, exitCode, files } = stage.close();
    const masks = readAsRunner(stdout).flatMap((read) =>
      read.kind === "command" && read.command.name === "add-mask"
        ? [read.command.data]
        : [],
    );
    const evidence: Evidence = {
      ...{ inputs: texts, env: {}, moreSecrets: [], exitCode, stdout, masks },
      ...{ stderr: "", files, ...watch.stop() },
    };
    return { outcome, evidence, lasted: clock.now() };
  } finally {
    stage.close();
    watch.stop();
  }
}

async function perform(
  inputs: Inputs,
  { report }: StepLog,
  clock: VirtualClock,
  tamper: Tamper,
): Promise<{ readonly outcome: Outcome; readonly policy: Policy }> {
  const transport = createInProcessTransport(clock, tamper);
  const remainingMs = (): number => inputs.runTimeoutMs - clock.now();
  const lifeline = {
    stopped: () => (remainingMs() <= 0 ? ("deadline" as const) : undefined),
  };
  const workflow = readWorkflow({
    GITHUB_REPOSITORY: "acme/web",
    GITHUB_RUN_ID: "16020123456",
    GITHUB_RUN_ATTEMPT: "1",
  });
  const send: Send = (request, { once = false, ...options } = {}) =>
    sendWithRetry(
      transport,
      request,
      { ...DEFAULT_RETRY_POLICY, ...(once ? { maxAttempts: 1 } : {}) },
      {
        ...options,
        random: () => 0.5,
        sleep: (milliseconds) => clock.sleep(milliseconds),
        remainingMs,
        mayStart: () => true,
      },
    );
  const adapters = composeAdapters(inputs, workflow, {
    send: { rotate: send, compensate: send },
    clock,
    stopSignal: lifeline,
    remainingMs,
    wallTime: () => Date.UTC(2026, 0, 5) + clock.now(),
    mask,
    report,
  });
  try {
    const settings = settingsOf(inputs, adapters.lineage, {
      attempt: nextAttempt(),
      run: workflow.run,
    });
    const outcome = await rotate(adapters.ports, settings);
    return { outcome, policy: settings.policy };
  } finally {
    await adapters.close();
  }
}

/** Another id for every attempt, and the same ones in every test run. */
const nextAttempt = (() => {
  let attempts = 0;
  return (): string => {
    attempts += 1;
    return String(attempts).padStart(12, "a");
  };
})();

interface VirtualClock extends Clock {
  pass(milliseconds: number): void;
}

/** Time that passes only by being waited for, up to the run's deadline; the world's goes with it. */
function virtualClock(world: World, runTimeoutMs: number): VirtualClock {
  let now = 0;
  const pass = (milliseconds: number): void => {
    now += milliseconds;
    world.clock.advance(milliseconds);
  };
  return {
    now: () => now,
    elapsed: () => now,
    pass,
    sleep: (milliseconds) => {
      pass(Math.max(0, Math.min(milliseconds, runTimeoutMs - now)));
      return Promise.resolve();
    },
  };
}

/** What a run says and leaves, as the evidence has it. */
interface Stage {
  close(): Pick<Evidence, "stdout" | "exitCode" | "files">;
}

// One folder for all runs: the package that writes the summary remembers its first.
const folder = mkdtempSync(join(tmpdir(), "in-process-"));
const output = join(folder, "output");
const summary = join(folder, "summary");
process.on("exit", () => {
  rmSync(folder, { recursive: true });
});

/** Takes the place of the runner for a while: files, standard output, exit code. */
function openStage(): Stage {
  const written: string[] = [];
  const write = process.stdout.write.bind(process.stdout);
  const before = process.exitCode;
  writeFileSync(output, "");
  writeFileSync(summary, "");
  process.env["GITHUB_OUTPUT"] = output;
  process.env["GITHUB_STEP_SUMMARY"] = summary;
  process.stdout.write = (text: string | Uint8Array): boolean => {
    written.push(String(text));
    return true;
  };
  let exitCode: number | undefined;
  return {
    close: () => {
      process.stdout.write = write;
      exitCode ??= process.exitCode === 1 ? 1 : 0;
      process.exitCode = before;
      const files = new Map([
        [OUTPUT_FILE, readFileSync(output, "utf8")],
        ["runner/summary", readFileSync(summary, "utf8")],
      ]);
      return { stdout: written.join(""), exitCode, files };
    },
  };
}
