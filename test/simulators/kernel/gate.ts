import type { Socket } from "node:net";

/** The services that the simulators stand in for. */
export type ServiceName = "astra" | "github" | "dataApi";

/** One request as a gate sees it, parsed but not yet acted upon. */
export interface GateRequest {
  /** Position in the total order of all requests of the world, from 1. */
  readonly sequence: number;
  readonly service: ServiceName;
  readonly method: string;
  /** Path with query, as received (still percent-encoded). */
  readonly path: string;
  /**
   * Stable name of the operation, such as `astra.tokens.create`; `unrouted`
   * when no route matched.
   */
  readonly operation: string;
}

/** A complete answer of a simulator, before it is put on the wire. */
export interface SimulatedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/**
 * Whether a fault strikes before the service acts on the request, or after it
 * has acted.
 */
export type FaultMoment = "before" | "after";

/** What the gate lets happen to one request. */
export type Verdict =
  | { readonly kind: "pass" }
  /** The connection is reset; the client gets no answer. */
  | { readonly kind: "reset"; readonly when: FaultMoment }
  /** The request is taken and never answered; the connection stays open. */
  | { readonly kind: "hang"; readonly when: FaultMoment }
  /** Everything waits for a promise, then goes on as `next` says. */
  | {
      readonly kind: "hold";
      readonly when: FaultMoment;
      readonly until: Promise<unknown>;
      readonly next?: Verdict;
    }
  /** A made-up answer takes the place of the real one. */
  | {
      readonly kind: "answer";
      readonly when: FaultMoment;
      readonly answer: SimulatedAnswer;
    }
  /** The service acts, and its answer is rewritten on the way out. */
  | {
      readonly kind: "rewrite";
      readonly rewrite: (answer: SimulatedAnswer) => SimulatedAnswer;
    }
  /**
   * The service acts; so many interim answers (103) go out before its answer.
   */
  | { readonly kind: "interim"; readonly count: number }
  /**
   * The service acts; the answer breaks off after so many bytes of its body.
   */
  | { readonly kind: "torn"; readonly afterBytes: number }
  /**
   * The service acts; the answer is written raw, piece by piece, for malformed
   * HTTP, floods and drips.
   */
  | {
      readonly kind: "raw";
      readonly when: FaultMoment;
      readonly write: (socket: Socket) => Promise<void>;
    };

/**
 * Decides the fate of every request; the place where tests inject faults, kills
 * and schedules.
 */
export type Gate = (request: GateRequest) => Verdict | Promise<Verdict>;

/** The gate of an untroubled world. */
export const openGate: Gate = () => ({ kind: "pass" });
