import { conduct } from "./conduct.ts";
import { demandConvergence } from "./aftermath.ts";
import type { Disturbance } from "./disturbance.ts";
import { Judge } from "./judging/judge.ts";
import { livePast, type Past } from "./past.ts";
import type { Scenario } from "./scenario.ts";
import { setStage } from "./set-stage.ts";
import type { RehearsedStep, Step } from "./steps.ts";
import { judgeRun } from "./judging/verdict.ts";

/** A scenario with its past and the steps of its undisturbed run. */
export interface Rehearsed {
  readonly scenario: Scenario;
  readonly past: Past;
  /** In the order of their arrival. */
  readonly steps: readonly RehearsedStep[];
  /** What is wrong even when nothing goes wrong. */
  readonly violations: readonly string[];
  /** Signatures of the states from which clean runs have put everything right. */
  readonly healed: Set<string>;
}

/** Lives a scenario's past and records its run without a disturbance. */
export async function rehearse(
  scenario: Scenario,
  bundle?: string,
): Promise<Rehearsed> {
  const past = await livePast(scenario);
  const stage = await setStage(scenario, past);
  try {
    const judge = new Judge(stage);
    const recorder = new Recorder();
    stage.world.history.onEvent((event) => {
      if (event.kind !== "answer") return;
      recorder.noteAnswer(event.sequence, event.status, event.body !== "");
    });
    const conducted = await conduct(stage, judge, {
      disturbance: recorder,
      bundle,
    });
    judgeRun(stage, judge, conducted);
    const { exitCode, errors } = conducted.run;
    if (exitCode !== 0) judge.blame(`L1: no success: ${errors.join(" ")}`);
    const steps = recorder.steps;
    await demandConvergence(stage, judge, bundle);
    const healed = new Set<string>();
    return { scenario, past, steps, violations: judge.violations, healed };
  } finally {
    await stage.world.close();
  }
}

/** Lets everything pass and writes it down. */
class Recorder implements Disturbance {
  readonly hasStruck = true;
  readonly #steps = new Map<number, RehearsedStep>();
  #answered = 0;
  #isOver = false;

  get steps(): readonly RehearsedStep[] {
    return [...this.#steps.values()];
  }

  begin(): void {
    return;
  }

  meet(step: Step, request: RehearsedStep["request"]): { kind: "pass" } {
    this.#steps.set(request.sequence, {
      ...step,
      request,
      status: 0,
      hasBody: false,
      answeredBefore: this.#answered,
    });
    return { kind: "pass" };
  }

  noteAnswer(sequence: number, status: number, hasBody: boolean): void {
    this.#answered += 1;
    const step = this.#steps.get(sequence);
    if (step === undefined || this.#isOver) return;
    this.#steps.set(sequence, { ...step, status, hasBody });
  }

  end(): Promise<void> {
    this.#isOver = true;
    return Promise.resolve();
  }
}
