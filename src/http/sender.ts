import type { HttpRequest } from "./message.ts";
import type { Pace } from "./pace.ts";
import type { FinalAnswer } from "./send-with-retry.ts";

/** What a request is for; a stopped run sends nothing new but the compensation of what it minted. */
export type Purpose = "rotate" | "compensate";

/** What a request may need beside its purpose. */
export interface SendOptions {
  /** Is asked before every attempt, retries included. */
  readonly pace?: Pace | undefined;
  /** Sends it once, for a read that nothing depends on. */
  readonly once?: boolean;
  /** The longest body that is read of the answer, bytes; 2 MiB by default, 16 MiB at most. */
  readonly maxBodyBytes?: number | undefined;
  /** Completes the request right before each attempt, such as with a token that may have expired since. */
  readonly complete?:
    ((request: HttpRequest) => Promise<HttpRequest>) | undefined;
}

/**
 * Sends one request with everything that protects it: deadline, cap, retries
 * by the table. Throws `TransportError` when no complete answer came.
 */
export type Send = (
  request: HttpRequest,
  purpose: Purpose,
  options?: SendOptions,
) => Promise<FinalAnswer>;
