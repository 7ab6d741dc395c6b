import type { GateRequest, Verdict } from "../../../simulators/kernel/gate.ts";
import type { Disturbance } from "../disturbance.ts";
import type { Stage } from "../stage.ts";
import type { RehearsedStep, Step } from "../steps.ts";
import type { Persistence } from "./fault.ts";

/** Shorter than the waits between attempts, except by the rarest chance. */
const SHORT_OUTAGE_MS = 100;

/**
 * A service refuses connections from just before one step of the undisturbed
 * run: for a moment, or for as long as the run lasts.
 */
export class Outage implements Disturbance {
  readonly #at: RehearsedStep;
  readonly #persistence: Persistence;
  #stage: Stage | undefined;
  #answered = 0;
  #isGone = false;
  #hasStruck = false;
  #back: Promise<void> = Promise.resolve();

  constructor(at: RehearsedStep, persistence: Persistence) {
    this.#at = at;
    this.#persistence = persistence;
  }

  get hasStruck(): boolean {
    return this.#hasStruck;
  }

  begin(stage: Stage): void {
    this.#stage = stage;
    if (this.#at.answeredBefore === 0) {
      this.#goAway();
      return;
    }
    stage.world.history.onEvent((event) => {
      if (event.kind !== "answer" || this.#hasStruck) return;
      this.#answered += 1;
      if (this.#answered < this.#at.answeredBefore) return;
      this.#hasStruck = true;
      // Not before the answer has left.
      setImmediate(() => {
        this.#goAway();
        this.#comeBackSoon();
      });
    });
  }

  meet(_step: Step, request: GateRequest): Verdict {
    // While the service was away from the start, only the other one can notice the run.
    if (this.#isGone && request.service !== this.#at.request.service) {
      this.#comeBackSoon();
    }
    return { kind: "pass" };
  }

  async end(): Promise<void> {
    await this.#back;
    if (this.#isGone) await this.#comeBack();
  }

  get #service() {
    const { world } = this.#stage ?? {};
    return world?.[this.#at.request.service];
  }

  #goAway(): void {
    this.#hasStruck = true;
    this.#isGone = true;
    this.#service?.goAway();
  }

  #comeBackSoon(): void {
    if (this.#persistence === "lasting") return;
    this.#back = this.#back.then(async () => {
      await new Promise((resolve) => setTimeout(resolve, SHORT_OUTAGE_MS));
      if (this.#isGone) await this.#comeBack();
    });
  }

  async #comeBack(): Promise<void> {
    this.#isGone = false;
    await this.#service?.comeBack();
  }
}
