import type { HttpRequest } from "./message.ts";
import type { Pace } from "./pace.ts";
import type { FinalAnswer } from "./send-with-retry.ts";

/** What a request is for; a stopped run sends nothing new but the compensation of what it minted. */
export type Purpose = "rotate" | "compensate";

/** What a request may need beside its purpose. */
export interface SendOptions {
  readonly pace?: Pace;
  /** Sends it once, for a read that nothing depends on. */
  readonly once?: boolean;
  /** The longest body that is read of the answer, bytes; 2 MiB by default, 16 MiB at most. */
  readonly maxBodyBytes?: number;
  /** Completes the request right before each attempt. */
  readonly complete?: (request: HttpRequest) => Promise<HttpRequest>;
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
