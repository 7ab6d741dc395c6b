import type { HttpRequest } from "./message.ts";
import type { FinalAnswer } from "./send-with-retry.ts";

/** What a request is for; a stopped run sends nothing new but the compensation of what it minted. */
export type Purpose = "rotate" | "compensate";

/**
 * Sends one request with everything that protects it: deadline, cap, retries
 * by the table. Throws `TransportError` when no complete answer came.
 */
export type Send = (
  request: HttpRequest,
  purpose: Purpose,
) => Promise<FinalAnswer>;
