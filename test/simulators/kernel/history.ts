import type { GateRequest, ServiceName } from "./gate.ts";

/**
 * One entry of the world's total order of events, as independent checkers read
 * it.
 */
export type HistoryEvent =
  | {
      readonly kind: "request";
      readonly request: GateRequest;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | {
      readonly kind: "answer";
      readonly sequence: number;
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  /**
   * The state of a service changed: `what` names the change, `subject` the
   * thing (client id, secret path).
   */
  | {
      readonly kind: "change";
      readonly service: ServiceName;
      readonly what: string;
      readonly subject: string;
      readonly at: number;
    };

/**
 * The record that both simulators of a world write, and that listeners can
 * judge after every change.
 */
export interface History {
  readonly events: readonly HistoryEvent[];
  /** The number of the next request in the world's total order. */
  nextSequence(): number;
  record(event: HistoryEvent): void;
  /**
   * Calls the listener synchronously after every recorded event, until the
   * returned function is called.
   */
  onEvent(listener: (event: HistoryEvent) => void): () => void;
  /** Forgets events, not sequence numbers. */
  clear(): void;
}

export function createHistory(): History {
  const events: HistoryEvent[] = [];
  const listeners = new Set<(event: HistoryEvent) => void>();
  let sequence = 0;
  return {
    events,
    nextSequence: () => ++sequence,
    record: (event) => {
      events.push(event);
      for (const listener of listeners) listener(event);
    },
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear: () => {
      events.length = 0;
    },
  };
}
