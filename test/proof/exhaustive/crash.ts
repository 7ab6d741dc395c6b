import type { GateRequest, Verdict } from "../../simulators/kernel/gate.ts";
import type { Disturbance, Victim } from "./disturbance.ts";
import type { Stage } from "./stage.ts";
import type { Step } from "./steps.ts";

/** Where, around one request, the machine is lost. */
export type Cut =
  /** Before the service has it. */
  | "before"
  /** After the service acted, before it answered. */
  | "applied"
  /** After the answer went out, before the run acts on it. */
  | "answered"
  /** While the request is under way; the service acts on it long after. */
  | "late";

/** Every cut; `late` only makes a difference for requests that change something. */
export const CUTS: readonly Cut[] = ["before", "applied", "answered", "late"];

/** The machine is lost, at one cut of one step. Nothing that the run sends after that arrives. */
export class Crash implements Disturbance {
  readonly #at: Step;
  readonly #cut: Cut;
  #victim: Victim | undefined;
  #stage: Stage | undefined;
  #isDead = false;
  #land: (() => Promise<void>) | undefined;

  constructor(at: Step, cut: Cut) {
    this.#at = at;
    this.#cut = cut;
  }

  get hasStruck(): boolean {
    return this.#isDead;
  }

  get land(): (() => Promise<void>) | undefined {
    return this.#land;
  }

  begin(stage: Stage, victim: Victim): void {
    this.#stage = stage;
    this.#victim = victim;
  }

  meet(step: Step, request: GateRequest): Verdict {
    if (this.#isDead) return { kind: "reset", when: "before" };
    if (step.label !== this.#at.label || step.nth !== this.#at.nth) {
      return { kind: "pass" };
    }
    this.#isDead = true;
    switch (this.#cut) {
      case "before":
        return this.#holdUntilDead("before");
      case "applied":
        return this.#holdUntilDead("after");
      case "answered":
        this.#killOnAnswer(request.sequence);
        return { kind: "pass" };
      case "late":
        return this.#delay(request.sequence);
      default:
        return this.#cut satisfies never;
    }
  }

  end(): Promise<void> {
    return Promise.resolve();
  }

  #holdUntilDead(when: "before" | "after"): Verdict {
    const next = { kind: "reset", when } as const;
    return { kind: "hold", when, until: this.#kill(), next };
  }

  /** The answer is on its way when the history has it and the current turn of the event loop is over. */
  #killOnAnswer(sequence: number): void {
    this.#stage?.world.history.onEvent((event) => {
      if (event.kind !== "answer" || event.sequence !== sequence) return;
      setImmediate(() => void this.#kill());
    });
  }

  #delay(sequence: number): Verdict {
    const landed = new Promise<void>((resolve) => {
      this.#stage?.world.history.onEvent((event) => {
        if (event.kind === "answer" && event.sequence === sequence) resolve();
      });
    });
    const until = new Promise<void>((resolve) => {
      this.#land = async () => {
        resolve();
        await landed;
      };
    });
    void this.#kill();
    return { kind: "hold", when: "before", until };
  }

  async #kill(): Promise<void> {
    await this.#victim?.kill();
  }
}

/** How long the first write of several is kept waiting for the others, milliseconds. */
const GATHER_MS = 3_000;

/** The machine is lost while several writes are under way, of which only some take effect. */
export class PartialWrite implements Disturbance {
  readonly #writes: ReadonlySet<string>;
  readonly #applied: ReadonlySet<string>;
  readonly #seen = new Set<string>();
  #victim: Victim | undefined;
  #kill: (() => void) | undefined;
  #dead: Promise<void> | undefined;

  /** Both by the labels of their steps. */
  constructor(writes: readonly string[], applied: readonly string[]) {
    this.#writes = new Set(writes);
    this.#applied = new Set(applied);
  }

  get hasStruck(): boolean {
    return this.#seen.size === this.#writes.size;
  }

  begin(_stage: Stage, victim: Victim): void {
    this.#victim = victim;
  }

  meet({ label }: Step): Verdict {
    if (!this.#writes.has(label)) return { kind: "pass" };
    this.#seen.add(label);
    this.#dead ??= this.#gather();
    if (this.hasStruck) this.#kill?.();
    const when = this.#applied.has(label) ? "after" : "before";
    const next = { kind: "reset", when } as const;
    return { kind: "hold", when, until: this.#dead, next };
  }

  end(): Promise<void> {
    return Promise.resolve();
  }

  async #gather(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, GATHER_MS);
      this.#kill = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    await this.#victim?.kill();
  }
}
