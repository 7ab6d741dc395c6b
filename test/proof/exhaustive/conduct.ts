import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Findings, judge as searchLeaks } from "../../kit/leak-oracle.ts";
import {
  type ActionRun,
  type Inputs,
  runWatched,
} from "../../kit/run-action.ts";
import { CANARY } from "./canary.ts";
import type { Disturbance, Victim } from "./disturbance.ts";
import { fenceOf, RUN_TIMEOUT_MS } from "./judging/fences.ts";
import type { Judge } from "./judging/judge.ts";
import { inputsOn, type Stage } from "./stage.ts";
import { StepCounter } from "./steps.ts";
import type { Trail } from "./judging/trail.ts";

/** Spares tens of thousands of processes the parsing of one and the same bundle, and threads that have nothing to do. */
const THRIFT = {
  NODE_COMPILE_CACHE: join(tmpdir(), "astra-token-rotator-compiled"),
  NODE_OPTIONS: "--v8-pool-size=0",
};

/** No run may last longer, waits and taking back included, milliseconds. */
const LONGEST_RUN_MS = 150_000;

/** A run that is over, with what it was seen to do. */
export interface Conducted {
  readonly run: ActionRun;
  readonly trail: Trail;
  /** Secrets and remote texts where they must not be, and what else it wrote that it may not. */
  readonly findings: Findings;
  readonly wasKilled: boolean;
}

/** How a run differs from an ordinary one. */
export interface ConductOptions {
  readonly disturbance?: Disturbance | undefined;
  readonly inputs?: Inputs;
  readonly bundle?: string | undefined;
}

/** Runs the bundle once on a stage, with nothing beside it. */
export async function conduct(
  stage: Stage,
  judge: Judge,
  { disturbance, inputs, bundle }: ConductOptions = {},
): Promise<Conducted> {
  const counter = new StepCounter();
  stage.world.setGate((request) => {
    const step = counter.next(request);
    return disturbance?.meet(step, request) ?? { kind: "pass" };
  });
  const conducted = await launch(stage, judge, {
    inputs: inputsOn(stage, { ...disturbance?.inputs, ...inputs }),
    bundle,
    onStart: (victim) => disturbance?.begin(stage, victim),
  });
  await disturbance?.end();
  return conducted;
}

/** How a process is started. */
export interface LaunchOptions {
  /** All of them. */
  readonly inputs: Inputs;
  readonly bundle?: string | undefined;
  /** Called before the process starts. */
  readonly onStart?: (victim: Victim) => void;
}

/** Starts the bundle under the judge's eyes and waits for its end. */
export async function launch(
  { scenario }: Stage,
  judge: Judge,
  { inputs, bundle, onStart }: LaunchOptions,
): Promise<Conducted> {
  const trail = judge.begin({
    adminToken: inputs["astra-token"] ?? "",
    githubToken: inputs["github-token"] ?? "",
    previousToken: inputs["previous-token"],
    fenceMs: fenceOf(timeoutOf(inputs)),
    mayWrite: scenario.mayWrite,
  });
  const process = new Process();
  onStart?.(process);
  const watchdog = setTimeout(() => {
    judge.blame("I9: the run did not end");
    void process.kill();
  }, LONGEST_RUN_MS);
  const { run, evidence } = await runWatched({
    inputs,
    moreSecrets: [CANARY],
    env: THRIFT,
    onStart: (child) => {
      process.started(child);
    },
    ...(bundle === undefined ? {} : { bundle }),
  });
  clearTimeout(watchdog);
  process.ended();
  const findings = searchLeaks(evidence);
  return { run, trail, findings, wasKilled: process.wasKilled };
}

/** The run timeouts that are given here are whole seconds. */
function timeoutOf(inputs: Inputs): number {
  const seconds = /^(\d+)s$/u.exec(inputs["run-timeout"] ?? "")?.[1];
  return seconds === undefined ? RUN_TIMEOUT_MS : Number(seconds) * 1_000;
}

class Process implements Victim {
  wasKilled = false;
  readonly #end: Promise<void>;
  #resolve = (): void => undefined;
  #child: { kill(signal: NodeJS.Signals): void } | undefined;

  constructor() {
    this.#end = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  started(child: { kill(signal: NodeJS.Signals): void }): void {
    this.#child = child;
  }

  ended(): void {
    this.#resolve();
  }

  async kill(): Promise<void> {
    this.wasKilled = true;
    this.#child?.kill("SIGKILL");
    await this.#end;
  }
}
