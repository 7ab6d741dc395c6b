import type { HistoryEvent } from "../../../simulators/kernel/history.ts";
import { brokenByChange } from "./change-rules.ts";
import { type Ledger, openLedger } from "./ledger.ts";
import { brokenByRequest } from "./request-rules.ts";
import type { Stage } from "../stage.ts";
import { brokenInState } from "./state-rules.ts";
import { type RunFacts, Trail } from "./trail.ts";

/**
 * Watches a world's history and checks the invariants after every event. Knows
 * the specification and nothing of the bundle.
 */
export class Judge {
  readonly violations: string[] = [];
  readonly #ledger: Ledger;

  constructor(stage: Stage) {
    this.#ledger = openLedger(stage);
    this.#blameAll(brokenInState(this.#ledger));
    stage.world.history.onEvent((event) => {
      this.#see(event);
    });
  }

  /** Announces a run; its requests are known by its tokens, of which the latest run that has them counts. */
  begin(facts: RunFacts): Trail {
    const { trails, stage } = this.#ledger;
    const trail = new Trail(facts, stage.world.astra.organizationId);
    trails.unshift(trail);
    return trail;
  }

  /** The run that sent a request. */
  whoAsked(sequence: number): Trail | undefined {
    return this.#ledger.askedBy.get(sequence);
  }

  /** Reports a violation, once. */
  blame(sentence: string): void {
    if (!this.violations.includes(sentence)) this.violations.push(sentence);
  }

  #see(event: HistoryEvent): void {
    const ledger = this.#ledger;
    switch (event.kind) {
      case "request": {
        const { operation, sequence } = event.request;
        const trail = ledger.trails.find((one) =>
          one.owns(event.headers["authorization"]),
        );
        if (trail === undefined) {
          this.blame(`I11: ${operation} with an unknown token`);
          return;
        }
        ledger.askedBy.set(sequence, trail);
        trail.noteRequest(event);
        this.#blameAll(brokenByRequest(ledger, trail, event));
        return;
      }
      case "answer":
        ledger.askedBy.get(event.sequence)?.noteAnswer(event);
        return;
      case "change":
        this.#blameAll(brokenByChange(ledger, event.what, event.subject));
        this.#blameAll(brokenInState(ledger));
        return;
      default:
        event satisfies never;
    }
  }

  #blameAll(sentences: readonly string[]): void {
    for (const sentence of sentences) this.blame(sentence);
  }
}
